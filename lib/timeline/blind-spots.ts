import type { Instant } from "#lib/domain/time.ts";
import type { SpanItem, TimelineItem } from "#lib/domain/timeline.ts";

/** Sources that cannot be read now, with the time they last could; none where they never were. */
export type BlindSources = ReadonlyMap<string, Instant | undefined>;

/**
 * What a source said last holds only until it was last read. After that, for a source that cannot be read, follows
 * unknown: a gap is shown and never bridged.
 */
export function markBlindSpots(
  items: readonly TimelineItem[],
  blind: BlindSources,
  now: Instant,
): readonly TimelineItem[] {
  return items.flatMap((item) => {
    const readAt = blind.get(item.source);
    if (item.kind !== "span" || item.to !== undefined || readAt === undefined) return [item];
    if (item.certainty === "unknown" || item.certainty === "predicted" || readAt >= now) return [item];
    if (readAt <= item.from) return [toUnknown(item, item.from)];
    return [{ ...item, to: readAt }, toUnknown(item, readAt)];
  });
}

function toUnknown({ detail: _, ...item }: SpanItem, from: Instant): SpanItem {
  return { ...item, state: "not read", from, tone: "unknown", certainty: "unknown" };
}
