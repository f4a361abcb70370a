import type { Instant } from "#lib/domain/time.ts";
import { toIso } from "#lib/domain/time.ts";
import { toIsoOrNull, toNullable } from "#lib/report/nullable.ts";
import type { WaitView } from "#lib/report/schema.ts";

export type WaitDeadline = {
  readonly at: Instant;
  readonly certainty: WaitView["deadlines"][number]["certainty"];
  readonly what: string;
  readonly source: string;
};

/** Something that waits now, and what ends it by itself. */
export type Wait = {
  readonly kind: WaitView["kind"];
  readonly subject: WaitView["subject"];
  readonly sentence: string;
  readonly since?: Instant;
  readonly sinceCertainty: WaitView["sinceCertainty"];
  readonly deadlines: readonly WaitDeadline[];
  /** The one that comes next. */
  readonly next?: WaitDeadline;
  readonly note?: string;
};

/** The wait with its next deadline: the first that has not passed. At its very moment it has. */
export function withNext(wait: Omit<Wait, "next">, now: Instant): Wait {
  const next = wait.deadlines.filter(({ at }) => at > now).sort((a, b) => a.at - b.at)[0];
  return next === undefined ? wait : { ...wait, next };
}

export function toWaitView({ since, deadlines, next, note, ...wait }: Wait): WaitView {
  return {
    ...wait,
    since: toIsoOrNull(since),
    deadlines: deadlines.map(({ at, ...deadline }) => ({ at: toIso(at), ...deadline })),
    nextAt: toIsoOrNull(next?.at),
    note: toNullable(note),
  };
}
