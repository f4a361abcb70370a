import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { addMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import { isBlueGreen, isOriginal, toNewest } from "#lib/rules/blue-green/blue-green.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toGetDeploymentGroup } from "#lib/rules/deployment/deployment-group-commands.ts";
import { type CheckContext, cite, defineRule, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

const keeps = "KEEP_ALIVE";

type Facts = FactsFrom<
  "codedeploy-group" | "codedeploy-deployments" | "codedeploy-targets" | "ec2-instances"
>;

export const bgOriginalKept = defineRule({
  id: "bg-original-kept",
  title: "The original instances of a blue/green deployment are kept",
  severity: "info",
  why: "After a blue/green deployment the original instances are kept for as long as the deployment group says, at most two days, or for good. Until then they run and are billed beside the new ones, and a rollback can give them the traffic back.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
  ],
  lookalikes: [
    "Originals that CodeDeploy could not take out of the load balancer: bg-original-deregistration-failed.",
    "A setting that was changed after the deployment: the deployment goes by the one that held when it began.",
  ],
  needs: ["codedeploy-group", "codedeploy-deployments", "codedeploy-targets", "ec2-instances"],
  check(facts, context) {
    const [group] = facts["deployment-group"];
    const deployment = toNewest(facts.deployment);
    if (group === undefined || deployment === undefined || !isBlueGreen(deployment.value)) return [];
    const wait = toWait(group, deployment);
    const originals = wait === undefined ? [] : toRunning(deployment, facts);
    if (wait === undefined || originals.length === 0) return [];
    return [toFinding({ group, deployment, wait, originals, context })];
  },
});

/** Why the originals are still there. `until` is not known while the deployment that keeps them has not ended. */
type Wait = { readonly kind: "for-good" } | { readonly kind: "for-a-time"; readonly until?: Instant };

function toWait(
  { value: { blueTerminationAction, blueWaitMinutes } }: FactRevision<"deployment-group">,
  { value: { status, completeTime, blueWaitStarted } }: FactRevision<"deployment">,
): Wait | undefined {
  if (!isFinalDeployment({ status })) return blueWaitStarted === true ? { kind: "for-a-time" } : undefined;
  if (blueTerminationAction === keeps) return { kind: "for-good" };
  if (blueTerminationAction === undefined || blueWaitMinutes === undefined || completeTime === undefined)
    return undefined;
  return { kind: "for-a-time", until: addMs(completeTime, blueWaitMinutes * minuteMs) };
}

type Original = {
  readonly target: FactRevision<"deployment-target">;
  readonly instance: FactRevision<"instance">;
};

function toRunning(deployment: FactRevision<"deployment">, facts: Facts): readonly Original[] {
  const running = new Map(
    facts.instance
      .filter(({ value }) => value.listed && value.state === "running")
      .map((instance) => [instance.value.id, instance]),
  );
  return facts["deployment-target"].flatMap((target) => {
    const instance = running.get(target.value.targetId);
    const isIt = target.value.deploymentId === deployment.value.id && isOriginal(target.value);
    return instance === undefined || !isIt ? [] : [{ target, instance }];
  });
}

type Found = {
  readonly group: FactRevision<"deployment-group">;
  readonly deployment: FactRevision<"deployment">;
  readonly wait: Wait;
  readonly originals: readonly Original[];
  readonly context: CheckContext;
};

function toFinding({ group, deployment, wait, originals, context }: Found): RuleFinding {
  const { id } = deployment.value;
  const ids = originals.map(({ instance }) => instance.value.id);
  return {
    subject: { kind: "deployment", id },
    verdict: isPast(wait, context) ? "suspected" : "corroborated",
    since: deployment.value.completeTime,
    summary: `${toCount(ids.length, "original instance")} of ${id} still ${ids.length === 1 ? "runs" : "run"}: ${toWords(ids)}. ${toWaitWords(wait, group, context)}`,
    evidence: [
      ...originals.flatMap(({ target, instance }) => [
        cite(target, "instanceTarget.instanceLabel", target.value.label ?? ""),
        cite(instance, "State.Name", "running"),
      ]),
      ...citeSettings(group),
      cite(
        deployment,
        "instanceTerminationWaitTimeStarted",
        `${deployment.value.blueWaitStarted ?? "not set"}`,
      ),
    ],
    disprovedBy: `EC2 saying that ${toWords(ids)} ${ids.length === 1 ? "is" : "are"} gone.`,
    advice: [
      {
        text: "Look first at the group's blueGreenDeploymentConfiguration. It changes nothing.",
        command: toGetDeploymentGroup(context.scope),
      },
      {
        text: "Which Auto Scaling group, if any, do they belong to? It changes nothing. End them there once nobody needs them to roll back to.",
        command: toCommand(context.scope, [
          "autoscaling",
          "describe-auto-scaling-instances",
          "--instance-ids",
          ...ids,
        ]),
      },
    ],
  };
}

function isPast(wait: Wait, { now }: CheckContext): boolean {
  return wait.kind === "for-a-time" && wait.until !== undefined && now >= wait.until;
}

function toWaitWords(
  wait: Wait,
  { value: { blueWaitMinutes } }: FactRevision<"deployment-group">,
  context: CheckContext,
): string {
  if (wait.kind === "for-good") return "The deployment group keeps originals alive (KEEP_ALIVE).";
  const length = toDuration((blueWaitMinutes ?? 0) * minuteMs);
  if (wait.until === undefined) {
    return blueWaitMinutes === undefined
      ? "The wait until their end has begun."
      : `The wait until their end has begun; the deployment group sets ${length}.`;
  }
  const until = toClock(wait.until, context.now);
  return isPast(wait, context)
    ? `By the group's setting of today (${length}) they should have ended at ${until}; it may have been another when the deployment began.`
    : `They end at about ${until}, ${length} after the deployment succeeded.`;
}

function citeSettings(group: FactRevision<"deployment-group">): readonly Evidence[] {
  const { blueTerminationAction, blueWaitMinutes } = group.value;
  const field = "blueGreenDeploymentConfiguration.terminateBlueInstancesOnDeploymentSuccess";
  return [
    ...(blueTerminationAction === undefined ? [] : [cite(group, `${field}.action`, blueTerminationAction)]),
    ...(blueWaitMinutes === undefined
      ? []
      : [cite(group, `${field}.terminationWaitTimeInMinutes`, `${blueWaitMinutes}`)]),
  ];
}
