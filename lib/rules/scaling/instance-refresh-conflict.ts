import { isFinalRefresh } from "#lib/domain/auto-scaling.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toStopAdvice } from "#lib/rules/deployment-advice.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toRunningFleet } from "#lib/rules/scaling/fleet-deployments.ts";
import { toClock } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const instanceRefreshConflict = defineRule({
  id: "instance-refresh-conflict",
  title: "An instance refresh replaces the group while it is deployed to",
  severity: "warning",
  why: "An instance refresh terminates instances and launches others. A deployment to the same group at the same time loses targets that it has begun or still has to come to, and every new instance runs the launch hook with a deployment of its own, of the revision that last succeeded. Each makes the other slower, or fail.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html"],
  lookalikes: [
    "A refresh without a deployment to the whole group is ordinary, and so are the deployments that its launches make.",
    "A refresh that has ended disturbs nobody any more.",
  ],
  leadsTo: [
    "ghost-deployment-target",
    "terminated-while-deployment-pending",
    "terminated-mid-lifecycle-event",
    "health-constraints",
  ],
  needs: ["autoscaling-refreshes", "codedeploy-deployments"],
  check(facts, context) {
    const running = toRunningFleet(facts.deployment)[0];
    if (running === undefined) return [];
    return facts["instance-refresh"]
      .filter(
        ({ value, lastSeen }) => !isFinalRefresh(value) && lastSeen >= (running.value.createTime ?? lastSeen),
      )
      .map((refresh) => toFinding(refresh, running, context));
  },
});

function toFinding(
  refresh: FactRevision<"instance-refresh">,
  deployment: FactRevision<"deployment">,
  context: CheckContext,
): RuleFinding {
  const { group, id, status, startTime, statusReason } = refresh.value;
  const { scope } = context;
  const began = startTime === undefined ? "" : ` since ${toClock(startTime, context.now)}`;
  return {
    subject: { kind: "auto-scaling-group", id: group },
    verdict: "corroborated",
    since: startTime ?? refresh.firstSeen,
    summary: `An instance refresh of ${group} is ${status}${began}, while ${deployment.value.id} (${deployment.value.status}) deploys to the same instances.`,
    evidence: [
      cite(refresh, "Status", status),
      ...(statusReason === undefined ? [] : [cite(refresh, "StatusReason", statusReason)]),
      cite(deployment, "status", deployment.value.status),
    ],
    disprovedBy: "The refresh or the deployment having ended.",
    advice: [
      {
        text: `Look how far the refresh is. It changes nothing.`,
        command: toCommand(scope, [
          "autoscaling",
          "describe-instance-refreshes",
          "--auto-scaling-group-name",
          group,
          "--instance-refresh-ids",
          id,
        ]),
      },
      {
        text: "If both are nearly done, wait. Otherwise let one of them finish alone and start the other again afterwards.",
      },
      {
        text: "Cancel the refresh: what it has replaced stays replaced, and it can be started again.",
        command: toCommand(scope, [
          "autoscaling",
          "cancel-instance-refresh",
          "--auto-scaling-group-name",
          group,
        ]),
      },
      toStopAdvice(deployment.value, scope),
    ],
  };
}
