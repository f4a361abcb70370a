import { isTerminationHook } from "#lib/domain/auto-scaling.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import type { HookWaitFact } from "#lib/report/hook-waits.ts";

/** The wait that lies ahead of now, to the next deadline of each waiting instance, and that deadline as a mark. */
export function toPredictions(waits: readonly HookWaitFact[], now: Instant): readonly TimelineItem[] {
  const soonest = new Map<string, { readonly wait: HookWaitFact; readonly deadline: Deadline }>();
  for (const wait of waits) {
    const deadline = toNextDeadline(wait, now);
    if (deadline === undefined || deadline.at <= now) continue;
    const known = soonest.get(wait.instanceId);
    if (known === undefined || deadline.at < known.deadline.at)
      soonest.set(wait.instanceId, { wait, deadline });
  }
  return [...soonest.values()].flatMap(({ wait, deadline }) => toItems(wait, deadline, now));
}

/** `earliest`: heartbeats, which cannot be read, may push it back · `latest`: nothing does. */
export type Deadline = { readonly at: Instant; readonly certainty: "earliest" | "latest" };

/**
 * The next moment at which a wait can end by itself; undefined where none is known or all have passed. An earliest one
 * stands for a while after it has passed: the wait may have begun later, and ends at any moment. A hook that is
 * answered is not what ends the wait, where another one is there.
 */
export function toNextDeadline(wait: HookWaitFact, now: Instant): Deadline | undefined {
  const { heartbeatDeadline, globalDeadline, keptAlive, answered } = wait;
  if (answered && wait.candidates > 1) return undefined;
  if (heartbeatDeadline !== undefined && (heartbeatDeadline > now || !keptAlive))
    return { at: heartbeatDeadline, certainty: "earliest" };
  if (globalDeadline !== undefined && globalDeadline > now)
    return { at: globalDeadline, certainty: "latest" };
  return undefined;
}

function toItems(wait: HookWaitFact, deadline: Deadline, now: Instant): readonly TimelineItem[] {
  const place = { instanceId: wait.instanceId, source: "autoscaling-hooks", track: "auto-scaling" } as const;
  const detail = `${wait.hook.name}: ${deadline.certainty === "earliest" ? "heartbeat timeout, may be pushed back" : "global timeout"}`;
  const ends = !isTerminationHook(wait.hook) && (wait.hook.defaultResult ?? "ABANDON") === "ABANDON";
  return [
    {
      ...place,
      kind: "span",
      state: wait.lifecycleState,
      from: now,
      to: deadline.at,
      tone: "waiting",
      certainty: "predicted",
      detail,
    },
    {
      ...place,
      kind: "mark",
      at: deadline.at,
      label: `${deadline.certainty === "earliest" ? "at the earliest" : "at the latest"}: ${ends ? "abandoned" : "the wait ends"}`,
      tone: ends ? "bad" : "idle",
      detail,
    },
  ];
}
