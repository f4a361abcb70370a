import type { Clients } from "#lib/aws/clients.ts";
import { toFailure, toTimeout } from "#lib/aws/failure.ts";
import type { Operation, Outcome } from "#lib/aws/operation.ts";
import type { Place } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";

export type Sending = {
  readonly clients: Clients;
  readonly clock: () => Instant;
  readonly capMs: number;
  readonly place: Place;
  readonly operation: Operation;
  /** A new command for each try: the SDK's commands are for one use. */
  readonly toCommand: () => object;
};

/** `requests`: how many were sent, the SDK's retries included, as far as it is known. */
export type Answer = { readonly outcome: Outcome<object>; readonly requests: number };

/** The answer, whatever it takes within the cap: credentials found expired are fetched anew and tried once more. */
export async function send(sending: Sending): Promise<Answer> {
  const answer = await withinCap(sending.capMs, async (signal) => {
    const sentAtMs = performance.now();
    const first = await sendOnce(sending, signal);
    if (first.outcome.ok || first.outcome.failure.kind !== "expired" || signal.aborted) return first;
    const second = await sendRenewed(sending, sentAtMs, signal);
    return second === undefined ? first : { ...second, requests: first.requests + second.requests };
  });
  return (
    answer ?? { outcome: { ok: false, failure: toTimeout(sending.operation, sending.capMs) }, requests: 1 }
  );
}

async function sendOnce(sending: Sending, signal: AbortSignal): Promise<Answer> {
  const { clients, place, operation } = sending;
  const command = sending.toCommand();
  try {
    const output = await clients.send(place, operation.service, command, signal);
    return { outcome: { ok: true, output, readAt: sending.clock() }, requests: toAttempts(output) };
  } catch (error) {
    const failure = toFailure(error, operation);
    // Without credentials there is nothing to sign, so nothing is sent.
    const requests = failure.kind === "no-credentials" ? 0 : (failure.attempts ?? 1);
    return { outcome: { ok: false, failure }, requests };
  }
}

/** Undefined where new credentials would be in vain. */
async function sendRenewed(
  sending: Sending,
  sentAtMs: number,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  try {
    if (!(await sending.clients.refreshCredentials(sending.place, sentAtMs))) return undefined;
  } catch (error) {
    return { outcome: { ok: false, failure: toFailure(error, sending.operation) }, requests: 0 };
  }
  return sendOnce(sending, signal);
}

/** Undefined where the cap came first. Credential providers ignore the signal, so waiting for them is given up too. */
async function withinCap<T>(
  capMs: number,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const controller = new AbortController();
  let timeout: NodeJS.Timeout | undefined;
  const cap = new Promise<undefined>((resolve) => {
    timeout = setTimeout(() => {
      resolve(undefined);
      controller.abort();
    }, capMs);
  });
  try {
    return await Promise.race([task(controller.signal), cap]);
  } finally {
    clearTimeout(timeout);
  }
}

/** Every output of the SDK has $metadata, with `attempts` where its retry strategy ran. */
function toAttempts(output: object): number {
  return (output as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1;
}
