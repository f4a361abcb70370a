import type { Viewport } from "#components/timeline/view/viewport.ts";
import { minuteMs } from "#lib/domain/time.ts";

/** How much of the drawing may lie ahead of now, so that a far deadline does not squeeze the past. */
const futureShare = 0.3;
const futureMargin = 0.02;

export type LimitsInput = {
  readonly window: Viewport;
  readonly now: number;
  /** Instants ahead of now that deserve to be seen: deadlines, ends of predicted stretches. */
  readonly ahead: readonly number[];
};

/** From the window's start to its end or to the furthest deadline that fits in the future's share. */
export function toLimits({ window, now, ahead }: LimitsInput): Viewport {
  const past = Math.max(now - window.from, minuteMs);
  const last = now + (past * futureShare) / (1 - futureShare);
  let furthest = Math.max(window.to, now);
  for (const instant of ahead) {
    if (instant > furthest && instant <= last) furthest = instant;
  }
  const length = Math.max(furthest - window.from, minuteMs);
  return { from: window.from, to: furthest + length * futureMargin };
}
