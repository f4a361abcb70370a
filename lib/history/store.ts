import type { Kysely } from "kysely";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import { createClockWatch } from "#lib/history/clock-watch.ts";
import type { Engine } from "#lib/history/engine.ts";
import { fillPart } from "#lib/history/fill-part.ts";
import { emptyPart, type HeldPart, toCurrent, toKnown, toLastReadAt } from "#lib/history/held-part.ts";
import { type Entry, type History, HistoryTrouble, type Recorded } from "#lib/history/history.ts";
import { createLines } from "#lib/history/lines.ts";
import { loadPart } from "#lib/history/load-part.ts";
import { createPartMemory } from "#lib/history/part-memory.ts";
import { createPartStates } from "#lib/history/part-states.ts";
import { planAppend } from "#lib/history/plan-append.ts";
import { readBounds, readChangedSince, readKeeper } from "#lib/history/read-overview.ts";
import { findPart } from "#lib/history/read-part.ts";
import { readAllAsOf, readAsOf } from "#lib/history/read-recorded.ts";
import { rewindPart } from "#lib/history/rewind-part.ts";
import { OutdatedPart, type Writer } from "#lib/history/save-rows.ts";
import type { Tables } from "#lib/history/schema.ts";
import { writePlan } from "#lib/history/write-part.ts";

const partsInMemory = 5_000;
/** Two processes write about one part only while a lease changes hands, so the second try finds peace. */
const maxTries = 5;

/** The history over an opened database whose tables are as this program expects them. */
export function createStore(engine: Engine, clock: () => Instant): History {
  const { db, rowsAtOnce } = engine;
  const clockWatch = createClockWatch();
  const memory = createPartMemory(partsInMemory);
  const states = createPartStates();
  const lines = createLines();
  let isClosed = false;

  const underWay = new Set<Promise<unknown>>();

  async function guard<Result>(work: () => Promise<Result>): Promise<Result> {
    if (isClosed) throw new HistoryTrouble(`the history in ${engine.where} is closed`);
    const working = work();
    underWay.add(working);
    try {
      return await working;
    } catch (error) {
      throw engine.toTrouble(error);
    } finally {
      underWay.delete(working);
    }
  }

  async function recall(part: string): Promise<HeldPart> {
    const held = memory.get(part);
    if (held !== undefined) return held;
    const forgettings = memory.forgettings();
    const loaded = await readPart(part, (reader) => loadPart(reader, { key: part, rowsAtOnce }));
    memory.keep(part, loaded, forgettings);
    return loaded;
  }

  async function isLatest(part: string, held: Pick<HeldPart, "id" | "version">): Promise<boolean> {
    const { id, version } = (await findPart(db, part)) ?? emptyPart;
    return id === held.id && version === held.version;
  }

  async function recallLatest(part: string): Promise<HeldPart> {
    const held = memory.get(part);
    if (held !== undefined && (await isLatest(part, held))) return held;
    return await lines.enter(part, async () => {
      // Unless an append has just renewed it, another process has written, or old parts were deleted.
      if (memory.get(part) === held) memory.drop(part);
      return await recall(part);
    });
  }

  /**
   * All from one state of the part. Where the database has one connection, a part is read without keeping it, or every
   * append would wait for a large one; if the part was written meanwhile, it is read again, and the others do wait.
   */
  async function readPart<Result>(part: string, read: Read<Result>): Promise<Result> {
    if (engine.readsAside) return readTogether(db, read);
    const before = (await findPart(db, part)) ?? emptyPart;
    const result = await read(db);
    return (await isLatest(part, before)) ? result : await readTogether(db, read);
  }

  /** The part as it was before the first of the entries was read. */
  async function rewind(writer: Writer, part: string, held: HeldPart, entries: readonly Entry[]) {
    const at = Math.min(...entries.map(({ reading }) => reading.readAt));
    if (held.id === undefined || entries.length === 0) return held;
    await rewindPart(writer, held.id, toInstant(at));
    return await loadPart(writer, { key: part, rowsAtOnce });
  }

  async function appendOnce(part: string, entries: readonly Entry[]): Promise<boolean> {
    const held = await recall(part);
    const forgettings = memory.forgettings();
    // Planned only when it is this append's turn, so that many at once do not hold the thread together.
    const { plan, next } = await db.transaction().execute(async (writer) => {
      const now = clock();
      const isAhead = clockWatch.look(part, { lastReadAt: toLastReadAt(held), now });
      const start = isAhead ? await rewind(writer, part, held, entries) : held;
      const plan = planAppend(start, entries, now);
      if (plan.sources.length === 0) return { plan, next: start };
      return { plan, next: await writePlan(writer, part, { part: start, plan }) };
    });
    memory.keep(part, next, forgettings);
    states.note(part, next);
    return plan.changedAt.length > 0;
  }

  /** One after the other for each part; what is in memory is what is on disk, or it is dropped. */
  function write<Result>(part: string, once: () => Promise<Result>): Promise<Result> {
    return lines.enter(part, async () => {
      engine.checkFile();
      for (let tries = 1; ; tries++) {
        try {
          return await once();
        } catch (error) {
          memory.drop(part);
          if (!(error instanceof OutdatedPart) || tries === maxTries) throw error;
        }
      }
    });
  }

  return {
    append: (part, entries) =>
      guard(async () => ({ changed: await write(part, () => appendOnce(part, entries)) })),

    fill: (part, revisions, filledAt) =>
      guard(() =>
        write(part, async () => {
          memory.drop(part);
          await db.transaction().execute((writer) => fillPart(writer, part, { revisions, filledAt }));
        }),
      ),

    filledAt: (part) => guard(async () => (await findPart(db, part))?.filledAt),

    current: (part) => guard(async () => toCurrent(await recallLatest(part))),
    known: (part) => guard(async () => toKnown(await recallLatest(part))),

    asOf: (part, at, from) =>
      guard(() => readPart(part, (reader) => readAsOf(reader, part, { stretch: { from, at }, rowsAtOnce }))),

    /** No part's past changes meanwhile: what is appended only ends, later, what held at the instant. */
    allAsOf: (at) =>
      guard(() => {
        const read: Read<ReadonlyMap<string, Recorded>> = (reader) => readAllAsOf(reader, at, rowsAtOnce);
        return engine.readsAside ? readTogether(db, read) : read(db);
      }),

    bounds: (part, at) => guard(() => readTogether(db, (reader) => readBounds(reader, part, at))),
    changedSince: (since) => guard(() => readChangedSince(db, since)),
    partStates: () => guard(() => states.read(db, rowsAtOnce)),

    storage: () =>
      guard(async () => {
        const { createdAt, keptFrom } = await readKeeper(db);
        const bytes = await engine.measureBytes();
        const since = toInstant(Math.max(createdAt, keptFrom));
        return { kind: engine.kind, where: engine.where, since, bytes };
      }),

    warning: () => clockWatch.trouble(clock()),

    forget: () => memory.forget(),

    async close() {
      if (isClosed) return;
      isClosed = true;
      await Promise.allSettled(underWay);
      await engine.close();
    },
  };
}

type Read<Result> = (reader: Kysely<Tables>) => Promise<Result>;

/** Several questions answered from one state of the database. */
function readTogether<Result>(db: Kysely<Tables>, read: Read<Result>): Promise<Result> {
  return db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(read);
}
