import { createMergingCall } from "#lib/aws/merge/merge.ts";
import type { Call } from "#lib/aws/operation.ts";
import { isBusy, toInventoryCadenceMs } from "#lib/collector/cadence.ts";
import {
  type GroupWork,
  isRead,
  openWork,
  pickAlmostDue,
  pickDue,
  sourceWorkOf,
  toDueAt,
  toLateness,
  toNeed,
} from "#lib/collector/schedule.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { type Place, type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { addMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import { type Entry, type History, HistoryTrouble } from "#lib/history/history.ts";
import { gather } from "#lib/sources/gather.ts";
import { buildPast, pastMs } from "#lib/sources/past.ts";
import type { Source } from "#lib/sources/source.ts";

export type PlaceSetup = {
  readonly place: Place;
  readonly sources: readonly Source[];
  readonly callFor: (place: Place) => Call;
  readonly history: History;
  readonly clock: () => Instant;
  /** How long an ask waits for others to go with it. */
  readonly patienceMs?: number;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Which deployment groups the place has, from its history. */
  readonly listScopes: (place: Place) => Promise<readonly Scope[]>;
  readonly onRead: (part: string, changed: boolean) => void;
  /** The history could not be written or read; undefined when it could again. */
  readonly onTrouble: (trouble: HistoryTrouble | undefined) => void;
};

export type PlaceCollector = {
  /** Starts whatever is due and returns when that is done. */
  tick(): Promise<void>;
  watch(scope: Scope): Promise<void>;
  readInventory(): Promise<void>;
};

/** From so many groups that are due at once, their asks are merged into fewer calls. */
const togetherFrom = 4;
/** In a larger place, what must be asked for each group alone is read apart, or the others would wait for it. */
const apartFrom = 26;
/** How many readings of one source that is read apart run side by side: the call port's limits do the rest. */
const apartAtOnce = 4;
const defaultPatienceMs = 300;
const jitterShare = 0.05;
const begunAtOnce = 20;
/** After trouble, the past can wait. */
const fillAgainMs = 5 * minuteMs;

