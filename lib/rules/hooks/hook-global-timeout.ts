import { toHookDeadlines } from "#lib/domain/hook.ts";
import { hourMs, type Instant, toInstant } from "#lib/domain/time.ts";
import { toDescribeHooks } from "#lib/rules/hooks/hook-commands.ts";
import { citeWait, type HookWait, toHookWaits, toOutlook } from "#lib/rules/hooks/hook-waits.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";

const noticeMs = hourMs;
/** Short global timeouts are announced in their last tenth only. */
const noticePart = 0.1;

export const hookGlobalTimeout = defineRule({
  id: "hook-global-timeout",
  title: "A lifecycle hook has been kept alive almost to its global timeout",
  severity: "warning",
  why: "Heartbeats push a hook's timeout back, but not beyond its global timeout: then the default result applies. An instance that waits that long is kept waiting by something that sends heartbeats and never answers.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html",
  ],
  thresholds: [
    {
      what: "announced before the global timeout by",
      value: toDuration(noticeMs),
      reason: "Time to find out what keeps the hook alive.",
    },
    {
      what: "or, where that is shorter, in the last part of the wait",
      value: `${noticePart * 100} %`,
      reason: "A short global timeout should not be announced from the beginning.",
    },
  ],
  lookalikes: [
    "When the wait began is known only to the reading, or from the activity, and where there are several hooks AWS does not say which one waits.",
  ],
  leadsTo: ["hook-heartbeat-timeout"],
  needs: ["autoscaling-groups", "autoscaling-activities", "autoscaling-hooks"],
  check(facts, context) {
    const waits = [...toHookWaits(facts, "Pending:Wait"), ...toHookWaits(facts, "Terminating:Wait")];
    return waits.flatMap((wait) => {
      const first = toFirstGlobal(wait);
      const near = first !== undefined && context.now >= first - toNoticeMs(wait, first);
      return near ? [toFinding(wait, first, context)] : [];
    });
  },
});

/** Any of the hooks may be the one that waits, so the earliest of their global timeouts counts. */
function toFirstGlobal(wait: HookWait): Instant | undefined {
  const globals = wait.hooks.flatMap(
    ({ value }) => toHookDeadlines({ hook: value, since: wait.since }).global ?? [],
  );
  return globals.length === 0 ? undefined : toInstant(Math.min(...globals));
}

function toNoticeMs(wait: HookWait, deadline: Instant): number {
  return Math.min(noticeMs, (deadline - wait.since) * noticePart);
}

function toFinding(wait: HookWait, deadline: Instant, context: CheckContext): RuleFinding {
  const { now, scope } = context;
  const { instanceId, group, lifecycleState } = wait.member.value;
  const when =
    deadline > now
      ? `is due at about ${toClock(deadline, now)}`
      : `was due at about ${toClock(deadline, now)}, counted from the earliest start of the wait`;
  return {
    subject: { kind: "instance", id: instanceId },
    verdict: wait.hooks.length === 1 && wait.activity !== undefined ? "corroborated" : "suspected",
    since: wait.since,
    summary: `${instanceId} has been in ${lifecycleState} of ${group} for ${toDuration(now - wait.since)}; the global timeout ${when}, and nothing extends it. ${toOutlook(wait, now)}`,
    evidence: [
      ...citeWait(wait),
      ...wait.hooks.map((hook) =>
        cite(hook, "GlobalTimeout", `${hook.value.globalTimeoutSeconds ?? "not given"}`),
      ),
    ],
    disprovedBy: `A reading in which ${instanceId} has left ${lifecycleState}, or has only just entered it.`,
    advice: [
      {
        text: "Find what sends heartbeats and never answers: the hooks' notification targets name it. It changes nothing.",
        command: toDescribeHooks(group, scope),
      },
    ],
  };
}
