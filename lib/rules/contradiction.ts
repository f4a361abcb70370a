import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import type { Threshold } from "#lib/rules/rule.ts";
import { toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** Services are read one after the other: a contradiction younger than this may be two moments seen as one. */
export const contradictionMs = minuteMs;

/** EC2 is eventually consistent: an id younger than this may not have its row yet. */
const brandNewMs = 5 * minuteMs;

/** For the handbook: how long two services must contradict each other. */
export const contradictionThreshold: Threshold = {
  what: "two services contradict each other for",
  value: toDuration(contradictionMs),
  reason: "They are read one after the other: what is younger may be two moments seen as one.",
};

/** For the handbook: when "gone, yet referred to" is proved. AWS's own times count where it gives them. */
export const ghostThresholds: readonly Threshold[] = [
  contradictionThreshold,
  {
    what: "an id that EC2 does not list has been known for",
    value: toDuration(brandNewMs),
    reason: "EC2 is eventually consistent: a new instance may not have its row yet.",
  },
];

/** `exact`: EC2's own time, perhaps read before it forgot the row. Otherwise the reading in which the instance was first found gone. */
export type GoneSince = { readonly at: Instant; readonly exact: boolean };

export function toGoneSince(instance: FactRevision<"instance">): GoneSince {
  const { value } = instance;
  if (value.terminatedAt !== undefined) return { at: value.terminatedAt, exact: true };
  return { at: instance.since, exact: false };
}

/**
 * How old "gone, yet referred to" is. `none`: the reference was last read before the instance was gone, or the id
 * may be too new for EC2 to show it · `young`: seen, but perhaps only two services read at different moments ·
 * `old`: it held over two readings, or AWS's own times prove it.
 */
export type ContradictionAge = "none" | "young" | "old";

export type Contradiction = {
  readonly instance: FactRevision<"instance">;
  /** The record that still refers to the instance. */
  readonly reference: Revision;
  /** From when the reference cannot be doubted: for an entity that is referred to since it is listed, `firstSeen`. */
  readonly referredSince: Instant;
  /** A time by which AWS says the instance existed or was referred to: a launch, a deployment. */
  readonly knownSince?: Instant;
};

export function toContradictionAge(contradiction: Contradiction): ContradictionAge {
  const { instance, reference, referredSince, knownSince } = contradiction;
  const gone = toGoneSince(instance);
  const slackMs = gone.exact ? 0 : contradictionMs;
  if (reference.lastSeen < gone.at - slackMs) return "none";
  if (isAbsent(instance)) {
    const oldest = toInstant(Math.min(knownSince ?? referredSince, referredSince));
    if (instance.lastSeen - oldest >= brandNewMs) return "old";
    if (knownSince !== undefined && !wasKnownBefore(instance)) return "none";
  }
  if (gone.exact && reference.lastSeen - gone.at >= contradictionMs) return "old";
  const heldMs = Math.min(instance.lastSeen, reference.lastSeen) - Math.max(instance.since, referredSince);
  return heldMs >= contradictionMs ? "old" : "young";
}

function isAbsent(instance: FactRevision<"instance">): boolean {
  return !instance.value.listed;
}

/** EC2 said something else about the id earlier, so it is not merely too new to be shown. */
function wasKnownBefore(instance: FactRevision<"instance">): boolean {
  return instance.firstSeen < instance.since;
}
