import type { Preload } from "#lib/testing/start-server.ts";

/** A clock that ran with the real one until `originMs`, and so many times faster since. */
export type ClockSpeed = { readonly originMs: number; readonly speed: number };

/** What the fast clock shows at this time of the real one. */
export function toFastMs(realMs: number, { originMs, speed }: ClockSpeed): number {
  return Math.floor(originMs + (realMs - originMs) * speed);
}

const names = { originMs: "BENCH_CLOCK_ORIGIN_MS", speed: "BENCH_CLOCK_SPEED" } as const;

/** Makes a process live by the fast clock; those that share an origin agree on the time. */
export function toClockPreload({ originMs, speed }: ClockSpeed): Preload {
  return {
    modules: [import.meta.resolve("#lib/bench/fast-clock.ts")],
    environment: { [names.originMs]: String(originMs), [names.speed]: String(speed) },
  };
}

/** The other side of it: what such a process was told. */
export function parseClockSpeed(environment: Readonly<Record<string, string | undefined>>): ClockSpeed {
  const [originMs, speed] = [Number(environment[names.originMs]), Number(environment[names.speed])];
  if (!(originMs > 0 && speed > 0)) throw new Error(`${names.originMs} and ${names.speed} must be set.`);
  return { originMs, speed };
}
