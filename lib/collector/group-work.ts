import { type Beat, type Need, toCadenceMs, toNextBeat, watchedForMs } from "#lib/collector/cadence.ts";
import { noTries, type Tries, toRetryMs } from "#lib/collector/tries.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { addMs, type Instant, toInstant } from "#lib/domain/time.ts";
import type { Source } from "#lib/sources/source.ts";

/** How one source of one group stands with the collector. */
export type SourceWork = {
  startedAt?: Instant;
  readings: number;
  tries: Tries;
  /** `waiting`: due, and in line for a worker. */
  state: "resting" | "waiting" | "reading";
};

/** What the collector keeps about one deployment group between readings. */
export type GroupWork = {
  readonly scope: Scope;
  /** In the order in which groups are listed. */
  readonly number: number;
  watchedAt?: Instant;
  /** Undefined until it has been read. */
  busy?: boolean;
  readonly sources: Map<string, SourceWork>;
  /** Readings under way, for those who wait for them. */
  readonly underWay: Set<Promise<void>>;
  /** Where it stands in the collector's queue. */
  queuedFor?: Instant;
  /** No longer listed. */
  isGone?: true;
  /** When the past may be asked for; undefined once it is known. */
  fillAt: Instant | undefined;
};

export function openWork(scope: Scope, number: number): GroupWork {
  return { scope, number, sources: new Map(), underWay: new Set(), fillAt: toInstant(0) };
}

export function sourceWorkOf(work: GroupWork, sourceId: string): SourceWork {
  const found = work.sources.get(sourceId);
  if (found !== undefined) return found;
  const fresh: SourceWork = {
    readings: 0,
    tries: noTries,
    state: "resting",
  };
  work.sources.set(sourceId, fresh);
  return fresh;
}

export function toNeed(work: GroupWork, now: Instant): Need {
  if (work.watchedAt !== undefined && now < work.watchedAt + watchedForMs) return "watched";
  return work.busy ? "busy" : "idle";
}

/** True once each of these sources of the group has been read, or at least tried to the end. */
export function isRead(work: GroupWork, sources: readonly Source[]): boolean {
  return sources.every(({ id }) => sourceWorkOf(work, id).readings > 0);
}

/** When the source deserves its next reading: at once where it had none, sooner than usual where the last one failed. */
export function toDueAt(
  work: GroupWork,
  source: Source,
  { now, beat }: { now: Instant; beat: Beat },
): Instant {
  const { startedAt, readings, tries } = sourceWorkOf(work, source.id);
  if (startedAt === undefined) return now;
  const cadenceMs = toCadenceMs({ need: toNeed(work, now), pace: source.pace, readingsSoFar: readings });
  const retryMs = toRetryMs(tries, cadenceMs);
  return retryMs === undefined ? toNextBeat(startedAt, cadenceMs, beat) : addMs(startedAt, retryMs);
}
