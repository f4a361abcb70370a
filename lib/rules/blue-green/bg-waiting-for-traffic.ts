import { readyLimitMs } from "#lib/domain/aws-limits.ts";
import { addMs, hourMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toStopAdvice } from "#lib/rules/deployment-advice.ts";
import { toGetDeployment } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** Time for somebody to decide before the limit. */
const warnMs = 6 * hourMs;

export const bgWaitingForTraffic = defineRule({
  id: "bg-waiting-for-traffic",
  title: "A blue/green deployment waits for somebody to shift the traffic",
  severity: "info",
  why: "The replacement instances are ready, and the deployment group is set to shift the traffic only when told. The deployment waits for that, 48 hours at most; both fleets run and are billed meanwhile, and no other deployment to the group can begin. It looks like one that hangs.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ContinueDeployment.html",
  ],
  thresholds: [
    {
      what: "A deployment may wait for its traffic",
      value: toDuration(readyLimitMs),
      reason: "AWS's documented limit.",
    },
    {
      what: "It becomes a warning before that limit, counted from the deployment's beginning, by",
      value: toDuration(warnMs),
      reason:
        "Somebody still has time to decide. No API says since when it is ready, so the beginning counts.",
    },
  ],
  lookalikes: [
    "A deployment group that continues by itself after a wait of its own: how long, and what happens then, is in its deploymentReadyOption, and shown with what the deployment waits for.",
  ],
  leadsTo: ["deployment-already-running", "deployment-timeout"],
  needs: ["codedeploy-deployments"],
  check(facts, context) {
    return facts.deployment
      .filter(({ value }) => value.status === "Ready")
      .map((deployment) => toFinding(deployment, context));
  },
});

function toFinding(deployment: FactRevision<"deployment">, { scope, now }: CheckContext): RuleFinding {
  const { id, status, startTime, createTime, additionalStatus } = deployment.value;
  const begun = startTime ?? createTime;
  const isLate = begun !== undefined && now - begun >= readyLimitMs - warnMs;
  const limit =
    begun === undefined
      ? ""
      : ` AWS ends the wait after ${toDuration(readyLimitMs)}: not before ${toClock(addMs(begun, readyLimitMs), now)}.`;
  return {
    subject: { kind: "deployment", id },
    verdict: "proved",
    severity: isLate ? "warning" : "info",
    since: deployment.since,
    summary: `${id} is ready and waits for its traffic to be shifted, first read so at ${toClock(deployment.since, now)}. It does not hang: it goes on when told, or as its group's settings say.${limit}`,
    evidence: [
      cite(deployment, "status", status),
      ...(additionalStatus ? [cite(deployment, "additionalDeploymentStatusInfo", additionalStatus)] : []),
    ],
    disprovedBy: `Another status of ${id} at the next reading.`,
    advice: [
      {
        text: "Look first at the deployment and its targets. It changes nothing.",
        command: toGetDeployment(id, scope),
      },
      {
        text: "Shift the traffic to the replacement instances, once they are known to be good. The originals then leave the load balancer.",
        command: toCommand(scope, [
          "deploy",
          "continue-deployment",
          "--deployment-id",
          id,
          "--deployment-wait-type",
          "READY_WAIT",
        ]),
      },
      toStopAdvice(deployment.value, scope),
    ],
  };
}
