import type { Pace, SourceState } from "#lib/domain/fact.ts";
import { hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import { toAgo } from "#lib/report/time-words.ts";
import type { BlindSources } from "#lib/timeline/blind-spots.ts";

/**
 * Older than this, a reading says nothing about now. An idle group's settings are read every five minutes and what
 * seldom matters every thirty; in an account of a thousand groups the request budget stretches that.
 */
const staleAfterMs: Readonly<Record<Pace, number>> = {
  moving: 15 * minuteMs,
  settings: hourMs,
  seldom: 3 * hourMs,
};

/** Why a source does not say enough about now; undefined where it does. */
export function toGap(source: SourceState, now: Instant): string | undefined {
  const [failure] = source.failures;
  const why =
    failure === undefined ? "" : ` (${failure.kind}: ${failure.missingAction ?? failure.operation})`;
  if (source.status === "waiting") return `${source.title} has not been read yet`;
  if (source.status === "failed") return `${source.title} could not be read${why}`;
  if (source.status === "partial") return `${source.title} could be read only in part${why}`;
  if (source.truncated)
    return `${source.title} could be read only in part (not everything could be asked about or read)`;
  if (source.readAt !== undefined && now - source.readAt > staleAfterMs[source.pace]) {
    return `${source.title} was last read ${toAgo(source.readAt, now)}`;
  }
  return undefined;
}

/** Everything that was not read, or not lately, or not whole: while there is any, nothing is "fine". */
export function selectGaps(sources: readonly SourceState[], now: Instant): readonly string[] {
  return sources.map((source) => toGap(source, now)).filter((gap) => gap !== undefined);
}

/** True where the source gives facts now, even if only part. */
export function isReadable(sources: readonly SourceState[], id: string): boolean {
  const status = sources.find((source) => source.id === id)?.status;
  return status === "ok" || status === "partial";
}

/** True where the source gave all it has to give. */
export function isComplete(sources: readonly SourceState[], id: string): boolean {
  return sources.some((source) => source.id === id && source.status === "ok" && !source.truncated);
}

/** The sources that cannot be read now, with the time they last could. */
export function toBlindSources(sources: readonly SourceState[]): BlindSources {
  return new Map(
    sources
      .filter(({ status }) => status === "failed" || status === "waiting")
      .map(({ id, readAt }) => [id, readAt]),
  );
}
