import { makeStore, type Store } from "#components/timeline/hands/store.ts";
import { makeViewportStore, type ViewportStore } from "#components/timeline/hands/viewport-store.ts";
import type { Highlight, ItemPlace } from "#components/timeline/paint/surface.ts";
import type { Item, Row } from "#components/timeline/plan/plan.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";

/** What words are shown for, and where in the window: what the pointer is on, or what has the focus. */
export type Pointed = {
  readonly row: Row;
  readonly item: Item;
  readonly x: number;
  readonly y: number;
};

/** What hands change many times a second. None of it is React's: painting follows it frame by frame. */
export type Stage = {
  readonly view: ViewportStore;
  readonly highlight: Store<Highlight>;
  readonly pointed: Store<Pointed | undefined>;
  /** The instant under the pointer, while it is over the plot. */
  readonly cursor: Store<number | undefined>;
  /** What is said to readers of screens, politely. */
  readonly said: Store<string>;
};

const nothing: Highlight = {
  hovered: undefined,
  focused: undefined,
  pinned: [],
  lane: undefined,
  selection: undefined,
};

export function makeStage(limits: Viewport, first: Viewport | undefined): Stage {
  return {
    view: makeViewportStore(limits, first),
    highlight: makeStore(nothing),
    pointed: makeStore<Pointed | undefined>(undefined),
    cursor: makeStore<number | undefined>(undefined),
    said: makeStore(""),
  };
}

export function changeHighlight(stage: Stage, change: Partial<Highlight>): void {
  stage.highlight.set({ ...stage.highlight.get(), ...change });
}

export function point(stage: Stage, pointed: Pointed | undefined): void {
  stage.pointed.set(pointed);
  const next = pointed && toPlace(pointed.row, pointed.item);
  if (!isSamePlace(stage.highlight.get().hovered, next)) changeHighlight(stage, { hovered: next });
}

export function toPlace(row: Row, item: Item): ItemPlace {
  return { rowKey: row.key, itemKey: item.key };
}

function isSamePlace(a: ItemPlace | undefined, b: ItemPlace | undefined): boolean {
  return a?.rowKey === b?.rowKey && a?.itemKey === b?.itemKey;
}
