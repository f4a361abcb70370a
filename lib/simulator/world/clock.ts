import { addMs } from "#lib/domain/time.ts";
import type { World } from "#lib/simulator/world/world.ts";

/**
 * Ties a world to real time: `catchUp()` advances it to where it was at this call plus the real time gone by since, times the speed.
 * `realNowMs` is the only clock it reads.
 */
export function createWallClock(
  world: Pick<World, "now" | "advanceTo">,
  options: { readonly speed: number; readonly realNowMs: () => number },
): { catchUp(): void } {
  if (!(Number.isFinite(options.speed) && options.speed > 0)) {
    throw new RangeError(`speed must be a number above 0, not ${options.speed}`);
  }
  const worldStart = world.now();
  const realStartMs = options.realNowMs();
  return {
    catchUp() {
      const goal = addMs(worldStart, (options.realNowMs() - realStartMs) * options.speed);
      if (goal > world.now()) world.advanceTo(goal);
    },
  };
}
