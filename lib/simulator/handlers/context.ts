import type { Instant } from "#lib/domain/time.ts";
import type { PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";
import type { SimRegion } from "#lib/simulator/world/state.ts";

/** What a handler may know of a call: the caught-up region, its time, and who asks. */
export type SimContext = {
  readonly account: string;
  readonly accessKeyId: string;
  readonly requestId: string;
  readonly now: Instant;
  /** The machine's own time, for what a client compares with its own clock: when credentials expire. */
  readonly wallClock: Instant;
  readonly region: SimRegion;
  /** ARN of a role → the external id that its trust policy asks for. Other roles trust everybody. */
  readonly externalIds: Readonly<Record<string, string>>;
  /** Page sizes that a test made smaller. */
  readonly pageSizes: Partial<Record<PagedOperation, number>>;
};
