import { isLaunchHook } from "#lib/domain/auto-scaling.ts";
import {
  type AbandonedLaunch,
  abandonedThreshold,
  citeAbandoned,
  findRecovery,
  toAbandonedLaunches,
  toLaunchCount,
  toRecoveryWords,
} from "#lib/rules/hooks/abandoned-launches.ts";
import { toDescribeHooks } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

export const hookHeartbeatTimeout = defineRule({
  id: "hook-heartbeat-timeout",
  title: "Launches were given up because a lifecycle hook got no answer in time",
  severity: "warning",
  why: "A launch hook that is neither answered nor kept alive by heartbeats runs out, and Auto Scaling terminates the instance and launches another. AWS names as causes: a hook left over from a deleted deployment group, several deployment groups on one Auto Scaling group, the account's limit of concurrent deployments, and throttled heartbeats when too many instances launch at once.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
    "https://repost.aws/knowledge-center/lifecycle-actions-code-deploy",
  ],
  thresholds: [abandonedThreshold],
  lookalikes: [
    "Where several hooks are on the group, AWS does not say which one ran out: it need not be CodeDeploy's.",
  ],
  leadsTo: [
    "asg-throttles-launches-after-hook-failures",
    "deployment-deadlock-no-inservice",
    "terminated-mid-lifecycle-event",
    "terminated-while-deployment-pending",
    "health-constraints",
  ],
  needs: ["autoscaling-activities", "autoscaling-hooks", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const launches = toAbandonedLaunches(facts, context.now).filter(
      ({ reason }) => reason === "heartbeat-timeout",
    );
    return [...groupBy(launches, ({ group }) => group).values()].flatMap((all) => {
      const last = all.at(-1);
      if (last === undefined) return [];
      const hooks = facts["lifecycle-hook"].filter(
        ({ value }) => value.group === last.group && isLaunchHook(value),
      );
      const recovery = findRecovery(last, facts["scaling-activity"]);
      return [toFinding({ all, last, recovery, hooks, context })];
    });
  },
});

type Found = {
  readonly all: readonly AbandonedLaunch[];
  readonly last: AbandonedLaunch;
  readonly recovery: FactRevision<"scaling-activity"> | undefined;
  readonly hooks: readonly FactRevision<"lifecycle-hook">[];
  readonly context: CheckContext;
};

function toFinding({ all, last, recovery, hooks, context }: Found): RuleFinding {
  const { now, scope } = context;
  const instance = last.instanceId ?? "an instance";
  const deployment =
    last.deployment === undefined
      ? "no deployment of it is known"
      : `its deployment ${last.deployment.value.id} is ${last.deployment.value.status}`;
  const names = hooks.map(({ value }) => value.name);
  const which =
    names.length === 0
      ? "No launch hook is listed on the group now"
      : `AWS does not say which hook ran out; launch hooks now: ${toWords(names)}`;
  return {
    subject: { kind: "auto-scaling-group", id: last.group },
    verdict: "proved",
    ...(recovery === undefined ? {} : { severity: "info" }),
    since: all[0]?.to,
    summary: `${last.group} gave up ${toLaunchCount(all.length)} in the last six hours because a lifecycle hook got no answer in time, the last at ${toClock(last.to, now)}: ${instance}, after ${toDuration(last.to - last.from)}; ${deployment}. ${which}.${toRecoveryWords(recovery, now)}`,
    evidence: [
      ...citeAbandoned(all),
      ...(recovery === undefined ? [] : [cite(recovery, "StatusCode", recovery.value.status)]),
      ...hooks.map((hook) =>
        cite(hook, "HeartbeatTimeout", `${hook.value.heartbeatTimeoutSeconds ?? "not given"}`),
      ),
    ],
    disprovedBy:
      "Nothing: Auto Scaling's own text says Heartbeat Timeout. Its cause may be any of those AWS names.",
    advice: [
      {
        text: "Look first for a launch hook that nobody answers any more: one whose deployment group is gone, or a second one of CodeDeploy. It changes nothing.",
        command: toDescribeHooks(last.group, scope),
      },
      {
        text: "If every hook has its owner: launch fewer instances at once, and check the account's concurrent deployments against its limit.",
      },
    ],
  };
}
