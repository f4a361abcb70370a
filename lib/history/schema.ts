import type { Generated } from "kysely";

/** Until when a revision holds that no reading has ended yet. */
export const stillOpen = Number.MAX_SAFE_INTEGER;

/** Instants are epoch milliseconds, lists and values are JSON texts, yes and no are 1 and 0: the same in both databases. */
export type Tables = {
  /** One row: how the store itself stands. Nothing before `kept_from` is known any more. */
  readonly keeper: {
    readonly id: number;
    readonly created_at: number;
    readonly kept_from: number;
    readonly pruned_at: number;
  };
  /** `version` counts the writings: who writes over a state that another process has changed since is told so. */
  readonly part: {
    readonly id: Generated<number>;
    readonly key: string;
    readonly version: number;
    readonly filled_at: number | null;
    readonly filled_from: number | null;
  };
  readonly source: {
    readonly id: Generated<number>;
    readonly part_id: number;
    readonly name: string;
    readonly title: string;
    readonly pace: string;
    readonly operations: string;
  };
  readonly run: RunTable;
  readonly entity: {
    readonly id: Generated<number>;
    readonly source_id: number;
    readonly kind: string;
    readonly name: string;
    readonly first_seen: number;
    readonly last_until: number;
  };
  readonly revision: {
    readonly entity_id: number;
    readonly since: number;
    readonly before: number | null;
    readonly until: number;
    readonly first_seen: number;
    readonly last_seen: number;
    readonly operation: string;
    readonly origin: string | null;
    readonly value: string;
  };
  /** The instants in which something changed. */
  readonly change: {
    readonly part_id: number;
    readonly at: number;
  };
};

/** Readings of one source in a row that went the same way, as one row. */
export type RunTable = {
  readonly source_id: number;
  readonly began_at: number;
  readonly ended_at: number;
  readonly status: string;
  readonly read_at: number | null;
  readonly complete_at: number | null;
  readonly next_at: number | null;
  readonly failures: string;
  readonly dropped: number;
  readonly truncated: number;
  readonly doubted: number;
};
