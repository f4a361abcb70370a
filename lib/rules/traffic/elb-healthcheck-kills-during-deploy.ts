import type { DeploymentTarget } from "#lib/domain/code-deploy.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toSuspend } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toCausedActivities } from "#lib/rules/scaling/activity-cause.ts";
import { type DisturbedDeployment, toDisturbed, toLastEnd } from "#lib/rules/scaling/disturbed-targets.ts";
import { toDisturbanceSeverity } from "#lib/rules/scaling/fleet-deployments.ts";
import { toDescribeActivities } from "#lib/rules/scaling/scaling-commands.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** The load balancer and Auto Scaling notice a restart that late: some failed checks, and a look at them. */
const noticeMs = 5 * minuteMs;
/** A generous time for an application to start. */
const suggestedGraceSeconds = 600;

export const elbHealthcheckKillsDuringDeploy = defineRule({
  id: "elb-healthcheck-kills-during-deploy",
  title: "Auto Scaling replaced instances for failing health checks while they were deployed to",
  severity: "warning",
  why: "The group heeds the load balancer's health checks, and a deployment restarts the application: the instance fails some checks, and Auto Scaling terminates it in the middle of the deployment. The target then fails, and its replacement gets the revision before.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-healthchecks.html"],
  thresholds: [
    {
      what: "terminated after CodeDeploy's last event on it, within",
      value: toDuration(noticeMs),
      reason: "It takes some failed checks until Auto Scaling acts on a restart.",
    },
  ],
  lookalikes: [
    "An instance that fails its checks before CodeDeploy came to it was broken already.",
    "A revision that does not start fails its checks too, and rightly: then script and log say why.",
  ],
  leadsTo: ["terminated-mid-lifecycle-event", "ghost-deployment-target", "health-constraints"],
  needs: [
    "autoscaling-groups",
    "autoscaling-activities",
    "codedeploy-group",
    "codedeploy-deployments",
    "codedeploy-targets",
  ],
  check(facts, context) {
    const heeding = new Map(
      facts["auto-scaling-group"]
        .filter(({ value }) => value.healthCheckType?.includes("ELB") === true)
        .map((group) => [group.value.name, group]),
    );
    const kills = toCausedActivities(facts["scaling-activity"], "terminate").filter(
      ({ cause, activity }) => cause === "elb-health" && heeding.has(activity.value.group),
    );
    return toDisturbed(facts, kills, wasAtWork).map((disturbed) =>
      toFinding({ disturbed, heeding, deploymentGroup: facts["deployment-group"][0] }, context),
    );
  },
});

/** CodeDeploy was at work on it, or had been just before. */
function wasAtWork(target: DeploymentTarget, at: Instant): boolean {
  const begun = target.events.some(({ startTime }) => startTime !== undefined && startTime <= at);
  const end = toLastEnd(target);
  return begun && (end === undefined || at - end < noticeMs);
}

type Found = {
  readonly disturbed: DisturbedDeployment;
  readonly heeding: ReadonlyMap<string, FactRevision<"auto-scaling-group">>;
  readonly deploymentGroup: FactRevision<"deployment-group"> | undefined;
};

function toFinding({ disturbed, heeding, deploymentGroup }: Found, context: CheckContext): RuleFinding {
  const { deployment, disturbances } = disturbed;
  const activities = disturbances.map(({ termination }) => termination.activity);
  const since = activities.map(({ value }) => value.startTime).sort((a, b) => a - b)[0] ?? context.now;
  const name = activities[0]?.value.group ?? "";
  const group = heeding.get(name);
  const ids = disturbances.map(({ target }) => target.value.targetId);
  const option = deploymentGroup?.value.deploymentOption;
  const { scope } = context;
  return {
    subject: { kind: "deployment", id: deployment.value.id },
    verdict: "corroborated",
    severity: toDisturbanceSeverity(deployment, context),
    since,
    summary: `While ${deployment.value.id} was at work on ${toWords(ids)}, ${name} terminated ${ids.length === 1 ? "it" : "them"} for failing the load balancer's health check, first at ${toClock(since, context.now)}.`,
    evidence: [
      cite(deployment, "status", deployment.value.status),
      ...(group?.value.healthCheckType === undefined
        ? []
        : [cite(group, "HealthCheckType", group.value.healthCheckType)]),
      ...disturbances.flatMap(({ target, termination: { activity } }) => [
        cite(activity, "Cause", activity.value.cause ?? ""),
        cite(target, "instanceTarget.status", target.value.status),
      ]),
      ...(deploymentGroup === undefined || option === undefined
        ? []
        : [cite(deploymentGroup, "deploymentStyle.deploymentOption", option)]),
    ],
    disprovedBy: "Another cause in the activity, or no event of the target at that time.",
    advice: [
      {
        text: "Look at the activities and their causes. It changes nothing.",
        command: toDescribeActivities(name, scope),
      },
      {
        text: "While you deploy, suspend the replacing of unhealthy instances. Reversible; resume it afterwards, or broken ones stay.",
        command: toSuspend({ group: name, names: ["ReplaceUnhealthy"] }, scope),
      },
      ...(option === "WITH_TRAFFIC_CONTROL"
        ? []
        : [
            {
              text: "Let the deployment group take instances out of the load balancer while it works on them (traffic control).",
            },
          ]),
      {
        text: "If instances die soon after their launch, give them longer before checks count. Note the old value to set it back.",
        command: toCommand(scope, [
          "autoscaling",
          "update-auto-scaling-group",
          "--auto-scaling-group-name",
          name,
          "--health-check-grace-period",
          String(suggestedGraceSeconds),
        ]),
      },
    ],
  };
}
