import { hourMs, minuteMs } from "#lib/domain/time.ts";

/** The stretch of time that the plot's width stands for, in epoch milliseconds. */
export type Domain = { readonly from: number; readonly to: number };

/** A stretch to draw; `to` is null while it lasts. */
export type Stretch = { readonly from: number; readonly to: number | null };

/** Where something stands in the plot, in percent of its width. */
export type Place = {
  readonly left: number;
  readonly width: number;
  readonly clippedStart: boolean;
  readonly clippedEnd: boolean;
};

/** How much of the plot may lie ahead of now, so that a far deadline does not squeeze the past. */
const futureShare = 0.3;
const futureMargin = 0.02;

export type DomainInput = {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** Instants ahead of now that deserve to be seen: deadlines, ends of predicted stretches. */
  readonly ahead: readonly number[];
};

/** From the window's start to its end or to the furthest deadline that fits in the future's share. */
export function toDomain({ from, to, now, ahead }: DomainInput): Domain {
  const past = Math.max(now - from, minuteMs);
  const limit = now + (past * futureShare) / (1 - futureShare);
  const reachable = ahead.filter((instant) => instant > now && instant <= limit);
  const furthest = Math.max(to, now, ...reachable);
  return { from, to: furthest + (furthest - from) * futureMargin };
}

export function toPercent(domain: Domain, instant: number): number {
  return (100 * (instant - domain.from)) / (domain.to - domain.from);
}

export function toInstantAt(domain: Domain, percent: number): number {
  return domain.from + (percent / 100) * (domain.to - domain.from);
}

/** Clips a stretch to the domain; `openEnd` is where one that still lasts is drawn to. Undefined if none of it shows. */
export function placeStretch(domain: Domain, stretch: Stretch, openEnd: number): Place | undefined {
  const end = stretch.to ?? Math.max(openEnd, stretch.from);
  if (end < domain.from || stretch.from > domain.to) return undefined;
  const left = toPercent(domain, Math.max(stretch.from, domain.from));
  const right = toPercent(domain, Math.min(end, domain.to));
  return {
    left,
    width: Math.max(0, right - left),
    clippedStart: stretch.from < domain.from,
    clippedEnd: end > domain.to,
  };
}

export type Tick = { readonly at: number; readonly left: number; readonly newDay: boolean };

const tickStepsMs = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * minuteMs)
  .concat([1, 2, 3, 6, 12, 24].map((hours) => hours * hourMs));

/** Round UTC times for the axis, at most `most` of them. `newDay` where a tick lies on another UTC day than the one before. */
export function toTicks(domain: Domain, most: number): readonly Tick[] {
  const length = domain.to - domain.from;
  const largest = tickStepsMs.at(-1) ?? hourMs;
  const step =
    tickStepsMs.find((candidate) => length / candidate <= most) ??
    largest * Math.ceil(length / largest / most);
  const ticks: Tick[] = [];
  let day = Math.floor(domain.from / (24 * hourMs));
  for (let at = Math.ceil(domain.from / step) * step; at <= domain.to; at += step) {
    const dayOfTick = Math.floor(at / (24 * hourMs));
    ticks.push({ at, left: toPercent(domain, at), newDay: dayOfTick !== day });
    day = dayOfTick;
  }
  return ticks;
}

/** Where a mark's words go: to the side with room, up to the neighbour. `room` is in percent of the width. */
export type MarkPlace = { readonly left: number; readonly room: number; readonly side: "left" | "right" };

/** Places marks that are sorted by time. A mark outside the domain is undefined. */
export function placeMarks(domain: Domain, instants: readonly number[]): readonly (MarkPlace | undefined)[] {
  const lefts = instants.map((instant) => toPercent(domain, instant));
  let taken = 0;
  return lefts.map((left, index) => {
    if (left < 0 || left > 100) return undefined;
    const next = lefts[index + 1];
    const rightRoom = Math.min(next ?? 100, 100) - left;
    const leftRoom = left - taken;
    const side = rightRoom < 12 && leftRoom > rightRoom ? "left" : "right";
    taken = side === "left" ? left : left + Math.min(rightRoom, 12);
    return { left, room: side === "left" ? leftRoom : rightRoom, side };
  });
}
