import { createBatchingCall } from "#lib/aws/batching/batching-call.ts";
import type { Beat } from "#lib/collector/cadence.ts";
import { createPastFiller } from "#lib/collector/fill-past.ts";
import { type GroupWork, isRead, openWork, sourceWorkOf, toNeed } from "#lib/collector/group-work.ts";
import { createInventory } from "#lib/collector/inventory.ts";
import type { PlaceSetup } from "#lib/collector/place-setup.ts";
import { readGroup } from "#lib/collector/read-group.ts";
import { addTry, noTries } from "#lib/collector/tries.ts";
import { createTurns } from "#lib/collector/turns.ts";
import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import { addMs, minuteMs, secondMs } from "#lib/domain/time.ts";
import { isHistoryTrouble } from "#lib/history/history.ts";

export type PlaceCollector = {
  /** Starts whatever is due, and returns when it is started. Who calls again meanwhile waits for the same start. */
  begin(): Promise<void>;
  /** Returns when all that is due has been read. */
  settle(): Promise<void>;
  /** Returns when the group has had its first reading. Does nothing where the inventory does not list it. */
  watch(scope: Scope): Promise<void>;
  readInventory(): Promise<void>;
  /** Starts nothing any more; returns when what is under way has ended. */
  end(): Promise<void>;
};

const mostPatienceMs = 300;
const patiencePerGroupMs = 12;
const mostWaits = 10;
/** Less than from one reading of a group to the next: no source gets the same answer twice. */
const keepMs = 5 * secondMs;
const jitterShare = 0.05;
/** After trouble, the past can wait. */
const fillAgainMs = 5 * minuteMs;

/** Reads one account and region: its inventory, and every deployment group by need, never by the number of viewers. */
export function createPlaceCollector(setup: PlaceSetup): PlaceCollector {
  const { place, clock, onDefect, random = Math.random, patienceMs = mostPatienceMs } = setup;
  const groupSources = setup.sources.filter((source) => source.level === "group");
  const beat: Beat = { origin: clock(), stretch: 1 + jitterShare * (2 * random() - 1) };
  const works = new Map<string, GroupWork>();
  let isListed = false;
  let beginning: Promise<void> | undefined;
  let filling: Promise<unknown> | undefined;
  // Two readers, so that who looks at a page need not wait until a sweep is through.
  const sweeping = createBatchingCall({
    call: setup.callFor(place),
    keep: { ms: keepMs, clock },
    async patience(asked) {
      await turns.started();
      // The more groups there are, the more is gained by waiting for what they ask: as long as they go on asking.
      const ms = Math.min(patienceMs, works.size * patiencePerGroupMs);
      let before: number;
      let waits = 0;
      do {
        before = asked();
        await wait(ms);
        waits += 1;
      } while (asked() > before && waits < mostWaits);
    },
  });
  const watching = createBatchingCall({ call: setup.callFor(place), patience: () => wait(0) });
  const turns = createTurns({
    sources: groupSources,
    clock,
    beat,
    async read(work, sources) {
      const call = toNeed(work, clock()) === "watched" ? watching : sweeping;
      const ended = sources.map(({ id }) => sourceWorkOf(work, id));
      const before = ended.map(({ tries }) => tries);
      const isKept = await guarded(() => readGroup(setup, { work, sources, call, beat }));
      if (isKept) return;
      for (const [index, one] of ended.entries()) one.tries = addTry(before[index] ?? noTries, undefined);
    },
  });
  const fillPast = createPastFiller(setup);
  const inventory = createInventory({ ...setup, callFor: () => sweeping }, async (task) => {
    await guarded(task);
    isListed = false;
  });

  /**
   * Runs what touches the history: its trouble, and a bug of ours, are told and leave everything else going. Trouble is
   * over when something was written again. True where the task came to its end.
   */
  async function guarded(task: () => Promise<void>): Promise<boolean> {
    try {
      await task();
      return true;
    } catch (cause) {
      if (isHistoryTrouble(cause)) setup.onTrouble(cause);
      else onDefect("collector", cause);
      return false;
    }
  }

  /** The groups that are listed, after each reading of the inventory. */
  async function list(): Promise<void> {
    if (isListed) return;
    const scopes = new Map((await setup.listScopes(place)).map((scope) => [toScopeKey(scope), scope]));
    isListed = true;
    for (const [key, work] of works) {
      if (scopes.has(key)) continue;
      work.isGone = true;
      works.delete(key);
    }
    for (const [key, scope] of scopes) {
      if (works.has(key)) continue;
      const work = openWork(scope, works.size);
      works.set(key, work);
      turns.add(work);
    }
  }

  async function begin(): Promise<void> {
    if (inventory.isDue()) void inventory.read();
    // Later inventories go on beside the groups; without the first one there are none.
    if (works.size === 0) await inventory.underWay();
    await guarded(async () => {
      await list();
      await turns.startDue();
      fillNext();
    });
  }

  /** One group at a time, once it has been read: what AWS still knows of the time before. */
  function fillNext(): void {
    const now = clock();
    if (filling !== undefined) return;
    const waiting = [...works.values()].filter(
      (work) =>
        work.fillAt !== undefined &&
        now >= work.fillAt &&
        work.underWay.size === 0 &&
        isRead(work, groupSources),
    );
    const next = waiting.find((work) => toNeed(work, now) === "watched") ?? waiting[0];
    if (next === undefined) return;
    next.fillAt = addMs(now, fillAgainMs);
    filling = guarded(async () => {
      if (await fillPast(next.scope)) next.fillAt = undefined;
    }).finally(() => {
      filling = undefined;
    });
  }

  async function settle(): Promise<void> {
    await Promise.all([inventory.underWay(), turns.settle(), filling]);
  }

  return {
    begin() {
      beginning ??= begin().finally(() => {
        beginning = undefined;
      });
      return beginning;
    },
    settle,
    readInventory: inventory.read,
    async end() {
      for (const work of works.values()) work.isGone = true;
      works.clear();
      await settle();
    },
    async watch(scope) {
      const key = toScopeKey(scope);
      // The first inventory may still be on its way.
      if (works.size === 0) await inventory.underWay();
      if (!works.has(key)) await guarded(list);
      const work = works.get(key);
      if (work === undefined) return;
      work.watchedAt = clock();
      turns.startAtOnce(work);
      if (!isRead(work, groupSources)) await Promise.all(work.underWay);
    },
  };
}

/** 0: until the others of the same turn of the event loop have asked. */
function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms === 0) setImmediate(resolve);
    else setTimeout(resolve, ms);
  });
}
