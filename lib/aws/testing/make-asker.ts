import { type BatchingSetup, createBatchingCall } from "#lib/aws/batching/batching-call.ts";
import type { Call, Operation, Outcome } from "#lib/aws/operation.ts";
import { settle } from "#lib/aws/testing/manual-timer.ts";
import type { FailureKind } from "#lib/domain/failure.ts";
import { addSeconds, type Instant, toInstant } from "#lib/domain/time.ts";

type Input = Readonly<Record<string, unknown>>;

/** An output, or the kind of a failure. */
type Answer = (input: Input, operation: string) => object | FailureKind;

/** A batching call over an AWS that answers by hand. */
export type Asker = {
  readonly batching: Call;
  /** What reached AWS, in order. */
  readonly asked: readonly { readonly operation: string; readonly input: Input }[];
};

export const askedAt: Instant = toInstant(Date.UTC(2026, 2, 4, 14));

/** Each answer is read a second after the one before it: the first at `askedAt`. */
export function makeAsker(
  answer: Answer,
  wait: () => Promise<void> = settle,
  setup: Pick<BatchingSetup, "keep"> = {},
): Asker {
  const asked: { operation: string; input: Input }[] = [];
  const call = async ({ id }: Operation, input: Input): Promise<Outcome<unknown>> => {
    const readAt = addSeconds(askedAt, asked.length);
    asked.push({ operation: id.replace(/^.*:/, ""), input });
    const said = answer(input, id.replace(/^.*:/, ""));
    if (typeof said !== "string") return { ok: true, output: said, readAt };
    return { ok: false, failure: { kind: said, operation: id, code: said, message: `AWS: ${said}` } };
  };
  const batching = createBatchingCall({ ...setup, call: asCall(call), patience: wait });
  return { batching, asked };
}

/** Names `prefix0`, `prefix1` and so on. */
export function makeNames(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

/** A list of texts in an input that a test knows. */
export function textsOf(input: Input, member: string): readonly string[] {
  const value = input[member];
  return Array.isArray(value) ? value.map(String) : [];
}

/** Holds as far as the answers have the SDK's shapes, which is what the tests are written for. */
function asCall(call: (operation: Operation, input: Input) => Promise<Outcome<unknown>>): Call {
  return call as Call;
}