/** Reads one account and region: its inventory, and every deployment group by need, never by the number of viewers. */
export function createPlaceCollector(setup: PlaceSetup): PlaceCollector {
  const { place, history, clock, random = Math.random } = setup;
  const placeKey = toPlaceKey(place);
  const placeSources = setup.sources.filter((source) => source.level === "place");
  const groupSources = setup.sources.filter((source) => source.level === "group");
  const together = groupSources.filter((source) => source.perGroup !== true);
  const apart = groupSources.filter((source) => source.perGroup === true);
  const deep = groupSources.filter((source) => source.deep === true);
  const works = new Map<string, GroupWork>();
  const inventory: { readAt?: Instant; calls: number; underWay?: Promise<void> } = { calls: 0 };
  const merging = createMergingCall({
    call: setup.callFor(place),
    patienceMs: setup.patienceMs ?? defaultPatienceMs,
  });
  let scopes: readonly Scope[] | undefined;
  let filling = false;

  function workOf(scope: Scope): GroupWork {
    const key = toScopeKey(scope);
    const work = works.get(key) ?? openWork(scope);
    works.set(key, work);
    return work;
  }

  /** Runs what touches the history; its trouble is told and leaves everything else going. Over it is when something was written again. */
  async function guarded(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (cause) {
      if (!(cause instanceof HistoryTrouble)) throw cause;
      setup.onTrouble(cause);
    }
  }

  async function readGroup(work: GroupWork, sources: readonly Source[], call: Call): Promise<void> {
    const part = toScopeKey(work.scope);
    const { revisions, sources: states } = await history.current(part);
    const complete = new Map(
      states
        .filter(({ status, truncated }) => status === "ok" && !truncated)
        .map(({ id, readAt }) => [id, readAt]),
    );
    const readings = await gather({
      sources,
      place,
      scope: work.scope,
      call,
      clock,
      known: revisions,
      lastReadAt: (sourceId) => complete.get(sourceId),
    });
    for (const { id } of sources) sourceWorkOf(work, id).readings += 1;
    const entries = readings.flatMap((reading): Entry[] => {
      const source = sources.find(({ id }) => id === reading.source);
      return source === undefined ? [] : [{ source: toRecorded(source), reading }];
    });
    const { changed } = await history.append(
      part,
      entries.map((entry) => withNextAt(entry, work)),
    );
    setup.onTrouble(undefined);
    work.busy = isBusy((await history.current(part)).revisions);
    setup.onRead(part, changed);
  }

  function withNextAt(entry: Entry, work: GroupWork): Entry {
    const source = groupSources.find(({ id }) => id === entry.source.id);
    const nextAt = source && toDueAt(work, source, clock());
    return nextAt === undefined ? entry : { ...entry, nextAt };
  }

  function startGroup(work: GroupWork, wanted: readonly Source[], call: Call): Promise<void> {
    const sources = wanted.filter(({ id }) => !sourceWorkOf(work, id).underWay);
    if (sources.length === 0) return Promise.resolve();
    work.jitter = 1 + jitterShare * (2 * random() - 1);
    for (const { id } of sources)
      Object.assign(sourceWorkOf(work, id), { underWay: true, startedAt: clock() });
    const reading = guarded(() => readGroup(work, sources, call)).finally(() => {
      for (const { id } of sources) sourceWorkOf(work, id).underWay = false;
      work.underWay.delete(reading);
    });
    work.underWay.add(reading);
    return reading;
  }

  async function readPlace(): Promise<void> {
    const { call, calls } = countCalls(setup.callFor(place));
    inventory.readAt = clock();
    const readings = await gather({
      sources: placeSources,
      place,
      scope: { ...place, application: "", group: "" },
      call,
      clock,
    });
    inventory.calls = calls();
    const nextAt = addMs(clock(), toInventoryCadenceMs(inventory.calls));
    const entries = readings.flatMap((reading): Entry[] => {
      const source = placeSources.find(({ id }) => id === reading.source);
      return source === undefined ? [] : [{ source: toRecorded(source), reading, nextAt }];
    });
    const { changed } = await history.append(placeKey, entries);
    setup.onTrouble(undefined);
    scopes = undefined;
    setup.onRead(placeKey, changed);
  }

  function readInventory(): Promise<void> {
    inventory.underWay ??= guarded(readPlace).finally(() => {
      delete inventory.underWay;
    });
    return inventory.underWay;
  }

  function isInventoryDue(): boolean {
    if (inventory.underWay !== undefined) return false;
    return (
      inventory.readAt === undefined || clock() >= inventory.readAt + toInventoryCadenceMs(inventory.calls)
    );
  }

  /** Groups that are listed, and those that somebody looks at although no listing names them. */
  async function listWorks(): Promise<readonly GroupWork[]> {
    scopes ??= await setup.listScopes(place);
    for (const scope of scopes) workOf(scope);
    const listed = new Set(scopes.map(toScopeKey));
    for (const [key, work] of works) {
      if (listed.has(key) || work.underWay.size > 0 || toNeed(work, clock()) === "watched") continue;
      works.delete(key);
    }
    return [...works.values()];
  }

  async function tick(): Promise<void> {
    const started: Promise<void>[] = [];
    // Later inventories go on beside the groups; without the first one there are none.
    if (isInventoryDue()) started.push(readInventory());
    if (scopes === undefined || scopes.length === 0) await inventory.underWay;
    await guarded(async () => {
      const all = await listWorks();
      started.push(...startDue(all), ...startApart(all), ...startFilling(all));
    });
    await Promise.all(started);
  }

  function startDue(all: readonly GroupWork[]): readonly Promise<void>[] {
    const now = clock();
    const sources = all.length < apartFrom ? groupSources : together;
    const watched = all.filter((work) => toNeed(work, now) === "watched");
    const started = watched.map((work) =>
      startGroup(work, pickDue(work, groupSources, now), setup.callFor(place)),
    );
    const due = all.filter((work) => pickDue(work, sources, now).length > 0);
    if (due.length === 0) return started;
    if (due.length < togetherFrom) {
      return [
        ...started,
        ...due.map((work) => startGroup(work, pickAlmostDue(work, sources, now), setup.callFor(place))),
      ];
    }
    return [...started, startInTurn(all, sources)];
  }

  /** A few at a time: a thousand that begin at once would hold up whoever looks at a page. */
  async function startInTurn(all: readonly GroupWork[], sources: readonly Source[]): Promise<void> {
    const started: Promise<void>[] = [];
    for (const [index, work] of all.entries()) {
      for (const lane of toLanes(work, pickAlmostDue(work, sources, clock())))
        started.push(startGroup(work, lane, merging));
      if (index % begunAtOnce === begunAtOnce - 1) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(started);
  }

  /** Once a group is known, what moves need not wait for its settings. */
  function toLanes(work: GroupWork, sources: readonly Source[]): readonly (readonly Source[])[] {
    if (works.size < apartFrom || !isRead(work, together)) return [sources];
    return [sources.filter(({ pace }) => pace === "moving"), sources.filter(({ pace }) => pace !== "moving")];
  }

  /** Of what is read apart, the latest first, a few at once. */
  function startApart(all: readonly GroupWork[]): readonly Promise<void>[] {
    if (all.length < apartFrom) return [];
    const now = clock();
    return apart.flatMap((source) => {
      const free = apartAtOnce - all.filter((work) => sourceWorkOf(work, source.id).underWay).length;
      return all
        .map((work) => ({ work, lateness: toLateness(work, source, now) }))
        .filter(({ work, lateness }) => lateness >= 1 && isRead(work, together))
        .sort((left, right) => right.lateness - left.lateness)
        .slice(0, Math.max(0, free))
        .map(({ work }) => startGroup(work, [source], setup.callFor(place)));
    });
  }

  /** One group at a time, once it has been read: what AWS still knows of the time before. */
  function startFilling(all: readonly GroupWork[]): readonly Promise<void>[] {
    if (filling) return [];
    const now = clock();
    const waiting = all.filter(
      (work) =>
        work.fillAt !== undefined &&
        now >= work.fillAt &&
        work.underWay.size === 0 &&
        isRead(work, groupSources),
    );
    const next = waiting.find((work) => toNeed(work, now) === "watched") ?? waiting[0];
    if (next === undefined) return [];
    filling = true;
    const done = guarded(() => fill(next)).finally(() => {
      filling = false;
    });
    return [done];
  }

  async function fill(work: GroupWork): Promise<void> {
    const part = toScopeKey(work.scope);
    const now = clock();
    work.fillAt = addMs(now, fillAgainMs);
    if ((await history.filledAt(part)) !== undefined) {
      work.fillAt = undefined;
      return;
    }
    const { revisions } = await history.current(part);
    const readings = await gather({
      sources: deep,
      place,
      scope: work.scope,
      call: setup.callFor(place),
      clock,
      known: revisions,
      since: addMs(now, -pastMs),
    });
    if (readings.some(({ failures }) => failures.some(isPassing))) return;
    work.fillAt = undefined;
    const facts = [...revisions, ...readings.flatMap((reading) => reading.facts)];
    const { recordedFrom = now } = await history.bounds(part, now);
    await history.fill(part, buildPast(groupSources, facts, recordedFrom), now);
    setup.onRead(part, true);
  }

  return {
    tick,
    readInventory,
    async watch(scope) {
      const work = workOf(scope);
      work.watchedAt = clock();
      const call = setup.callFor(place);
      const unread = !isRead(work, groupSources);
      const started = startGroup(work, pickDue(work, groupSources, clock()), call);
      if (unread) await Promise.all([started, ...work.underWay]);
    },
  };
}

function toRecorded({ operations, ...source }: Source): Entry["source"] {
  return { ...source, operations: operations.map(({ id }) => id) };
}

/** Trouble that may be over when asked again. */
function isPassing({ kind }: Failure): boolean {
  return !["denied", "not-supported", "not-found", "rejected"].includes(kind);
}

function countCalls(call: Call): { readonly call: Call; calls(): number } {
  let calls = 0;
  return {
    call: (operation, input) => {
      calls += 1;
      return call(operation, input);
    },
    calls: () => calls,
  };
}
