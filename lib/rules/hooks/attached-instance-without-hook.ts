import { decodeActivity } from "#lib/domain/activity-text.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** Time for an operator to deploy after attaching. */
const patienceMs = 10 * minuteMs;

type Facts = FactsFrom<
  "autoscaling-activities" | "autoscaling-groups" | "codedeploy-deployments" | "codedeploy-targets"
>;

export const attachedInstanceWithoutHook = defineRule({
  id: "attached-instance-without-hook",
  title: "An instance was attached by hand, and nothing was ever deployed to it",
  severity: "warning",
  why: "Lifecycle hooks run for launches, not for AttachInstances. CodeDeploy is not told of an attached instance, so it serves with whatever was on it until the next deployment to the whole group.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html"],
  thresholds: [
    {
      what: "an attached instance goes without a deployment for",
      value: toDuration(patienceMs),
      reason: "Time for an operator to deploy after attaching.",
    },
  ],
  lookalikes: [
    "Another deployment group, or a deployment older than what is read, may have deployed to it.",
    "How Auto Scaling words the activity of an attachment is not documented: one in other words is not noticed.",
  ],
  leadsTo: ["target-unhealthy"],
  needs: ["autoscaling-activities", "autoscaling-groups", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    // Without every deployment and its targets, the absence of one proves nothing.
    if (context.partial.some((id) => id === "codedeploy-deployments" || id === "codedeploy-targets"))
      return [];
    return facts["scaling-activity"].flatMap((activity) => {
      const { kind, instanceId } = decodeActivity(activity.value);
      if (kind !== "attach" || instanceId === undefined || activity.value.status !== "Successful") return [];
      const member = facts.member.find(
        ({ value }) => value.instanceId === instanceId && value.group === activity.value.group,
      );
      if (member?.value.lifecycleState !== "InService") return [];
      if (member.lastSeen - activity.value.startTime <= patienceMs) return [];
      return wasGivenTo(instanceId, activity.value.startTime, facts)
        ? []
        : [toFinding({ activity, member, context })];
    });
  },
});

/** Some deployment names the instance, or one made since it was attached does not say whom it is for. */
function wasGivenTo(instanceId: string, attachedAt: Instant, facts: Facts): boolean {
  if (facts["deployment-target"].some(({ value }) => value.targetId === instanceId)) return true;
  return facts.deployment.some(({ value: { id, createTime } }) => {
    const list = facts["target-list"].find(({ value }) => value.deploymentId === id)?.value;
    if (list?.started) return list.targetIds.includes(instanceId);
    return createTime === undefined || createTime >= attachedAt;
  });
}

type Found = {
  readonly activity: FactRevision<"scaling-activity">;
  readonly member: FactRevision<"member">;
  readonly context: CheckContext;
};

function toFinding({ activity, member, context }: Found): RuleFinding {
  const { scope, now } = context;
  const { instanceId, group } = member.value;
  const { startTime, description } = activity.value;
  return {
    subject: { kind: "instance", id: instanceId },
    verdict: "suspected",
    since: startTime,
    summary: `${instanceId} was attached to ${group} at ${toClock(startTime, now)} and is in service, but none of the deployments of ${scope.group} that were read had it as a target. Launch hooks do not run for an attached instance.`,
    evidence: [
      cite(activity, "Description", description),
      cite(member, "LifecycleState", member.value.lifecycleState),
    ],
    disprovedBy: `An older deployment, or one of another deployment group, with ${instanceId} among its targets.`,
    advice: [
      {
        text: "Deploy the current revision to the whole group, for example by releasing it again from the pipeline. First see which revision that is; this changes nothing.",
        command: toCommand(scope, [
          "deploy",
          "get-deployment-group",
          "--application-name",
          scope.application,
          "--deployment-group-name",
          scope.group,
        ]),
      },
    ],
  };
}
