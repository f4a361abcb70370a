import type { Failure } from "#lib/domain/failure.ts";
import type { Instant } from "#lib/domain/time.ts";

/** What one source said about one entity. `entity` is stable within account, region and kind. */
export type Fact<Kind extends string = string, Value = unknown> = {
  readonly kind: Kind;
  readonly entity: string;
  readonly value: Value;
  /** The call that said it, e.g. "ec2:DescribeInstances". */
  readonly operation: string;
};

/** What one source gave in one go. A failed or truncated reading says nothing about what it does not name. */
export type Reading = {
  readonly source: string;
  readonly readAt: Instant;
  readonly facts: readonly Fact[];
  /** Calls that failed. Facts beside failures are a partial reading. */
  readonly failures: readonly Failure[];
  /** Rows that could not be parsed, with the reason: dropped and counted, never guessed. */
  readonly dropped: readonly string[];
  readonly truncated: boolean;
};

/**
 * A fact with the times between which it was true as far as we saw.
 * `firstSeen`: the entity was first named · `since`: this value was first read · `lastSeen`: it was last read so ·
 * `until`: the reading that said otherwise; absent while it still holds.
 * `before`: the last reading that did not yet say so; the change lies between `before` and `since`.
 */
export type Revision<Kind extends string = string, Value = unknown> = Fact<Kind, Value> & {
  readonly source: string;
  readonly firstSeen: Instant;
  readonly before?: Instant;
  readonly since: Instant;
  readonly lastSeen: Instant;
  readonly until?: Instant;
  /** `aws`: nobody read it then; AWS's own timestamps told it afterwards. */
  readonly origin?: "aws";
};

/** `ok`: complete · `partial`: some calls failed · `failed`: nothing could be read · `waiting`: not read yet. */
export type SourceStatus = "ok" | "partial" | "failed" | "waiting";

/**
 * `moving`: changes by itself all the time · `settings`: changes when somebody changes it, and is read less often ·
 * `seldom`: matters only while something else goes on.
 */
export type Pace = "moving" | "settings" | "seldom";

/** How a source stands: its last reading, and the failure if there was one. */
export type SourceState = {
  readonly id: string;
  readonly title: string;
  readonly pace: Pace;
  readonly status: SourceStatus;
  /** When it last gave facts. */
  readonly readAt?: Instant;
  /** When it was last tried. */
  readonly triedAt?: Instant;
  /** When it will be read again, if the budget allows. */
  readonly nextAt?: Instant;
  readonly failures: readonly Failure[];
  readonly droppedRows: number;
  readonly truncated: boolean;
  readonly operations: readonly string[];
};

/** A stretch in which a source was not read, or could not be. */
export type BlindSpot = {
  readonly source: string;
  readonly from: Instant;
  readonly to: Instant;
  /** The failure's message; undefined where nobody tried. */
  readonly reason?: string;
};
