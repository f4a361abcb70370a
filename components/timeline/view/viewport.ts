import { secondMs } from "#lib/domain/time.ts";

/** The stretch of time that is seen, in epoch milliseconds. */
export type Viewport = { readonly from: number; readonly to: number };

/** As near as one can look, where the limits themselves are not shorter. */
export const shortestViewMs = 10 * secondMs;
/** How much is left free on each side of what is fitted, as a share of its length. */
const fitMargin = 0.05;

export type Zoom = {
  /** What stays where it is: the instant under the pointer. */
  readonly instant: number;
  /** By how much the seen stretch grows; below 1 comes nearer. */
  readonly factor: number;
};

export function zoomAt(viewport: Viewport, limits: Viewport, { instant, factor }: Zoom): Viewport {
  const length = lengthOf(viewport);
  const wanted = toAllowedLength(length * factor, limits);
  const share = (instant - viewport.from) / length;
  const from = instant - share * wanted;
  return clampTo({ from, to: from + wanted }, limits);
}

export function panBy(viewport: Viewport, limits: Viewport, ms: number): Viewport {
  return clampTo({ from: viewport.from + ms, to: viewport.to + ms }, limits);
}

/** Shows a stretch with a little room around it; a moment gets the shortest view. */
export function fitTo(stretch: Viewport, limits: Viewport): Viewport {
  const length = Math.max(0, lengthOf(stretch));
  const wanted = toAllowedLength(length * (1 + 2 * fitMargin), limits);
  const middle = stretch.from + length / 2;
  return clampTo({ from: middle - wanted / 2, to: middle + wanted / 2 }, limits);
}

/** Moves a viewport into the limits; one that is too long or too short is cut or grown first. */
export function clampTo(viewport: Viewport, limits: Viewport): Viewport {
  const length = toAllowedLength(lengthOf(viewport), limits);
  if (length === lengthOf(limits)) return { from: limits.from, to: limits.to };
  const from = Math.min(Math.max(viewport.from, limits.from), limits.to - length);
  return { from, to: from + length };
}

export function toX(viewport: Viewport, width: number, instant: number): number {
  return (width * (instant - viewport.from)) / lengthOf(viewport);
}

export function toInstantAt(viewport: Viewport, width: number, x: number): number {
  return viewport.from + (x / width) * lengthOf(viewport);
}

/** The nearest of `instants`, which are by time, where one is near enough; else the instant itself. */
export function snapTo(instants: readonly number[], instant: number, toleranceMs: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? instant) < instant) low = middle + 1;
    else high = middle;
  }
  const after = instants[low] ?? Number.POSITIVE_INFINITY;
  const before = instants[low - 1] ?? Number.NEGATIVE_INFINITY;
  const nearest = after - instant < instant - before ? after : before;
  return Math.abs(nearest - instant) <= toleranceMs ? nearest : instant;
}

function lengthOf({ from, to }: Viewport): number {
  return to - from;
}

function toAllowedLength(length: number, limits: Viewport): number {
  const longest = lengthOf(limits);
  return Math.min(Math.max(length, shortestViewMs), longest);
}
