"use client";

import {
  defaultRangeExtractor,
  type Range,
  useWindowVirtualizer,
  type VirtualItem,
} from "@tanstack/react-virtual";
import { type FocusEvent, type RefObject, useCallback, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { FleetItem } from "#components/fleet/fleet-grouping.ts";
import type { Move } from "#components/fleet/use-row-keys.ts";

/** What a line is taken to be high before it was measured. */
const guessedHeights = { row: 84, group: 36 } as const;
/** The first HTML holds so many lines: whoever has no script, or not yet, sees the worst. */
const firstLines = 30;

export type VirtualLines = {
  readonly lines: readonly VirtualItem[];
  /** Where the first line would begin, and the last end. */
  readonly start: number;
  readonly end: number;
  readonly measure: (line: HTMLTableRowElement | null) => void;
  readonly move: (move: Move) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
};

/** Only the lines on screen are there, and the one that has the focus: it is never taken away from under the reader. */
export function useVirtualLines(
  items: readonly FleetItem[],
  body: RefObject<HTMLTableSectionElement | null>,
): VirtualLines {
  const [keptKey, setKeptKey] = useState<string>();
  const kept = keptKey === undefined ? -1 : items.findIndex(({ key }) => key === keptKey);
  const scrollMargin = useTop(body);
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: items.length,
    estimateSize: (index) => guessedHeights[items[index]?.kind ?? "row"],
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 6,
    scrollMargin,
    initialRect: { width: 0, height: firstLines * guessedHeights.row },
    initialOffset: 0,
    rangeExtractor: useCallback((range: Range) => withKept(defaultRangeExtractor(range), kept), [kept]),
    useFlushSync: false,
  });

  function move(to: Move): void {
    const current = findLine(document.activeElement);
    const index = toIndex(to, current ?? -1, items.length);
    const item = items[index];
    if (item === undefined) return;
    // A line far away is put in its place first; then it can be focused and scrolled to like any other.
    flushSync(() => setKeptKey(item.key));
    const line = body.current?.querySelector(`[data-index="${index}"]`);
    line?.querySelector<HTMLElement>("[data-row-link]")?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: "nearest" });
  }

  function onFocus({ target }: FocusEvent<HTMLElement>): void {
    const index = findLine(target);
    if (index !== undefined) setKeptKey(items[index]?.key);
  }

  return {
    lines: virtualizer.getVirtualItems(),
    start: scrollMargin,
    end: scrollMargin + virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
    move,
    onFocus,
  };
}

function withKept(indexes: readonly number[], kept: number): number[] {
  if (kept < 0 || indexes.includes(kept)) return [...indexes];
  return [...indexes, kept].sort((a, b) => a - b);
}

function findLine(element: Element | null): number | undefined {
  const index = element?.closest<HTMLElement>("tr[data-index]")?.dataset.index;
  return index === undefined ? undefined : Number(index);
}

function toIndex(move: Move, current: number, count: number): number {
  if (move === "first") return 0;
  if (move === "last") return count - 1;
  return move === "next" ? Math.min(current + 1, count - 1) : Math.max(current - 1, 0);
}

/** How far below the top of the document an element begins; what stands above it comes and goes. */
function useTop(ref: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const update = () => {
      if (ref.current !== null) setTop(Math.round(ref.current.getBoundingClientRect().top + window.scrollY));
    };
    update();
    const observer = new ResizeObserver(update);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [ref]);
  return top;
}
