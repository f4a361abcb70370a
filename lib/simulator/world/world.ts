import type { Instant } from "#lib/domain/time.ts";
import type { SimRegion } from "#lib/simulator/world/state.ts";

/** The whole simulated AWS: one clock, one event queue, any number of accounts and regions. */
export type World = {
  now(): Instant;
  /** Runs everything that happens up to and including this instant, in order. Going back is an error. */
  advanceTo(instant: Instant): void;
  /** The account's region, made on first use. */
  region(account: string, region: string): SimRegion;
};
