import type { Revision } from "#lib/domain/fact.ts";
import { earlier, type Instant } from "#lib/domain/time.ts";

/** What is known of one entity already: since when it was read, and what was filled in before, oldest first. */
export type EntityPast = {
  readonly recordedFrom?: Instant;
  readonly filled: readonly { readonly since: Instant; readonly until: Instant }[];
};

/**
 * What AWS's own timestamps tell about one entity, fitted into what is known: it ends where the next begins and where
 * reading began, at the latest when it was told. What begins inside something known is left out, so that telling the
 * same again changes nothing.
 */
export function fitPast(
  told: readonly Revision[],
  { recordedFrom, filled }: EntityPast,
  filledAt: Instant,
): readonly Revision[] {
  const limit = recordedFrom === undefined ? filledAt : earlier(recordedFrom, filledAt);
  const bySince = new Map(told.map((revision) => [revision.since, revision]));
  const fresh = [...bySince.values()].filter(
    ({ since }) => since < limit && !filled.some((known) => known.since <= since && since < known.until),
  );
  const starts = [...fresh, ...filled].map(({ since }) => since);
  return fresh.map((revision) => {
    const next = starts.filter((start) => start > revision.since);
    const until = next.reduce(earlier, earlier(revision.until ?? limit, limit));
    return { ...revision, until, lastSeen: earlier(revision.lastSeen, until), origin: "aws" };
  });
}
