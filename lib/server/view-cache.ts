import { LRUCache } from "lru-cache";

/** Something built from the history, kept until the part it is about is read again or it is too old. */
export type ViewCache<View> = {
  get(part: string, build: () => Promise<View>): Promise<View>;
  /** The part was read: what was built from it is old. */
  drop(part: string): void;
  /** The place was read: what was built from it, and from the groups in it, is old. */
  dropBelow(place: string): void;
};

/**
 * Any number of viewers cost one building, however long it takes. What is built while its part is read again is given
 * to those who asked, and then forgotten. `keepMs` counts from the end of the building: the judgement depends on the
 * time, so nothing is kept for long. `nowMs` never goes back.
 */
export function createViewCache<View>(setup: {
  readonly keepMs: number;
  readonly most: number;
  readonly nowMs?: () => number;
}): ViewCache<View> {
  const { keepMs, most, nowMs = () => performance.now() } = setup;
  const held = new LRUCache<string, Promise<View>>({ max: most, perf: { now: nowMs }, ttlResolution: 0 });
  return {
    get(part, build) {
      const found = held.get(part);
      if (found !== undefined) return found;
      const view = build();
      held.set(part, view, { ttl: 0 });
      view.then(
        () => held.peek(part) === view && held.set(part, view, { ttl: keepMs }),
        () => held.peek(part) === view && held.delete(part),
      );
      return view;
    },
    drop: (part) => void held.delete(part),
    dropBelow(place) {
      for (const key of held.keys()) if (key === place || key.startsWith(`${place}/`)) held.delete(key);
    },
  };
}
