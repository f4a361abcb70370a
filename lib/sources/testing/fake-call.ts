import type { Call, Operation, Outcome } from "#lib/aws/operation.ts";
import type { Failure, FailureKind } from "#lib/domain/failure.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";

export type FakeAnswer = {
  readonly operation: string;
  /** The members of the input that matter; others are not compared. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly output?: object;
  readonly failure?: { readonly kind: FailureKind; readonly code: string; readonly message?: string };
};

export type FakeCalls = {
  readonly call: Call;
  /** What was asked, in order, as `operation {input}`. */
  readonly asked: readonly {
    readonly operation: string;
    readonly input: Readonly<Record<string, unknown>>;
  }[];
  /** Answers that nobody asked for: in a test's end there should be none. */
  unused(): readonly FakeAnswer[];
};

export const fakeReadAt: Instant = toInstant(Date.UTC(2026, 0, 31, 14, 22, 10));

/** A call port with canned answers: each answers once, and a call that has no answer is an error. */
export function makeFakeCall(answers: readonly FakeAnswer[]): FakeCalls {
  const left = [...answers];
  const asked: { operation: string; input: Readonly<Record<string, unknown>> }[] = [];

  async function answer(
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Outcome<unknown>> {
    asked.push({ operation, input });
    const index = left.findIndex(
      (candidate) => candidate.operation === operation && isAnswerTo(candidate, input),
    );
    const [found] = index < 0 ? [] : left.splice(index, 1);
    if (found === undefined) throw new Error(`no answer for ${operation} ${JSON.stringify(input)}`);
    if (found.failure === undefined) return { ok: true, output: found.output ?? {}, readAt: fakeReadAt };
    return { ok: false, failure: toFullFailure(operation, found.failure) };
  }

  return { call: asCall(answer), asked, unused: () => left };
}

function isAnswerTo({ input: wanted = {} }: FakeAnswer, input: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => JSON.stringify(input[name]) === JSON.stringify(value),
  );
}

function toFullFailure(operation: string, failure: NonNullable<FakeAnswer["failure"]>): Failure {
  return { operation, message: `${failure.code} of ${operation}`, ...failure };
}

type Answer = (operation: string, input: Readonly<Record<string, unknown>>) => Promise<Outcome<unknown>>;

/** Holds as far as the canned outputs have the SDK's shapes, which is what the tests are written for. */
export function asCall(answer: Answer): Call {
  const call = (operation: Operation, input: Readonly<Record<string, unknown>>) =>
    answer(operation.id, input);
  return call as Call;
}
