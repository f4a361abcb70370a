import type { Call, Operation } from "#lib/aws/operation.ts";
import {
  groupCadenceMs,
  inventoryCadenceMs,
  isBusy,
  type Need,
  toSlowCadenceMs,
  watchedForMs,
} from "#lib/collector/cadence.ts";
import type { Reading } from "#lib/domain/fact.ts";
import { type Place, type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { addMs, type Instant, secondMs } from "#lib/domain/time.ts";
import type { History } from "#lib/history/memory.ts";
import { gather } from "#lib/sources/gather.ts";
import type { Source } from "#lib/sources/source.ts";

export type CollectorSetup = {
  readonly places: readonly Place[];
  readonly sources: readonly Source[];
  readonly callFor: (place: Place) => Call;
  readonly history: History;
  readonly clock: () => Instant;
  /** Which deployment groups a place has, from its history. */
  readonly listScopes: (place: Place) => readonly Scope[];
};

export type Collector = {
  /** Starts whatever is due and returns when that is done. Reads already under way are not started twice. */
  tick(): Promise<void>;
  /** Ticks every second until stopped. */
  start(): void;
  stop(): void;
  /** A page looks at this group: it is read at once if its last reading is old, and oftener from now on. */
  watch(scope: Scope): Promise<void>;
  /** Reads the place's inventory at once, or waits for the reading that is under way. */
  readInventory(place: Place): Promise<void>;
};

/** How many groups of one place are read side by side: the call port's limits do the rest. */
const groupsAtOnce = 4;
const tickMs = secondMs;

type GroupWork = {
  readonly scope: Scope;
  watchedUntil?: Instant;
  readAt?: Instant;
  slowReadAt?: Instant;
  slowReads: number;
  busy: boolean;
  underWay?: Promise<void>;
};

/** Reads every deployment group of every place: by need, never by the number of viewers. */
export function createCollector(setup: CollectorSetup): Collector {
  const { history, clock } = setup;
  const groupSources = setup.sources.filter((source) => source.level === "group");
  const placeSources = setup.sources.filter((source) => source.level === "place");
  const works = new Map<string, GroupWork>();
  const inventories = new Map<string, { readAt?: Instant; underWay?: Promise<void> }>();
  let timer: NodeJS.Timeout | undefined;

  function workOf(scope: Scope): GroupWork {
    const key = toScopeKey(scope);
    const work = works.get(key) ?? { scope, busy: false, slowReads: 0 };
    works.set(key, work);
    return work;
  }

  function needOf(work: GroupWork): Need {
    if (work.watchedUntil !== undefined && work.watchedUntil > clock()) return "watched";
    return work.busy ? "busy" : "idle";
  }

  function isDue(readAt: Instant | undefined, cadenceMs: number): boolean {
    return readAt === undefined || clock() >= readAt + cadenceMs;
  }

  async function readGroup(work: GroupWork): Promise<void> {
    const { scope } = work;
    const startedAt = clock();
    const slow = isDue(work.slowReadAt, toSlowCadenceMs(needOf(work), work.slowReads));
    const sources = slow ? groupSources : groupSources.filter((source) => source.pace === "moving");
    const part = toScopeKey(scope);
    const known = history.asOf(part, startedAt, startedAt).revisions;
    const readings = await gather({ sources, place: scope, scope, call: setup.callFor(scope), clock, known });
    keep(part, readings);
    work.readAt = startedAt;
    if (slow) {
      work.slowReadAt = startedAt;
      work.slowReads += 1;
    }
    work.busy = isBusy(history.asOf(part, clock(), clock()).revisions);
  }

  function keep(part: string, readings: readonly Reading[]): void {
    for (const reading of readings) {
      const source = setup.sources.find(({ id }) => id === reading.source);
      if (source === undefined) throw new Error(`a reading of an unregistered source: ${reading.source}`);
      history.append(part, reading, {
        title: source.title,
        pace: source.pace,
        operations: source.operations.map(toOperationId),
      });
    }
  }

  function startGroup(work: GroupWork): Promise<void> {
    work.underWay ??= readGroup(work).finally(() => {
      delete work.underWay;
    });
    return work.underWay;
  }

  async function readInventory(place: Place): Promise<void> {
    const key = toPlaceKey(place);
    const inventory = inventories.get(key) ?? {};
    inventories.set(key, inventory);
    inventory.underWay ??= gather({
      sources: placeSources,
      place,
      scope: { ...place, application: "", group: "" },
      call: setup.callFor(place),
      clock,
    })
      .then((readings) => {
        keep(key, readings);
        inventory.readAt = clock();
      })
      .finally(() => {
        delete inventory.underWay;
      });
    await inventory.underWay;
  }

  async function tickPlace(place: Place): Promise<void> {
    if (isDue(inventories.get(toPlaceKey(place))?.readAt, inventoryCadenceMs)) await readInventory(place);
    const due = setup
      .listScopes(place)
      .map(workOf)
      .filter((work) => work.underWay === undefined && isDue(work.readAt, groupCadenceMs[needOf(work)]))
      .sort((left, right) => (left.readAt ?? 0) - (right.readAt ?? 0));
    const queue = due.values();
    const worker = async () => {
      for (const work of queue) await startGroup(work);
    };
    await Promise.all(Array.from({ length: groupsAtOnce }, worker));
  }

  async function tick(): Promise<void> {
    await Promise.all(setup.places.map(tickPlace));
  }

  return {
    tick,
    readInventory,
    start() {
      if (timer !== undefined) return;
      let busy = false;
      const run = () => {
        if (busy) return;
        busy = true;
        void tick().finally(() => {
          busy = false;
        });
      };
      timer = setInterval(run, tickMs);
      timer.unref();
      run();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
    async watch(scope) {
      const work = workOf(scope);
      work.watchedUntil = addMs(clock(), watchedForMs);
      if (work.readAt === undefined) await startGroup(work);
      else if (isDue(work.readAt, groupCadenceMs.watched)) void startGroup(work);
    },
  };
}

function toOperationId(operation: Operation): string {
  return operation.id;
}
