export type Intervals = {
  /** Between two looks at who holds what. */
  readonly roundMs: number;
  /** How long we believe in a server that does not answer. The server waits a little longer for us. */
  readonly silenceMs: number;
  /** How long messages are collected before they are sent. */
  readonly batchMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
};

/** A crashed machine is missed by the server after 14 s at most, and its places are taken within two rounds: below 30 s. */
export const defaultIntervals: Intervals = {
  roundMs: 5_000,
  silenceMs: 10_000,
  batchMs: 100,
  firstRetryMs: 250,
  longestRetryMs: 5_000,
};

export type Clock = { readonly nowMs: () => number; readonly random: () => number };
