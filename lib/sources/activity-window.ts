import { isFinalActivity, type ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import { recentMs } from "#lib/sources/look-back.ts";
import type { ReadContext } from "#lib/sources/source.ts";

type ActivityFact = Fact<"scaling-activity", ScalingActivity>;

/** What AWS lists late, or with a clock that is not ours, must not fall between two readings. */
const overlapMs = 10 * minuteMs;

export type ActivityWindow = {
  /** Activities are asked for that began then or later. */
  readonly from: Instant;
  /** Those that began before, and can no longer change: stated again without asking. */
  readonly repeated: readonly ActivityFact[];
};

/**
 * What to ask about the activities of one Auto Scaling group, of which `known` are those that earlier readings left.
 * Six hours back; since the last reading where that was complete and included this group; and always back to the oldest that was still going on: its end must not be missed.
 */
export function toActivityWindow(
  { known, wasRead }: { readonly known: readonly ActivityFact[]; readonly wasRead: boolean },
  { now, since, lastReadAt }: Pick<ReadContext<object>, "now" | "since" | "lastReadAt">,
): ActivityWindow {
  if (since !== undefined) return { from: since, repeated: [] };
  const oldest = addMs(now, -recentMs);
  const overlapping = Math.min(lastReadAt ?? oldest, now) - overlapMs;
  const unread = wasRead ? Math.max(oldest, overlapping) : oldest;
  const open = known.flatMap(({ value }) => (isFinalActivity(value) ? [] : [value.startTime]));
  const from = toInstant(Math.min(unread, ...open));
  const repeated = known.filter(
    ({ value }) => isFinalActivity(value) && value.startTime >= oldest && value.startTime < from,
  );
  return { from, repeated };
}
