import type { Service } from "#lib/aws/operation.ts";
import type { Place } from "#lib/domain/scope.ts";
import { minuteMs } from "#lib/domain/time.ts";

/** Requests sent to one service in one place, the SDK's retries included: what counts against AWS's limits. */
export type Spent = {
  readonly place: Place;
  readonly service: Service;
  readonly lastMinute: number;
  readonly total: number;
};

export type Spending = {
  add(nowMs: number, requests: number): void;
  read(nowMs: number): { readonly lastMinute: number; readonly total: number };
};

export function createSpending(): Spending {
  let recent: { readonly atMs: number; readonly requests: number }[] = [];
  let total = 0;

  function forget(nowMs: number): void {
    recent = recent.filter(({ atMs }) => atMs > nowMs - minuteMs);
  }

  return {
    add(nowMs, requests) {
      forget(nowMs);
      recent.push({ atMs: nowMs, requests });
      total += requests;
    },
    read(nowMs) {
      forget(nowMs);
      return { lastMinute: recent.reduce((sum, { requests }) => sum + requests, 0), total };
    },
  };
}
