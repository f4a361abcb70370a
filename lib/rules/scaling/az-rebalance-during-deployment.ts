import { toSuspend } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { type CausedActivity, toCausedActivities } from "#lib/rules/scaling/activity-cause.ts";
import { toDisturbedFleet, wasRunning } from "#lib/rules/scaling/fleet-deployments.ts";
import { toDescribeActivities } from "#lib/rules/scaling/scaling-commands.ts";
import { toClock, toCount } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const azRebalanceDuringDeployment = defineRule({
  id: "az-rebalance-during-deployment",
  title: "Auto Scaling balanced its zones while it was deployed to",
  severity: "info",
  why: "To balance its zones Auto Scaling launches an instance in one zone and then terminates another elsewhere. During a deployment the new one gets the revision that last succeeded, not the one that is being deployed, and the one that is terminated may be new already. CodeDeploy brings the new instance up to date afterwards, unless the deployment group is told not to.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-verify-scaling-activity.html",
  ],
  lookalikes: [
    "A launch for any other reason during a deployment gets the old revision too, and is no rebalancing.",
    "An instance that the rebalancing terminated before CodeDeploy was done with it: scale-in-during-deployment.",
  ],
  leadsTo: ["scale-in-during-deployment", "outdated-instances-after-scale-out"],
  needs: ["autoscaling-activities", "codedeploy-deployments"],
  check(facts, context) {
    const balancing = toCausedActivities(facts["scaling-activity"], "launch").filter(
      ({ cause }) => cause === "zone-rebalance",
    );
    return toDisturbedFleet(facts.deployment).flatMap((deployment) => {
      const during = balancing.filter(({ activity }) =>
        wasRunning(deployment.value, activity.value.startTime),
      );
      const [newest] = during;
      return newest === undefined ? [] : [toFinding({ deployment, newest, during }, context)];
    });
  },
});

type Found = {
  readonly deployment: FactRevision<"deployment">;
  readonly newest: CausedActivity;
  readonly during: readonly CausedActivity[];
};

function toFinding({ deployment, newest, during }: Found, context: CheckContext): RuleFinding {
  const { group, startTime } = newest.activity.value;
  const since = (during.at(-1) ?? newest).activity.value.startTime;
  const ids = during.flatMap(({ instanceId }) => instanceId ?? []);
  const launched = ids.length === 0 ? "" : ` (${ids.join(", ")})`;
  return {
    subject: { kind: "deployment", id: deployment.value.id },
    verdict: "corroborated",
    since,
    summary: `${group} launched ${toCount(during.length, "instance")} to balance its zones while ${deployment.value.id} was running${launched}, the last at ${toClock(startTime, context.now)}. A new instance gets the revision that last succeeded.`,
    evidence: [
      cite(deployment, "status", deployment.value.status),
      ...during.map(({ activity }) => cite(activity, "Cause", activity.value.cause ?? "")),
    ],
    disprovedBy: "Another cause in the activities, or times outside the deployment.",
    advice: [
      {
        text: "Look what else the group has done. It changes nothing.",
        command: toDescribeActivities(group, context.scope),
      },
      {
        text: "For the time of a deployment suspend the balancing. Reversible; resume it afterwards.",
        command: toSuspend({ group, names: ["AZRebalance"] }, context.scope),
      },
    ],
  };
}
