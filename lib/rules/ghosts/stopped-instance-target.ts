import { toCommand } from "#lib/rules/command-line.ts";
import { contradictionMs, contradictionThreshold } from "#lib/rules/contradiction.ts";
import { toLookAtTarget } from "#lib/rules/deployment-advice.ts";
import { citeOpenTarget } from "#lib/rules/ghost-words.ts";
import { type OpenTarget, toOpenTargets } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const stoppedInstanceTarget = defineRule({
  id: "stopped-instance-target",
  title: "A running deployment waits for a stopped instance",
  severity: "warning",
  why: "The agent on a stopped instance cannot answer; CodeDeploy counts the instance as failed in the end. Instances that a warm pool keeps stopped are meant to be so.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-health.html"],
  thresholds: [contradictionThreshold],
  lookalikes: ["A warm pool keeps its instances stopped on purpose."],
  leadsTo: ["health-constraints", "deployment-already-running", "deployment-timeout"],
  needs: ["ec2-instances", "autoscaling-groups", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const instances = new Map(facts.instance.map((instance) => [instance.value.id, instance]));
    const warm = new Set(
      facts.member
        .filter(({ value }) => value.lifecycleState.startsWith("Warmed:"))
        .map(({ value }) => value.instanceId),
    );
    return toOpenTargets(facts).flatMap((target) => {
      const instance = instances.get(target.revision.value.targetId);
      if (instance === undefined || !isStopped(instance) || warm.has(instance.value.id)) return [];
      return [toFinding(instance, target, context)];
    });
  },
});

function isStopped({ value }: FactRevision<"instance">): boolean {
  return value.listed && (value.state === "stopped" || value.state === "stopping");
}

function toFinding(
  instance: FactRevision<"instance">,
  target: OpenTarget,
  context: CheckContext,
): RuleFinding {
  const { value } = instance;
  const state = value.listed ? value.state : "";
  const { deployment, revision } = target;
  return {
    subject: { kind: "instance", id: value.id },
    verdict: toVerdict(instance, target, context),
    since: instance.since,
    summary: `${deployment.value.id} waits for ${value.id} (${revision.value.status}), but EC2 says it is ${state}, first read so at ${toClock(instance.since, context.now)}. Its agent cannot answer.`,
    evidence: [
      cite(instance, "State.Name", state),
      ...(value.listed && value.stateReasonCode
        ? [cite(instance, "StateReason.Code", value.stateReasonCode)]
        : []),
      ...citeOpenTarget(target),
    ],
    disprovedBy: `EC2 saying that ${value.id} runs, or a warm pool keeping it stopped on purpose.`,
    advice: [
      toLookAtTarget(deployment.value.id, value.id, context.scope),
      {
        text: `Start it, if it is meant to serve. Not if an Auto Scaling group lists it as InService: the group is about to replace it.`,
        command: toCommand(context.scope, ["ec2", "start-instances", "--instance-ids", value.id]),
      },
      { text: "Or change its tags, so that the next deployment leaves it out; this one keeps its targets." },
    ],
  };
}

/** A partial listing of members may leave out that a warm pool keeps the instance stopped. */
function toVerdict(instance: FactRevision<"instance">, { revision }: OpenTarget, context: CheckContext) {
  const heldMs =
    Math.min(instance.lastSeen, revision.lastSeen) - Math.max(instance.since, revision.firstSeen);
  return heldMs >= contradictionMs && !context.partial.includes("autoscaling-groups")
    ? "proved"
    : "suspected";
}
