import type { Call, Operation } from "#lib/aws/operation.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Instant } from "#lib/domain/time.ts";

/**
 * Whom a failed shared call concerns: `everybody`, who would have failed alike alone; `somebody`, whose name spoils it
 * for the others; or only the `merging`, and nobody would have failed alone.
 */
export type Blame = "everybody" | "somebody" | "merging";

/** Asks of one operation that few calls can answer exactly as one call each would. */
export type Merge<In = unknown, Out = unknown> = {
  readonly operation: Operation<In, Out>;
  /**
   * `named`: the shared call names what the asks name, and nothing else. `everything`: it lists all there is, so it has
   * to be shorter than the asks are many.
   */
  readonly reach: "named" | "everything";
  /** Whom a denial of the shared call concerns. */
  readonly denied: Blame;
  /** Asks with equal keys may share a call. Undefined: an ask of another shape, which goes out as it came. */
  key(input: In): string | undefined;
  /** What the ask names; a shared call takes at most `most` distinct ones. */
  names(input: In): readonly string[];
  readonly most: number;
  /** The inputs are distinct, and have one key. */
  fetch(inputs: readonly In[], calls: MergeCalls): Promise<Merged<In, Out>>;
};

export type MergeCalls = {
  readonly call: Call;
  /** The merging call itself, for a question that others may be asking at the same time. */
  readonly merging: Call;
};

export type Unanswered =
  | { readonly kind: "failed"; readonly failure: Failure }
  /** Too long, or its rows cannot be told apart. */
  | { readonly kind: "unfit" };

export type Merged<In, Out> =
  | Unanswered
  | {
      readonly kind: "answered";
      readonly readAt: Instant;
      /** Undefined: the shared answer cannot speak for this ask. */
      answerTo(input: In): Out | undefined;
    };

/** To add one: a file here, its table test, one line in index.ts. */
export function defineMerge<In, Out>(merge: Merge<In, Out>): Merge<In, Out> {
  return merge;
}
