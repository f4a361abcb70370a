import { createMergingCall } from "#lib/aws/merge/merge.ts";
import type { Call } from "#lib/aws/operation.ts";
import { isBusy } from "#lib/collector/cadence.ts";
import { createPastFiller } from "#lib/collector/fill-past.ts";
import { createInventory } from "#lib/collector/inventory.ts";
import type { PlaceSetup } from "#lib/collector/place-setup.ts";
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
import { toRecorded } from "#lib/collector/to-recorded.ts";
import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import { addMs, minuteMs } from "#lib/domain/time.ts";
import { type Entry, HistoryTrouble } from "#lib/history/history.ts";
import { gather } from "#lib/sources/gather.ts";
import type { Source } from "#lib/sources/source.ts";

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
  const { place, history, clock, onDefect, random = Math.random } = setup;
  const groupSources = setup.sources.filter((source) => source.level === "group");
  const together = groupSources.filter((source) => source.perGroup !== true);
  const apart = groupSources.filter((source) => source.perGroup === true);
  const works = new Map<string, GroupWork>();
  const fillPast = createPastFiller(setup);
  const inventory = createInventory(setup, async (task) => {
    await guarded(task);
    scopes = undefined;
  });
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

  /** Runs what touches the history: its trouble, and a bug of ours, are told and leave everything else going. Trouble is over when something was written again. */
  async function guarded(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (cause) {
      if (cause instanceof HistoryTrouble) setup.onTrouble(cause);
      else onDefect("collector", cause);
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
      onDefect,
      known: revisions,
      lastReadAt: (sourceId) => complete.get(sourceId),
    });
    for (const { id } of sources) sourceWorkOf(work, id).readings += 1;
    const entries = readings.flatMap((reading): Entry[] => {
      const source = sources.find(({ id }) => id === reading.source);
      return source === undefined ? [] : [{ source: toRecorded(source, onDefect), reading }];
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
    if (inventory.isDue()) started.push(inventory.read());
    if (scopes === undefined || scopes.length === 0) await inventory.underWay();
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
    next.fillAt = addMs(now, fillAgainMs);
    const done = guarded(async () => {
      if (await fillPast(next.scope)) next.fillAt = undefined;
    }).finally(() => {
      filling = false;
    });
    return [done];
  }

  return {
    tick,
    readInventory: inventory.read,
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
