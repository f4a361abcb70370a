import { type BackOff, createBackOff } from "#lib/aws/back-off.ts";
import { createLimiter, type Limiter } from "#lib/aws/limiter.ts";
import type { Limits } from "#lib/aws/limits.ts";
import type { Service } from "#lib/aws/operation.ts";
import { createSpending, type Spending, type Spent } from "#lib/aws/spending.ts";
import type { Timer } from "#lib/aws/timer.ts";
import { type Place, toPlaceKey } from "#lib/domain/scope.ts";

/** What we keep per place and service: AWS's limits are counted so. */
export type Budget = {
  readonly place: Place;
  readonly limiter: Limiter;
  readonly backOff: BackOff;
  readonly spending: Spending;
};

export type Budgets = {
  of(place: Place, service: Service): Budget;
  spent(): readonly Spent[];
};

type BudgetsSetup = { readonly limits: Limits; readonly timer: Timer; readonly random: () => number };

export function createBudgets({ limits, timer, random }: BudgetsSetup): Budgets {
  const budgets = new Map<string, Budget & { readonly service: Service }>();
  return {
    of(place, service) {
      const key = `${toPlaceKey(place)} ${service}`;
      const budget = budgets.get(key) ?? {
        place,
        service,
        limiter: createLimiter(limits[service], timer),
        backOff: createBackOff(random, limits[service].firstBackOffMs),
        spending: createSpending(),
      };
      budgets.set(key, budget);
      return budget;
    },
    spent() {
      const nowMs = timer.nowMs();
      return [...budgets.values()].map(({ place, service, spending }) => ({
        place,
        service,
        ...spending.read(nowMs),
      }));
    },
  };
}
