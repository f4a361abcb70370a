import type { ProcessCost } from "#lib/bench/process-cost.ts";

export type CallsByOperation = readonly (readonly [operation: string, calls: number])[];

export type Phase = { readonly cost: ProcessCost; readonly calls: CallsByOperation };

/** What lib/bench/collect-account.ts counts: one sweep from nothing, and one a while later. */
export type Sweeps = {
  readonly first: CallsByOperation;
  readonly later: CallsByOperation;
  readonly failures: number;
};

/** What it sees within the budgets: the time after the start, when everything is due, and the time after that. */
export type Watched = { readonly start: Phase; readonly idle: Phase };

/** Requests to one service, e.g. "elasticloadbalancing". */
export function sumCalls(calls: CallsByOperation, service?: string): number {
  return calls
    .filter(([operation]) => service === undefined || operation.startsWith(`${service}:`))
    .reduce((sum, [, number]) => sum + number, 0);
}
