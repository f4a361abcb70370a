import { blueGreenLimitMs, inPlaceLimitMs } from "#lib/domain/aws-limits.ts";
import { type Deployment, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { addMs, type Instant, toIso } from "#lib/domain/time.ts";
import { afterHalfRelease } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { toStopAdvice } from "#lib/rules/deployment-advice.ts";
import { toListTargets } from "#lib/rules/hooks/hook-commands.ts";
import { type Advice, type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const deploymentTimeout = defineRule({
  id: "deployment-timeout",
  title: "A deployment ran into AWS's time limit, or is past it",
  severity: "warning",
  why: "A deployment that waits for something that never comes is ended by CodeDeploy with TIMEOUT. Until then it blocks every other deployment to the group. One that goes on past the documented limit will hardly end well.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html"],
  thresholds: [
    {
      what: "An in-place deployment may take",
      value: toDuration(inPlaceLimitMs),
      reason: "AWS's page as it stood in 2023; it may have changed since.",
    },
    {
      what: "A blue/green deployment may take",
      value: toDuration(blueGreenLimitMs),
      reason: "AWS's limit for all its phases and waits together.",
    },
    recentThreshold,
  ],
  lookalikes: [
    "A large fleet, deployed to one instance after the other with a long deregistration delay, takes hours without anything being wrong.",
  ],
  leadsTo: [
    "rollback-cascade",
    "hook-abandoned-by-failed-deployment",
    "deployment-already-running",
    ...afterHalfRelease,
  ],
  needs: ["codedeploy-deployments"],
  check(facts, context) {
    const ended = toFailuresByCode(facts.deployment, ["TIMEOUT"]).map((failure) =>
      toCodeFinding(failure, context, {
        means: `it did not come to its end in time${toAgeWords(failure.newest.value)}`,
        disprovedBy: "CodeDeploy giving another error code for this deployment.",
        advice: [
          toLookAtTargets(failure.newest.value, context),
          { text: "Find which target it waited for, mend or release that one, and deploy again." },
        ],
      }),
    );
    return [...ended, ...facts.deployment.flatMap((deployment) => toOverdue(deployment, context))];
  },
});

function toAgeWords({ createTime, completeTime }: Deployment): string {
  if (createTime === undefined || completeTime === undefined) return "";
  return `, ${toDuration(completeTime - createTime)} after it was made`;
}

function toOverdue(deployment: FactRevision<"deployment">, context: CheckContext): readonly RuleFinding[] {
  const { id, createTime, status } = deployment.value;
  const limitMs = toLimitMs(deployment.value);
  if (isFinalDeployment(deployment.value) || createTime === undefined) return [];
  if (deployment.lastSeen - createTime <= limitMs) return [];
  const limitAt = addMs(createTime, limitMs);
  return [
    {
      subject: { kind: "deployment", id },
      verdict: "suspected",
      since: limitAt,
      summary: `${id} is still ${status}, ${toDuration(context.now - createTime)} after it was made. ${toLimitWords(deployment.value, limitAt, context)}`,
      evidence: [cite(deployment, "status", status), cite(deployment, "createTime", toIso(createTime))],
      disprovedBy: `${id} coming to its end.`,
      advice: [toLookAtTargets(deployment.value, context), toStopAdvice(deployment.value, context.scope)],
    },
  ];
}

function toLimitMs({ deploymentType }: Deployment): number {
  return deploymentType === "BLUE_GREEN" ? blueGreenLimitMs : inPlaceLimitMs;
}

function toLimitWords(deployment: Deployment, limitAt: Instant, { now }: CheckContext): string {
  const kind = deployment.deploymentType === "BLUE_GREEN" ? "a blue/green" : "an in-place";
  return `A limit of ${toDuration(toLimitMs(deployment))} that AWS has documented for ${kind} deployment, and which may have changed, would have ended it at ${toClock(limitAt, now)}.`;
}

function toLookAtTargets({ id }: Deployment, { scope }: CheckContext): Advice {
  return { text: `Look first: the targets of ${id}. It changes nothing.`, command: toListTargets(id, scope) };
}
