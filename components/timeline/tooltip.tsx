"use client";

import { useEffect, useRef, useState } from "react";
import type { Pointed, Stage } from "#components/timeline/hands/stage.ts";
import type { Item, Plan, Row } from "#components/timeline/plan/plan.ts";
import { toDistanceWords, toOffsetMinutes, toZonedClock } from "#components/timeline/view/zone.ts";

type Shown = { readonly row: Row; readonly item: Item };

/** The words of what is pointed at, beside the pointer. They say the same as the grid does for readers of screens. */
export function Tooltip({ stage, plan }: { readonly stage: Stage; readonly plan: Plan }) {
  const [shown, setShown] = useState<Shown>();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = () => {
      const pointed = stage.pointed.get();
      setShown((before) => (pointed === undefined ? undefined : isSame(before, pointed) ? before : pointed));
      if (box.current !== null && pointed !== undefined) place(box.current, pointed);
    };
    const hide = () => stage.pointed.set(undefined);
    const stop = stage.pointed.subscribe(follow);
    window.addEventListener("scroll", hide, { passive: true, capture: true });
    return () => {
      stop();
      window.removeEventListener("scroll", hide, { capture: true });
    };
  }, [stage]);
  useEffect(() => {
    const pointed = stage.pointed.get();
    if (shown !== undefined && pointed !== undefined && box.current !== null) place(box.current, pointed);
  }, [shown, stage]);
  if (shown === undefined) return null;
  return (
    <div ref={box} role="tooltip" className="tooltip">
      {toTipLines(plan, shown).join("\n")}
    </div>
  );
}

/** What the plan says of it, the lane it belongs to, and its times as distances and on the reader's clock. */
export function toTipLines(plan: Plan, { row, item }: Shown): readonly string[] {
  const [first = item.text, ...rest] = plan.linesOf(row, item);
  const whose = row.kind === "band" ? [] : [`${row.lane.letter} ${row.lane.instanceId}`];
  return [first, ...whose, toTimesLine(item, plan.now), ...rest];
}

function toTimesLine({ from, to }: Item, now: number): string {
  const distance = to > from ? toStretchWords(from, to, now) : toDistanceWords(from, now);
  if (toOffsetMinutes("local", from) === 0) return distance;
  const clocks = [from, ...(to > from ? [to] : [])].map((instant) => toZonedClock("local", instant));
  return `${distance}; local ${clocks.join(" to ")}`;
}

function toStretchWords(from: number, to: number, now: number): string {
  return `${toDistanceWords(from, now)} to ${toDistanceWords(to, now)}`;
}

function isSame(a: Shown | undefined, b: Shown): boolean {
  return a?.item === b.item && a.row === b.row;
}

const gap = 14;
const edge = 8;

/** Beside the pointer, on the side where there is room, and never outside of the window. */
function place(box: HTMLElement, { x, y }: Pointed): void {
  const { offsetWidth: width, offsetHeight: height } = box;
  const right = document.documentElement.clientWidth - edge;
  const bottom = window.innerHeight - edge;
  const left = x + gap + width <= right ? x + gap : Math.max(edge, Math.min(x - gap - width, right - width));
  const top = y + gap + height <= bottom ? y + gap : Math.max(edge, y - gap - height);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
