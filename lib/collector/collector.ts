import { createPlaceCollector, type PlaceCollector } from "#lib/collector/place-collector.ts";
import type { PlaceSetup } from "#lib/collector/place-setup.ts";
import { type Place, type Scope, toPlaceKey } from "#lib/domain/scope.ts";
import { secondMs } from "#lib/domain/time.ts";

export type CollectorSetup = Omit<PlaceSetup, "place"> & {
  readonly places: readonly Place[];
  /** How long who looks at a group waits for its first reading; then the page says that it is being read. */
  readonly firstViewMs?: number;
};

export type Collector = {
  /** The places to read from now on; readings of others that are under way end by themselves. */
  setPlaces(places: readonly Place[]): void;
  /** Starts whatever is due and returns when that is done. Reads already under way are not started twice. */
  tick(): Promise<void>;
  /** Starts whatever is due every second until stopped. */
  start(): void;
  /** For good: there are no places any more. Returns when what is under way has ended. */
  stop(): Promise<void>;
  /**
   * A page looks at this group: it is read at once if its last reading is old, and oftener from now on. Nothing is read
   * where the inventory does not list it. False where its place is not read here.
   */
  watch(scope: Scope): Promise<boolean>;
  /** Reads the place's inventory at once, or waits for the reading that is under way. False where the place is not read here. */
  readInventory(place: Place): Promise<boolean>;
};

const tickMs = secondMs;
const defaultFirstViewMs = 3 * secondMs;

/** Reads every deployment group of every place. No place waits for another. */
export function createCollector({
  places,
  firstViewMs = defaultFirstViewMs,
  ...setup
}: CollectorSetup): Collector {
  const collectors = new Map<string, PlaceCollector>();
  let timer: NodeJS.Timeout | undefined;

  function setPlaces(wanted: readonly Place[]): void {
    const keys = new Set(wanted.map(toPlaceKey));
    for (const [key, collector] of collectors) {
      if (keys.has(key)) continue;
      void collector.end();
      collectors.delete(key);
    }
    for (const place of wanted) {
      const key = toPlaceKey(place);
      if (!collectors.has(key)) collectors.set(key, createPlaceCollector({ ...setup, place }));
    }
  }

  function begin(): void {
    for (const collector of collectors.values()) void collector.begin();
  }

  setPlaces(places);
  return {
    setPlaces,
    async tick() {
      await Promise.all(
        [...collectors.values()].map(async (collector) => {
          await collector.begin();
          await collector.settle();
        }),
      );
    },
    start() {
      if (timer !== undefined) return;
      timer = setInterval(begin, tickMs);
      timer.unref();
      begin();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      const ended = [...collectors.values()].map((collector) => collector.end());
      collectors.clear();
      await Promise.all(ended);
    },
    async watch(scope) {
      const collector = collectors.get(toPlaceKey(scope));
      if (collector !== undefined) await atMost(firstViewMs, collector.watch(scope));
      return collector !== undefined;
    },
    async readInventory(place) {
      const collector = collectors.get(toPlaceKey(place));
      if (collector !== undefined) await atMost(firstViewMs, collector.readInventory());
      return collector !== undefined;
    },
  };
}

/** Waits until the task is done, but no longer than that. */
async function atMost(ms: number, task: Promise<void>): Promise<void> {
  let timeout: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([task, patience]);
  } finally {
    clearTimeout(timeout);
  }
}
