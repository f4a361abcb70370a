import { isGone } from "#lib/domain/ec2.ts";
import { minuteMs } from "#lib/domain/time.ts";
import { toCompleteAction, toDescribeHooks } from "#lib/rules/hooks/hook-commands.ts";
import { citeWait, type HookWait, toHookWaits, toOutlook } from "#lib/rules/hooks/hook-waits.ts";
import {
  type Advice,
  type CheckContext,
  cite,
  defineRule,
  type Evidence,
  type RuleFinding,
} from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

const patienceMs = 10 * minuteMs;
/** AWS's times need not agree to the second between services. */
const clockSlackMs = minuteMs;

type Facts = Pick<AllFacts, "deployment" | "target-list" | "deployment-target">;

export const hookStuckPendingWait = defineRule({
  id: "hook-stuck-pending-wait",
  title: "A launch hook holds an instance, and no deployment comes for it",
  severity: "warning",
  why: "Auto Scaling keeps a launched instance in Pending:Wait until every launch hook has answered. CodeDeploy answers by deploying to it. If no deployment appears, the hook is not the one that CodeDeploy knows, another hook is the one that waits, or CodeDeploy was not told.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
  ],
  thresholds: [
    {
      what: "an instance is held without a deployment for more than",
      value: toDuration(patienceMs),
      reason: "One heartbeat of CodeDeploy's launch hook, as public dumps of hooks show it.",
    },
    {
      what: "a deployment belongs to the launch if it was made since, or before by at most",
      value: toDuration(clockSlackMs),
      reason: "AWS's times need not agree to the second between services.",
    },
  ],
  lookalikes: [
    "CodeDeploy may be late, or its deployment queued; where one was made since and does not name its target yet, nothing is said.",
    "Another hook than CodeDeploy's may be the one that waits.",
  ],
  leadsTo: ["hook-heartbeat-timeout", "hook-global-timeout"],
  needs: [
    "autoscaling-groups",
    "autoscaling-activities",
    "autoscaling-hooks",
    "codedeploy-group",
    "codedeploy-deployments",
    "codedeploy-targets",
    "ec2-instances",
  ],
  check(facts, context) {
    // Without every deployment and its targets, the absence of one proves nothing.
    if (context.partial.some((id) => id === "codedeploy-deployments" || id === "codedeploy-targets"))
      return [];
    const gone = new Set(facts.instance.filter(({ value }) => isGone(value)).map(({ value }) => value.id));
    return toHookWaits(facts, "Pending:Wait")
      .filter((wait) => wait.member.lastSeen - wait.since > patienceMs)
      .filter((wait) => !gone.has(wait.member.value.instanceId))
      .filter((wait) => !hasDeployment(wait, facts))
      .map((wait) => toFinding({ wait, group: facts["deployment-group"][0], context }));
  },
});

/** A deployment names the instance, or one was made since that does not say yet which instance it is for. */
function hasDeployment(wait: HookWait, facts: Facts): boolean {
  const { instanceId } = wait.member.value;
  const sinceLaunch = facts.deployment.filter(
    ({ value }) => value.createTime === undefined || value.createTime >= wait.since - clockSlackMs,
  );
  return sinceLaunch.some(({ value }) => {
    const list = facts["target-list"].find((targets) => targets.value.deploymentId === value.id)?.value;
    if (list?.started && list.targetIds.includes(instanceId)) return true;
    const named = facts["deployment-target"].some(
      (target) => target.value.deploymentId === value.id && target.value.targetId === instanceId,
    );
    return named || (value.creator === "autoscaling" && !list?.started);
  });
}

type Found = {
  readonly wait: HookWait;
  readonly group: FactRevision<"deployment-group"> | undefined;
  readonly context: CheckContext;
};

function toFinding({ wait, group, context }: Found): RuleFinding {
  const { now } = context;
  const { instanceId, group: autoScalingGroup } = wait.member.value;
  const names = wait.hooks.map(({ value }) => value.name);
  const held = names.length === 0 ? "no launch hook is listed any more" : `launch hook ${toWords(names)}`;
  return {
    subject: { kind: "instance", id: instanceId },
    verdict: "corroborated",
    since: wait.since,
    summary: `${instanceId} has been held in Pending:Wait of ${autoScalingGroup} since ${toClock(wait.since, now)} (${toDuration(now - wait.since)}; ${held}), and CodeDeploy has no deployment for it. ${toOutlook(wait, now)}`,
    evidence: [...citeWait(wait), ...(group === undefined ? [] : [citeNamedHook(group, autoScalingGroup)])],
    disprovedBy: `A CodeDeploy deployment with ${instanceId} among its targets, or a reading in which ${instanceId} has left Pending:Wait.`,
    advice: toAdvice(wait, context),
  };
}

function citeNamedHook(group: FactRevision<"deployment-group">, autoScalingGroup: string): Evidence {
  const named = group.value.autoScalingGroups.find(({ name }) => name === autoScalingGroup);
  return cite(group, "autoScalingGroups[].hook", named?.hook ?? "none");
}

function toAdvice({ member, hooks }: HookWait, { scope }: CheckContext): readonly Advice[] {
  const { group, instanceId } = member.value;
  const look = {
    text: "Look first: is each hook one that its owner still answers? Compare the names with those that the deployment group gives. It changes nothing.",
    command: toDescribeHooks(group, scope),
  };
  return [
    look,
    ...hooks.flatMap(({ value }) => {
      const action = { group, hook: value.name, instanceId };
      return [
        {
          text: `Let ${instanceId} into service without waiting for ${value.name}. It gets no application from CodeDeploy this way: only if it can serve as it is.`,
          command: toCompleteAction({ ...action, result: "CONTINUE" }, scope),
        },
        {
          text: `Or give this launch up: ${instanceId} is terminated and a replacement is launched, which meets the same hooks. Not reversible.`,
          command: toCompleteAction({ ...action, result: "ABANDON" }, scope),
        },
      ];
    }),
  ];
}
