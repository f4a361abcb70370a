import { toEventLength } from "#components/deployment/event-length.ts";
import type { TargetView } from "#lib/report/schema.ts";

/** One lifecycle event over all targets that were read. */
export type EventSummary = {
  readonly name: string;
  /** Targets that have this event at all. */
  readonly targets: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly running: number;
  /** How many lengths `medianMs` and `maxMs` rest on: only of those that succeeded. */
  readonly measured: number;
  readonly medianMs: number | undefined;
  readonly maxMs: number | undefined;
  /** Where it took longest. */
  readonly slowest: string | undefined;
};

export function toEventSummary(name: string, targets: readonly TargetView[], at: string): EventSummary {
  const counts = new Map<string, number>();
  const lengths: { readonly instanceId: string; readonly lengthMs: number }[] = [];
  for (const { instanceId, events } of targets) {
    const event = events.find((known) => known.name === name);
    if (event === undefined) continue;
    counts.set(event.status, (counts.get(event.status) ?? 0) + 1);
    const length = event.status === "Succeeded" ? toEventLength(event, at) : undefined;
    if (length !== undefined) lengths.push({ instanceId, lengthMs: length.lengthMs });
  }
  lengths.sort((a, b) => a.lengthMs - b.lengthMs);
  return {
    name,
    targets: [...counts.values()].reduce((sum, count) => sum + count, 0),
    succeeded: counts.get("Succeeded") ?? 0,
    failed: counts.get("Failed") ?? 0,
    running: counts.get("InProgress") ?? 0,
    measured: lengths.length,
    medianMs: toMedian(lengths.map(({ lengthMs }) => lengthMs)),
    maxMs: lengths.at(-1)?.lengthMs,
    slowest: lengths.at(-1)?.instanceId,
  };
}

function toMedian(sorted: readonly number[]): number | undefined {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
