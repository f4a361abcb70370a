/** The questions of one kind. */
export type Timed = {
  readonly name: string;
  /** Each one's time. */
  readonly ms: readonly number[];
  /** Revisions in all answers together. */
  readonly found: number;
  /** Of the event loop, while they were asked. */
  readonly longestStallMs: number;
};

export type AppendRate = {
  readonly name: string;
  readonly appends: number;
  readonly revisions: number;
  readonly seconds: number;
  readonly longestStallMs: number;
};

export type StoreMeasured = {
  readonly kind: "SQLite" | "PostgreSQL";
  readonly revisions: number;
  readonly loadSeconds: number;
  readonly bytes: number;
  readonly queries: readonly Timed[];
  readonly appends: readonly AppendRate[];
};

/** What lib/bench/measure-stores.ts prints: the stores side by side, and the stalls of a process that does nothing. */
export type StoresMeasured = { readonly idleStallMs: number; readonly stores: readonly StoreMeasured[] };
