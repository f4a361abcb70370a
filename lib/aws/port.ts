import { type Budget, createBudgets } from "#lib/aws/budgets.ts";
import type { Clients } from "#lib/aws/clients.ts";
import { toRefusal } from "#lib/aws/failure.ts";
import { defaultLimits, type Limits } from "#lib/aws/limits.ts";
import type { Call, Operation, Outcome } from "#lib/aws/operation.ts";
import { createReadOnlyGuard } from "#lib/aws/read-only-guard.ts";
import { type Answer, send } from "#lib/aws/send.ts";
import { createSingleFlight, toInputKey } from "#lib/aws/single-flight.ts";
import type { Spent } from "#lib/aws/spending.ts";
import { realTimer, type Timer } from "#lib/aws/timer.ts";
import type { FailureKind } from "#lib/domain/failure.ts";
import { type Place, toPlaceKey } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";

/** One call that was let through, after its end. `requests` counts the SDK's retries too. */
export type SentCall = {
  readonly place: Place;
  readonly operation: string;
  readonly tookMs: number;
  readonly requests: number;
  readonly failure?: FailureKind;
};

export type PortSetup = {
  readonly clients: Clients;
  readonly allow: readonly Operation[];
  /** When an answer was read, as facts will say it. */
  readonly clock: () => Instant;
  readonly limits?: Limits;
  /** The longest that one call may take once it has its turn, retries included. */
  readonly capMs?: number;
  readonly timer?: Timer;
  /** From 0 to 1, for the jitter of back-off windows. */
  readonly random?: () => number;
  readonly onCall?: (record: SentCall) => void;
};

export type Port = {
  /** A reader of its own: readers of one place take turns where calls have to wait. */
  readonly callFor: (place: Place) => Call;
  readonly spent: () => readonly Spent[];
};

type Asking = {
  readonly reader: symbol;
  readonly budget: Budget;
  readonly operation: Operation;
  readonly toCommand: () => object;
};

const defaultCapMs = 15_000;

/** The only way to AWS: read-only, limited, shared by equal calls in flight, and with every failure as a value. */
export function createPort(setup: PortSetup): Port {
  const {
    clients,
    clock,
    limits = defaultLimits,
    capMs = defaultCapMs,
    timer = realTimer,
    random = Math.random,
  } = setup;
  const guard = createReadOnlyGuard(setup.allow);
  const share = createSingleFlight<Outcome<object>>();
  const budgets = createBudgets({ limits, timer, random });

  async function ask(asking: Asking): Promise<Outcome<object>> {
    const { budget, operation, toCommand } = asking;
    const { place, limiter, backOff, spending } = budget;
    const refuse = (): Outcome<object> => {
      return { ok: false, failure: toRefusal(operation, backOff.remainingMs(timer.nowMs())) };
    };
    if (backOff.remainingMs(timer.nowMs()) > 0) return refuse();
    const outcome = await limiter.run(asking.reader, async () => {
      const startedAtMs = timer.nowMs();
      const answer = await send({ clients, clock, capMs, place, operation, toCommand });
      const tookMs = timer.nowMs() - startedAtMs;
      limiter.charge(answer.requests - 1);
      spending.add(timer.nowMs(), answer.requests);
      heed(budget, answer.outcome, timer);
      setup.onCall?.(toRecord(place, operation, { ...answer, tookMs }));
      return answer.outcome;
    });
    return outcome ?? refuse();
  }

  return {
    callFor({ account, region }) {
      const place = { account, region };
      const reader = Symbol(account);
      return async <In, Out>(operation: Operation<In, Out>, input: In) => {
        const toCommand = () => guard.toCommand(operation, input);
        // Built once in advance, so that a forbidden operation throws before it waits or is shared.
        toCommand();
        const key = `${toPlaceKey(place)} ${operation.id} ${toInputKey(input)}`;
        const budget = budgets.of(place, operation.service);
        return toOutcomeOf<Out>(await share(key, () => ask({ reader, budget, operation, toCommand })));
      };
    },
    spent: budgets.spent,
  };
}

/** After throttling nobody asks for a while: neither those who come nor those who wait. */
function heed({ backOff, limiter }: Budget, outcome: Outcome<object>, timer: Timer): void {
  if (outcome.ok) backOff.succeeded();
  else if (outcome.failure.kind === "throttled") {
    backOff.throttled(timer.nowMs());
    limiter.dismiss();
  }
}

function toRecord(
  place: Place,
  operation: Operation,
  answer: Answer & { readonly tookMs: number },
): SentCall {
  const { outcome, requests, tookMs } = answer;
  const failure = outcome.ok ? {} : { failure: outcome.failure.kind };
  return { place, operation: operation.id, tookMs, requests, ...failure };
}

/** Holds because the output came from the command of an operation whose output type is Out. */
function toOutcomeOf<Out>(outcome: Outcome<object>): Outcome<Out> {
  return outcome as Outcome<Out>;
}
