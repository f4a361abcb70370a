import { toClockText, toCountdownText, toDayText, toDurationText } from "#components/format/time-text.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";
import { hourMs, minuteMs, secondMs } from "#lib/domain/time.ts";

export type Tick = {
  readonly at: number;
  readonly text: string;
  /** It lies on another day than the tick before, or than the left edge. */
  readonly newDay: boolean;
};

const dayMs = 24 * hourMs;
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12, 24].map((hours) => hours * hourMs),
];

/** Round wall-clock times, about `most` of them. `offsetMinutes` is how far the clock is ahead of UTC: 0 for UTC. */
export function toTicks(viewport: Viewport, most: number, offsetMinutes: number): readonly Tick[] {
  const offset = offsetMinutes * minuteMs;
  const step = toStep(viewport, most);
  const ticks: Tick[] = [];
  let day = toDay(viewport.from + offset);
  for (const at of toRounds(viewport, step, -offset)) {
    const wall = at + offset;
    const newDay = toDay(wall) !== day;
    day = toDay(wall);
    ticks.push({ at, newDay, text: toWallText(wall, step) });
  }
  return ticks;
}

/** Round distances from now: "-2 h", "now", "+10 min". */
export function toRelativeTicks(viewport: Viewport, now: number, most: number): readonly Tick[] {
  const step = toStep(viewport, most);
  return toRounds(viewport, step, now).map((at) => ({
    at,
    newDay: false,
    text: toDistanceText(at - now, step),
  }));
}

function toStep({ from, to }: Viewport, most: number): number {
  const length = to - from;
  const fits = stepsMs.find((step) => length / step <= most);
  return fits ?? dayMs * Math.ceil(length / dayMs / most);
}

/** Every instant inside that is a whole number of steps away from `origin`. */
function toRounds({ from, to }: Viewport, step: number, origin: number): readonly number[] {
  const rounds: number[] = [];
  const first = Math.ceil((from - origin) / step);
  for (let index = first; origin + index * step <= to; index += 1) rounds.push(origin + index * step);
  return rounds;
}

function toDay(wall: number): number {
  return Math.floor(wall / dayMs);
}

function toWallText(wall: number, step: number): string {
  if (step >= dayMs) return toDayText(wall).slice(5);
  return step < minuteMs ? toClockText(wall) : toClockText(wall).slice(0, 5);
}

function toDistanceText(distance: number, step: number): string {
  if (distance === 0) return "now";
  const length = Math.abs(distance);
  const words = step < minuteMs ? toCountdownText(length) : toDurationText(length);
  return `${distance < 0 ? "-" : "+"}${words}`;
}
