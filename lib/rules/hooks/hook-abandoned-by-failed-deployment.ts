import {
  type AbandonedLaunch,
  abandonedThreshold,
  citeAbandoned,
  findRecovery,
  toAbandonedLaunches,
  toLaunchCount,
  toRecoveryWords,
} from "#lib/rules/hooks/abandoned-launches.ts";
import { toDescribeHooks, toGetDeployment } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

export const hookAbandonedByFailedDeployment = defineRule({
  id: "hook-abandoned-by-failed-deployment",
  title: "Launches were given up because their lifecycle action was answered with ABANDON",
  severity: "warning",
  why: "When the deployment that CodeDeploy makes for a launched instance fails or is stopped, CodeDeploy answers the launch hook with ABANDON; Auto Scaling then terminates the instance and launches another. AWS says that this message usually means a failed deployment, but whoever may complete lifecycle actions can send it.",
  docs: [
    "https://repost.aws/knowledge-center/lifecycle-actions-code-deploy",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html",
  ],
  thresholds: [abandonedThreshold],
  lookalikes: [
    "Whoever may complete lifecycle actions can send ABANDON, and the text does not name the hook: CloudTrail's CompleteLifecycleAction does.",
  ],
  leadsTo: ["asg-throttles-launches-after-hook-failures"],
  needs: ["autoscaling-activities", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const launches = toAbandonedLaunches(facts, context.now).filter(
      ({ reason }) => reason !== "heartbeat-timeout",
    );
    return [...groupBy(launches, ({ group }) => group).values()].flatMap((all) => {
      const last = all.at(-1);
      if (last === undefined) return [];
      return [
        toFinding({ launches: all, last, recovery: findRecovery(last, facts["scaling-activity"]), context }),
      ];
    });
  },
});

type Found = {
  readonly launches: readonly AbandonedLaunch[];
  readonly last: AbandonedLaunch;
  readonly recovery: FactRevision<"scaling-activity"> | undefined;
  readonly context: CheckContext;
};

function toFinding({ launches, last, recovery, context }: Found): RuleFinding {
  const { now, scope } = context;
  return {
    subject: { kind: "auto-scaling-group", id: last.group },
    verdict: isUnsuccessful(last) ? "corroborated" : "suspected",
    ...(recovery === undefined ? {} : { severity: "info" }),
    since: launches[0]?.to,
    summary: `${last.group} gave up ${toLaunchCount(launches.length)} in the last six hours, the last at ${toClock(last.to, now)}: ${toLastWords(last)}.${toRecoveryWords(recovery, now)}`,
    evidence: [
      ...citeAbandoned(launches),
      ...(recovery === undefined ? [] : [cite(recovery, "StatusCode", recovery.value.status)]),
    ],
    disprovedBy:
      "CloudTrail showing that something other than CodeDeploy called CompleteLifecycleAction with ABANDON for these instances.",
    advice: [
      last.deployment === undefined
        ? {
            text: "Look first at the hooks of the group: which of them could have been answered with ABANDON? CloudTrail's CompleteLifecycleAction names who answered.",
            command: toDescribeHooks(last.group, scope),
          }
        : {
            text: "Look first at the deployment and why it ended; then correct the cause before the next launch meets it. It changes nothing.",
            command: toGetDeployment(last.deployment.value.id, scope),
          },
    ],
  };
}

function isUnsuccessful({ deployment }: AbandonedLaunch): boolean {
  return deployment !== undefined && ["Stopped", "Failed"].includes(deployment.value.status);
}

function toLastWords({ deployment, instanceId = "an instance", reason }: AbandonedLaunch): string {
  if (deployment === undefined) {
    const said =
      reason === "unknown"
        ? "a lifecycle action was abandoned, and the text does not say why"
        : "its lifecycle action was answered with ABANDON";
    return `${instanceId}, for which ${said}; no deployment of it is known`;
  }
  const { id, status, errorCode } = deployment.value;
  const by = errorCode === "MANUAL_STOP" ? " by hand (MANUAL_STOP)" : toErrorWords(errorCode);
  return `${instanceId}, whose deployment ${id} is ${status}${by}`;
}

function toErrorWords(errorCode: string | undefined): string {
  return errorCode === undefined ? "" : ` (${errorCode})`;
}
