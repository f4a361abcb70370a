import { benchPlace } from "#lib/bench/place.ts";
import { toInstant } from "#lib/domain/time.ts";
import { createSimulator, type Simulator } from "#lib/simulator/mount/simulator.ts";
import type { SimRegion } from "#lib/simulator/world/state.ts";

/** A simulated account in which nothing happens. */
export function makeStandingAccount(region: SimRegion): Simulator {
  return createSimulator({
    world: { now: () => toInstant(Date.now()), region: () => region },
    catchUp: () => undefined,
    accounts: {},
    otherKeysAccount: benchPlace.account,
  });
}
