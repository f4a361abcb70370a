import type { Fact, Reading, Revision } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { addMs, type Instant } from "#lib/domain/time.ts";
import { type HeldPart, type HeldSource, makeHeldSource } from "#lib/history/held-part.ts";
import type { Entry, RecordedSource } from "#lib/history/history.ts";
import { type Changes, foldChanges, toKey } from "#lib/history/revisions.ts";
import { nextRun, type Run, type SourceWords } from "#lib/history/runs.ts";

/** What an append has to write about one source, and what the next reading starts from once that is written. */
export type SourcePlan = {
  readonly held: HeldSource;
  readonly isNewWords: boolean;
  readonly runs: readonly Run[];
  /** Revisions as they now are: opened, closed, or seen again by a reading that was not complete. */
  readonly revisions: readonly Revision[];
  /** Entities that came or went; `until` is absent for those that are there at the end. */
  readonly entities: readonly EntityPlan[];
};

export type EntityPlan = {
  readonly kind: string;
  readonly name: string;
  readonly firstSeen: Instant;
  readonly until?: Instant;
};

export type AppendPlan = {
  readonly sources: readonly SourcePlan[];
  /** The instants in which something new was said. */
  readonly changedAt: readonly Instant[];
};

/** A source is believed when it says the strange thing this many times in a row. */
const believedAfter = 3;

/** Decides what to write for the entries, in their order. `now`: what the clock says. */
export function planAppend(part: HeldPart, entries: readonly Entry[], now: Instant): AppendPlan {
  const drafts = new Map<string, Draft>();
  const changedAt = new Set<Instant>();
  for (const entry of entries) {
    const name = entry.source.id;
    const draft = drafts.get(name) ?? startDraft(entry.source, part.sources.get(name));
    const reading = toNextReading(draft.held.run?.endedAt, entry.reading, now);
    if (reading === undefined) continue;
    drafts.set(name, draft);
    if (foldInto(draft, { ...entry, reading })) changedAt.add(reading.readAt);
  }
  return {
    sources: [...drafts.values()].map(({ runs, revisions, entities, ...rest }) => ({
      ...rest,
      runs: [...runs.values()],
      revisions: [...revisions.values()],
      entities: [...entities.values()],
    })),
    changedAt: [...changedAt],
  };
}

/**
 * A reading from before the last one of its source came late, and is left out. But where the last one is not behind the
 * clock, it is the clock that went back: this reading is the newer one, and counts as made right after it.
 */
function toNextReading(last: Instant | undefined, reading: Reading, now: Instant): Reading | undefined {
  if (last === undefined || reading.readAt > last) return reading;
  return last >= now ? { ...reading, readAt: addMs(last, 1) } : undefined;
}

type Draft = {
  held: HeldSource;
  readonly isNewWords: boolean;
  readonly runs: Map<Instant, Run>;
  readonly revisions: Map<string, Revision>;
  readonly entities: Map<string, EntityPlan>;
};

function startDraft(source: RecordedSource, held: HeldSource | undefined): Draft {
  const { id, title, pace, operations } = source;
  const words: SourceWords = { id, title, pace, operations };
  return {
    held: held === undefined ? makeHeldSource(words) : { ...held, words },
    isNewWords: held?.id === undefined || !isSameWords(held.words, words),
    runs: new Map(),
    revisions: new Map(),
    entities: new Map(),
  };
}

function isSameWords(left: SourceWords, right: SourceWords): boolean {
  return (
    left.title === right.title &&
    left.pace === right.pace &&
    JSON.stringify(left.operations) === JSON.stringify(right.operations)
  );
}

/** Whether the entry said something new. */
function foldInto(draft: Draft, entry: Entry): boolean {
  const doubt = findDoubt(draft.held, entry);
  const attempt = { ...entry, ...(doubt === undefined ? {} : { doubt }) };
  const run = nextRun(draft.held.run, attempt);
  draft.runs.set(run.beganAt, run);
  if (doubt !== undefined) {
    draft.held = { ...draft.held, run };
    return false;
  }
  const { known, changes } = foldChanges(draft.held.known, entry.reading, entry.source.volatile);
  draft.held = { ...draft.held, run, known };
  noteChanges(draft, changes);
  for (const revision of changes.seen) noteRevision(draft, revision);
  return changes.opened.length + changes.closed.length > 0;
}

function findDoubt({ known, run }: HeldSource, { source, reading }: Entry): Failure | undefined {
  if (source.suspect === undefined || (run?.doubted ?? 0) + 1 >= believedAfter) return undefined;
  const facts: readonly Fact[] = [...known.open.values()];
  const message = source.suspect(facts, reading);
  if (message === undefined) return undefined;
  const operation = reading.facts[0]?.operation ?? source.operations[0] ?? source.id;
  return { kind: "bad-response", operation, code: "NotBelieved", message };
}

function noteChanges(draft: Draft, { opened, closed }: Changes): void {
  for (const revision of closed) {
    noteRevision(draft, revision);
    noteEntity(draft, revision);
  }
  for (const revision of opened) {
    noteRevision(draft, revision);
    noteEntity(draft, revision);
  }
}

function noteRevision({ revisions }: Draft, revision: Revision): void {
  revisions.set(`${revision.since} ${toKey(revision)}`, revision);
}

/** The database must hear of an entity that comes or goes; of one whose value changes it knows already. */
function noteEntity({ held, entities }: Draft, revision: Revision): void {
  const key = toKey(revision);
  if (held.entityIds.has(key) && held.known.open.has(key)) return void entities.delete(key);
  entities.set(key, {
    kind: revision.kind,
    name: revision.entity,
    firstSeen: entities.get(key)?.firstSeen ?? revision.since,
    ...(revision.until === undefined || held.known.open.has(key) ? {} : { until: revision.until }),
  });
}
