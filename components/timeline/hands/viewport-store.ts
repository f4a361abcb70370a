import { makeStore, type Store } from "#components/timeline/hands/store.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";
import { clampTo } from "#components/timeline/view/viewport.ts";

/** What is seen of what can be seen. While nobody zoomed, `viewport` follows the limits as time goes on. */
export type Seen = { readonly viewport: Viewport; readonly limits: Viewport };

export type ViewportStore = Store<Seen> & {
  /** Moves the view; what lies outside the limits is brought back inside. */
  readonly move: (viewport: Viewport) => void;
  /** New limits, as a new report brings them. */
  readonly limit: (limits: Viewport) => void;
};

export function makeViewportStore(limits: Viewport, first: Viewport | undefined): ViewportStore {
  const start = first === undefined ? limits : clampTo(first, limits);
  const store = makeStore<Seen>({ viewport: start, limits });
  return {
    ...store,
    move(viewport) {
      const { limits: current, viewport: before } = store.get();
      const next = clampTo(viewport, current);
      if (!isSame(next, before)) store.set({ viewport: next, limits: current });
    },
    limit(next) {
      const seen = store.get();
      if (isSame(next, seen.limits)) return;
      store.set({ viewport: isWhole(seen) ? next : clampTo(seen.viewport, next), limits: next });
    },
  };
}

/** Whether everything is seen. */
export function isWhole({ viewport, limits }: Seen): boolean {
  return viewport.from <= limits.from && viewport.to >= limits.to;
}

function isSame(a: Viewport, b: Viewport): boolean {
  return a.from === b.from && a.to === b.to;
}
