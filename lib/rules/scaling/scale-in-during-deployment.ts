import type { DeploymentTarget } from "#lib/domain/code-deploy.ts";
import type { Instant } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toSuspend } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toCausedActivities } from "#lib/rules/scaling/activity-cause.ts";
import { type DisturbedDeployment, toDisturbed, toLastEnd } from "#lib/rules/scaling/disturbed-targets.ts";
import { toDisturbanceSeverity } from "#lib/rules/scaling/fleet-deployments.ts";
import { toDescribeActivities } from "#lib/rules/scaling/scaling-commands.ts";
import { toClock, toWords } from "#lib/rules/wording.ts";

export const scaleInDuringDeployment = defineRule({
  id: "scale-in-during-deployment",
  title: "The group was scaled in while it was deployed to",
  severity: "warning",
  why: "Auto Scaling does not know about deployments: it terminated instances that CodeDeploy still had to deploy to. CodeDeploy waits for them, from five minutes to an hour, and then counts them as failed; where few may fail, the whole deployment does.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html",
  ],
  lookalikes: [
    "A scale-in of instances that the deployment had already finished costs it nothing and is left out.",
    "Terminated by a person or replaced as unhealthy is no scale-in: manual-termination-replaced, elb-healthcheck-kills-during-deploy.",
  ],
  leadsTo: [
    "ghost-deployment-target",
    "terminated-while-deployment-pending",
    "terminated-mid-lifecycle-event",
    "health-constraints",
  ],
  needs: ["autoscaling-activities", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const terminations = toCausedActivities(facts["scaling-activity"], "terminate").filter(
      ({ cause }) => cause === "scale-in" || cause === "zone-rebalance",
    );
    return toDisturbed(facts, terminations, wasAwaited).map((disturbed) => toFinding(disturbed, context));
  },
});

/** Its outcome was still open then. */
function wasAwaited(target: DeploymentTarget, at: Instant): boolean {
  if (target.status === "Succeeded" || target.status === "Skipped") return false;
  const end = target.status === "Failed" ? (toLastEnd(target) ?? target.lastUpdatedAt) : undefined;
  return end === undefined || at <= end;
}

function toFinding({ deployment, disturbances }: DisturbedDeployment, context: CheckContext): RuleFinding {
  const ids = disturbances.map(({ target }) => target.value.targetId);
  const activities = disturbances.map(({ termination }) => termination.activity);
  const since = activities.map(({ value }) => value.startTime).sort((a, b) => a - b)[0];
  const group = activities[0]?.value.group ?? "";
  const { scope } = context;
  return {
    subject: { kind: "deployment", id: deployment.value.id },
    verdict: "corroborated",
    severity: toDisturbanceSeverity(deployment, context),
    ...(since === undefined ? {} : { since }),
    summary: `${group} was scaled in${since === undefined ? "" : ` at ${toClock(since, context.now)}`} while ${deployment.value.id} was deploying to it: ${toWords(ids)} ${ids.length === 1 ? "was" : "were"} terminated before CodeDeploy was done with ${ids.length === 1 ? "it" : "them"}.`,
    evidence: [
      cite(deployment, "status", deployment.value.status),
      ...disturbances.flatMap(({ target, termination: { activity } }) => [
        cite(activity, "Description", activity.value.description),
        cite(activity, "Cause", activity.value.cause ?? ""),
        cite(target, "instanceTarget.status", target.value.status),
      ]),
    ],
    disprovedBy: "The target's events ending before the termination began, or another cause in the activity.",
    advice: [
      {
        text: "Look who asked for the scale-in: the activity's cause names the policy or the request. It changes nothing.",
        command: toDescribeActivities(group, scope),
      },
      {
        text: "While you deploy, suspend what scales the group by itself. Reversible; resume it afterwards, or the group no longer follows its load.",
        command: toSuspend({ group, names: ["AlarmNotification", "AZRebalance", "ScheduledActions"] }, scope),
      },
      {
        text: "Or protect the instances that are being deployed to. It keeps them from scale-in alone: neither from people nor from failed health checks. This shows which are protected.",
        command: toCommand(scope, [
          "autoscaling",
          "describe-auto-scaling-instances",
          "--instance-ids",
          ...ids,
        ]),
      },
    ],
  };
}
