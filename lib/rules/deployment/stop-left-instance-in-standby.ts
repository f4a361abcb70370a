import { decodeActivity } from "#lib/domain/activity-text.ts";
import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { recentThreshold, toFailureSeverity } from "#lib/rules/deployment/failed-with-code.ts";
import { isUnsuccessful } from "#lib/rules/deployment/last-success.ts";
import { citeMember } from "#lib/rules/ghost-words.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** Scripts that clean up after a failed deployment need a moment. */
const patienceMs = 5 * minuteMs;

type Facts = FactsFrom<
  | "autoscaling-groups"
  | "autoscaling-activities"
  | "codedeploy-deployments"
  | "codedeploy-targets"
  | "ec2-instances"
>;

export const stopLeftInstanceInStandby = defineRule({
  id: "stop-left-instance-in-standby",
  title: "A deployment that did not succeed left instances in Standby",
  severity: "warning",
  why: "Some deployment scripts, AWS's older samples for load balancers among them, move an instance to Standby while they work on it and back afterwards. If the deployment fails or is stopped in between, nobody moves it back: the group serves with one instance less, and the samples have lowered its desired and minimum size as well.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html",
    "https://github.com/aws-samples/aws-codedeploy-samples/tree/master/load-balancing/elb",
  ],
  thresholds: [
    recentThreshold,
    {
      what: "An instance still in Standby after the deployment's end",
      value: toDuration(patienceMs),
      reason: "Scripts that clean up may need a moment.",
    },
  ],
  lookalikes: [
    "Somebody who put the instance into Standby by hand while the deployment ran, to look at it.",
    "An instance that was terminated in Standby: that is standby-terminated-ghost.",
  ],
  leadsTo: ["standby-capacity-loss"],
  needs: [
    "autoscaling-groups",
    "autoscaling-activities",
    "codedeploy-deployments",
    "codedeploy-targets",
    "ec2-instances",
  ],
  check(facts, context) {
    // Without every deployment it is not known that none is at work.
    if (context.partial.includes("codedeploy-deployments")) return [];
    if (facts.deployment.some(({ value }) => !isFinalDeployment(value))) return [];
    const left = facts.member.flatMap((member) => toLeft(member, facts) ?? []);
    const together = groupBy(left, (one) => `${one.deployment.value.id} ${one.member.value.group}`);
    return [...together.values()].map((instances) => toFinding(instances, context));
  },
});

type Left = {
  readonly member: FactRevision<"member">;
  readonly activity: FactRevision<"scaling-activity">;
  readonly deployment: FactRevision<"deployment">;
  /** CodeDeploy names the instance among the deployment's targets. */
  readonly isTarget: boolean;
};

function toLeft(member: FactRevision<"member">, facts: Facts): Left | undefined {
  const { instanceId, lifecycleState, group } = member.value;
  if (lifecycleState !== "Standby") return undefined;
  if (facts.instance.some(({ value }) => value.id === instanceId && isGone(value))) return undefined;
  const moves = facts["scaling-activity"].filter(({ value }) => {
    const meaning = decodeActivity(value);
    return (
      value.group === group &&
      meaning.instanceId === instanceId &&
      ["enter-standby", "exit-standby"].includes(meaning.kind) &&
      value.status === "Successful"
    );
  });
  const last = moves.sort((a, b) => b.value.startTime - a.value.startTime)[0];
  if (last === undefined || decodeActivity(last.value).kind !== "enter-standby") return undefined;
  const during = facts.deployment
    .filter((deployment) => ranAt(deployment, last.value.startTime, member.lastSeen))
    .map((deployment) => ({ deployment, isTarget: isTargetOf(deployment.value.id, instanceId, facts) }))
    .filter(({ isTarget }) => isTarget !== false)
    .sort((a, b) => Number(b.isTarget ?? false) - Number(a.isTarget ?? false))[0];
  if (during === undefined) return undefined;
  return { member, activity: last, deployment: during.deployment, isTarget: during.isTarget === true };
}

/** It ran at that time, and ended otherwise than well, a while ago. */
function ranAt({ value }: FactRevision<"deployment">, at: Instant, lastSeen: Instant): boolean {
  const { createTime, completeTime } = value;
  if (!isUnsuccessful(value) || createTime === undefined || completeTime === undefined) return false;
  return createTime <= at && at <= completeTime && lastSeen - completeTime >= patienceMs;
}

/** Undefined where CodeDeploy's list of targets is not known. */
function isTargetOf(deploymentId: string, instanceId: string, facts: Facts): boolean | undefined {
  const list = facts["target-list"].find(({ value }) => value.deploymentId === deploymentId)?.value;
  return list?.started === true ? list.targetIds.includes(instanceId) : undefined;
}

function toFinding(left: readonly Left[], context: CheckContext): RuleFinding {
  const { scope, now } = context;
  const [first] = left;
  if (first === undefined) throw new RangeError("no instance to report");
  const { deployment } = first;
  const { group } = first.member.value;
  const ids = left.map(({ member }) => member.value.instanceId);
  const since = first.activity.value.startTime;
  const sure = left.every(({ isTarget }) => isTarget);
  return {
    subject: { kind: "deployment", id: deployment.value.id },
    verdict: sure && !context.partial.includes("autoscaling-activities") ? "corroborated" : "suspected",
    severity: toFailureSeverity({ at: since, rolledBack: false }, context, "warning"),
    since,
    summary: `${toWords(ids)} of ${group} ${ids.length === 1 ? "has" : "have"} been in Standby since ${toClock(since, now)}, while ${deployment.value.id}, now ${deployment.value.status}, was running${sure ? " on it" : ""}. ${ids.length === 1 ? "It gets" : "They get"} no traffic and no health checks.`,
    evidence: [
      ...left.flatMap(({ member, activity }) => [
        ...citeMember(member),
        cite(activity, "Description", activity.value.description),
      ]),
      cite(deployment, "status", deployment.value.status),
    ],
    disprovedBy: `Whoever put ${toWords(ids)} into Standby, if it was on purpose; CloudTrail's EnterStandby names them.`,
    advice: [
      {
        text: "Look first: is it still in Standby? It changes nothing.",
        command: toCommand(scope, [
          "autoscaling",
          "describe-auto-scaling-instances",
          "--instance-ids",
          ...ids,
        ]),
      },
      {
        text: `Take ${toWords(ids)} back into service; desired capacity rises by ${ids.length}, so the maximum must allow it. Check first which revision is on it: the deployment may have left it half-way.`,
        command: toCommand(scope, [
          "autoscaling",
          "exit-standby",
          "--instance-ids",
          ...ids,
          "--auto-scaling-group-name",
          group,
        ]),
      },
      { text: `Compare the minimum size of ${group} with what it should be: the sample scripts lower it.` },
    ],
  };
}
