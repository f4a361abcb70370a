import { createPlaceCollector, type PlaceCollector } from "#lib/collector/place-collector.ts";
import type { PlaceSetup } from "#lib/collector/place-setup.ts";
import { type Place, type Scope, toPlaceKey } from "#lib/domain/scope.ts";
import { secondMs } from "#lib/domain/time.ts";

export type CollectorSetup = Omit<PlaceSetup, "place"> & { readonly places: readonly Place[] };

export type Collector = {
  /** The places to read from now on; readings of others that are under way end by themselves. */
  setPlaces(places: readonly Place[]): void;
  /** Starts whatever is due and returns when that is done. Reads already under way are not started twice. */
  tick(): Promise<void>;
  /** Ticks every second until stopped. */
  start(): void;
  stop(): void;
  /** A page looks at this group: it is read at once if its last reading is old, and oftener from now on. False where its place is not read here. */
  watch(scope: Scope): Promise<boolean>;
  /** Reads the place's inventory at once, or waits for the reading that is under way. False where the place is not read here. */
  readInventory(place: Place): Promise<boolean>;
};

const tickMs = secondMs;

/** Reads every deployment group of every place. No place waits for another. */
export function createCollector({ places, ...setup }: CollectorSetup): Collector {
  const collectors = new Map<string, PlaceCollector>();
  let timer: NodeJS.Timeout | undefined;

  function setPlaces(wanted: readonly Place[]): void {
    const keys = new Set(wanted.map(toPlaceKey));
    for (const key of collectors.keys()) if (!keys.has(key)) collectors.delete(key);
    for (const place of wanted) {
      const key = toPlaceKey(place);
      if (!collectors.has(key)) collectors.set(key, createPlaceCollector({ ...setup, place }));
    }
  }

  async function tick(): Promise<void> {
    await Promise.all([...collectors.values()].map((collector) => collector.tick()));
  }

  setPlaces(places);
  return {
    setPlaces,
    tick,
    start() {
      if (timer !== undefined) return;
      timer = setInterval(() => void tick(), tickMs);
      timer.unref();
      void tick();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
    async watch(scope) {
      const collector = collectors.get(toPlaceKey(scope));
      await collector?.watch(scope);
      return collector !== undefined;
    },
    async readInventory(place) {
      const collector = collectors.get(toPlaceKey(place));
      await collector?.readInventory();
      return collector !== undefined;
    },
  };
}
