import { type Need, toCadenceMs, watchedForMs } from "#lib/collector/cadence.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { addMs, type Instant, toInstant } from "#lib/domain/time.ts";
import type { Source } from "#lib/sources/source.ts";

/** How one source of one group stands with the collector. */
type SourceWork = { startedAt?: Instant; readings: number; underWay: boolean };

/** What the collector keeps about one deployment group between readings. */
export type GroupWork = {
  readonly scope: Scope;
  watchedAt?: Instant;
  busy: boolean;
  /** Of its cadence, drawn anew for each reading. */
  jitter: number;
  readonly sources: Map<string, SourceWork>;
  /** Readings under way, for those who wait for them. */
  readonly underWay: Set<Promise<void>>;
  /** When the past may be asked for; undefined once it is known. */
  fillAt: Instant | undefined;
};

export function openWork(scope: Scope): GroupWork {
  return { scope, busy: false, jitter: 1, sources: new Map(), underWay: new Set(), fillAt: toInstant(0) };
}

export function sourceWorkOf(work: GroupWork, sourceId: string): SourceWork {
  const found = work.sources.get(sourceId);
  if (found !== undefined) return found;
  const fresh: SourceWork = { readings: 0, underWay: false };
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

/** When the source deserves its next reading; undefined where it had none. */
export function toDueAt(work: GroupWork, source: Source, now: Instant): Instant | undefined {
  const { startedAt, readings } = sourceWorkOf(work, source.id);
  if (startedAt === undefined) return undefined;
  const { jitter } = work;
  const cadenceMs = toCadenceMs({
    need: toNeed(work, now),
    pace: source.pace,
    readingsSoFar: readings,
    jitter,
  });
  return addMs(startedAt, cadenceMs);
}

/**
 * How badly a reading is wanted: the time since the last one, in cadences. 1: it is due. Where the budget is short, all
 * are then late in the same proportion.
 */
export function toLateness(work: GroupWork, source: Source, now: Instant): number {
  const { underWay, startedAt } = sourceWorkOf(work, source.id);
  if (underWay) return 0;
  const dueAt = toDueAt(work, source, now);
  if (dueAt === undefined || startedAt === undefined) return Number.POSITIVE_INFINITY;
  return (now - startedAt) / (dueAt - startedAt);
}

/** A reading that is due this soon, in cadences, goes along with one that is due: groups of a place are best read together. */
const almostDue = 0.85;

/** The sources of the group to read now: none unless one is due. */
export function pickDue(work: GroupWork, sources: readonly Source[], now: Instant): readonly Source[] {
  return sources.filter((source) => toLateness(work, source, now) >= 1);
}

/** The same, with those that are almost due. */
export function pickAlmostDue(work: GroupWork, sources: readonly Source[], now: Instant): readonly Source[] {
  return sources.filter((source) => toLateness(work, source, now) >= almostDue);
}
