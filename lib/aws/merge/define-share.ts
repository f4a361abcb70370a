import { defineMerge, type Merge } from "#lib/aws/merge/define-merge.ts";
import type { Operation } from "#lib/aws/operation.ts";

type Share<In, Out> = {
  readonly operation: Operation<In, Out>;
  /** The same for equal asks only. */
  key(input: In): string | undefined;
};

/** Where different asks cannot share a call, but equal ones are many: they need not be in flight at the same time. */
export function defineShare<In, Out>({ operation, key }: Share<In, Out>): Merge<In, Out> {
  return defineMerge({
    operation,
    reach: "named",
    denied: "everybody",
    most: Number.POSITIVE_INFINITY,
    key,
    names: (input) => [key(input) ?? ""],
    fetch: async () => ({ kind: "unfit" }),
  });
}
