import TinyQueue from "tinyqueue";
import type { Beat } from "#lib/collector/cadence.ts";
import { type GroupWork, isRead, sourceWorkOf, toDueAt, toNeed } from "#lib/collector/group-work.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { Source } from "#lib/sources/source.ts";

type TurnsSetup = {
  readonly sources: readonly Source[];
  readonly clock: () => Instant;
  readonly beat: Beat;
  /** Reads the sources of the group; never rejects. */
  readonly read: (work: GroupWork, sources: readonly Source[]) => Promise<void>;
};

export type Turns = {
  /** Puts the group in the queue, for the moment at which the first of its sources is due. */
  add(work: GroupWork): void;
  /** Starts whatever is due, the group that was due first in front. */
  startDue(): Promise<void>;
  /** Starts whatever is due of this group; where it is watched, without waiting for a worker. */
  startAtOnce(work: GroupWork): void;
  /** Until no more groups are being started. */
  started(): Promise<void>;
  /** Returns when all that is due has been read. */
  settle(): Promise<void>;
};

/** How many readings of a source that AWS is asked about group by group run side by side: the call port's limits do the rest. */
const workersPerSource = 4;
/** A thousand groups that begin at once would hold up whoever looks at a page. */
const begunAtOnce = 20;

/** `number`: of those that are due at the same moment, the one that came first goes first. */
type Turn = { readonly work: GroupWork; readonly dueAt: Instant; readonly number: number };
/** Groups that wait for a worker, the one that was due first in front. */
type Line = { readonly waiting: GroupWork[]; free: number };

/**
 * Whose turn it is. Sources that AWS tells of several groups at once need no
 * workers, since their asks are put together; the others have a few each, so that nothing else waits for them.
 */
export function createTurns({ sources, clock, beat, read }: TurnsSetup): Turns {
  const queue = new TinyQueue<Turn>(
    [],
    (left, right) => left.dueAt - right.dueAt || left.number - right.number,
  );
  const together = sources.filter(({ perGroup }) => perGroup !== true);
  const lines = new Map<string, Line>();
  for (const { id, perGroup } of sources)
    if (perGroup === true) lines.set(id, { waiting: [], free: workersPerSource });

  const underWay = new Set<Promise<void>>();
  let starting: Promise<void> | undefined;
  const dueAtOf = (work: GroupWork, source: Source) => toDueAt(work, source, { now: clock(), beat });

  function add(work: GroupWork): void {
    if (work.isGone) return;
    // What is asked about group by group needs to know the group.
    const able = isRead(work, together) ? sources : together;
    const resting = able.filter(({ id }) => sourceWorkOf(work, id).state === "resting");
    const dueAt = resting.map((source) => dueAtOf(work, source)).sort((left, right) => left - right)[0];
    if (dueAt === undefined || (work.queuedFor !== undefined && work.queuedFor <= dueAt)) return;
    work.queuedFor = dueAt;
    queue.push({ work, dueAt, number: work.number });
  }

  function startAllDue(work: GroupWork): void {
    const isWatched = toNeed(work, clock()) === "watched";
    const due = sources.filter((source) => {
      const { state } = sourceWorkOf(work, source.id);
      return (state === "resting" || (isWatched && state === "waiting")) && dueAtOf(work, source) <= clock();
    });
    const ready = due.filter(({ id }) => !lines.has(id));
    const isKnown = isRead(work, together);
    for (const source of due) {
      const line = lines.get(source.id);
      if (line === undefined || !(isKnown || ready.some(({ id }) => !lines.has(id)))) continue;
      if (isWatched || line.free > 0) ready.push(source);
      else if (isKnown) {
        sourceWorkOf(work, source.id).state = "waiting";
        line.waiting.push(work);
      }
    }
    // Once a group is known, what moves need not wait for its settings, unless somebody wants to see both.
    const isMoving = ({ pace }: Source) => pace === "moving";
    const lanes =
      isKnown && !isWatched ? [ready.filter(isMoving), ready.filter((one) => !isMoving(one))] : [ready];
    for (const lane of lanes) start(work, lane);
    add(work);
  }

  function start(work: GroupWork, ready: readonly Source[]): void {
    if (ready.length === 0) return;
    for (const { id } of ready) {
      Object.assign(sourceWorkOf(work, id), { state: "reading", startedAt: clock() });
      takeWorker(id, 1);
    }
    const reading = read(work, ready).finally(() => {
      underWay.delete(reading);
      work.underWay.delete(reading);
      for (const { id } of ready) {
        sourceWorkOf(work, id).state = "resting";
        takeWorker(id, -1);
      }
      if (toNeed(work, clock()) === "watched") startAllDue(work);
      else add(work);
      for (const source of ready) serve(source);
    });
    underWay.add(reading);
    work.underWay.add(reading);
  }

  function takeWorker(id: string, count: number): void {
    const line = lines.get(id);
    if (line !== undefined) line.free -= count;
  }

  function serve(source: Source): void {
    const line = lines.get(source.id);
    while (line !== undefined && line.free > 0) {
      const work = line.waiting.shift();
      if (work === undefined) return;
      // Somebody may have looked at the group meanwhile, or it may be gone.
      if (!work.isGone && sourceWorkOf(work, source.id).state === "waiting") start(work, [source]);
    }
  }

  function startDue(): Promise<void> {
    starting ??= startEachDue().finally(() => {
      starting = undefined;
    });
    return starting;
  }

  async function startEachDue(): Promise<void> {
    for (let begun = 1; ; begun += 1) {
      const turn = queue.peek();
      if (turn === undefined || turn.dueAt > clock()) return;
      queue.pop();
      const { work, dueAt } = turn;
      // It may be in the queue for an earlier moment, too.
      if (work.isGone || work.queuedFor !== dueAt) continue;
      delete work.queuedFor;
      startAllDue(work);
      if (begun % begunAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    add,
    startDue,
    startAtOnce: startAllDue,
    started: async () => await starting,
    async settle() {
      for (await startDue(); underWay.size > 0; await startDue()) await Promise.all(underWay);
    },
  };
}
