import type { Revision } from "#lib/domain/fact.ts";
import { earlier, type Instant, later } from "#lib/domain/time.ts";
import { listBlindSpots } from "#lib/history/blind-spots.ts";
import type { Recorded } from "#lib/history/history.ts";
import type { Stretch } from "#lib/history/read-part.ts";
import { completeAtSeenFrom, type Run, readAtSeenFrom, type SourceRuns, toState } from "#lib/history/runs.ts";

export const nothingRecorded: Recorded = { revisions: [], window: [], sources: [], blindSpots: [] };

type Found = { readonly revisions: readonly Revision[]; readonly sources: readonly SourceRuns[] };

/** What was known at the stretch's end: nothing that was learnt later shows. */
export function buildRecorded({ revisions, sources }: Found, { from, at }: Stretch): Recorded {
  const runs = new Map(sources.map(({ words, runs }) => [words.id, runs.at(-1)]));
  const known = revisions.filter((revision) => revision.since <= at);
  const seen = known.map((revision) => toSeenFrom(revision, runs.get(revision.source), at));
  return {
    revisions: seen.filter((revision) => revision.until === undefined),
    window: seen.filter((revision) => revision.until === undefined || revision.until > from),
    sources: sources.flatMap(({ words, runs }) => {
      const run = runs.at(-1);
      return run === undefined ? [] : [toState(words, run, at)];
    }),
    blindSpots: sources.flatMap(({ words, runs }) => listBlindSpots(words.id, runs, { from, at })),
  };
}

function toSeenFrom(revision: Revision, run: Run | undefined, at: Instant): Revision {
  const { until } = revision;
  const isOver = until !== undefined && until <= at;
  const lastSeen = isOver ? earlier(revision.lastSeen, until) : toLastSeen(revision, run, at);
  if (isOver || until === undefined)
    return lastSeen === revision.lastSeen ? revision : { ...revision, lastSeen };
  const { until: _, ...rest } = revision;
  return { ...rest, lastSeen };
}

/**
 * A complete listing confirms everything that it did not end, so an open revision need not say when it was last
 * confirmed; one that was ended says it.
 */
function toLastSeen(
  { since, until, lastSeen, origin }: Revision,
  run: Run | undefined,
  at: Instant,
): Instant {
  if (origin === "aws") return earlier(lastSeen, at);
  if (lastSeen > at) return later(since, (run && readAtSeenFrom(run, at)) ?? since);
  if (until !== undefined) return lastSeen;
  return later(lastSeen, (run && completeAtSeenFrom(run, at)) ?? lastSeen);
}
