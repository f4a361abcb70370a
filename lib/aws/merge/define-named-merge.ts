import { defineMerge, type Merge } from "#lib/aws/merge/define-merge.ts";
import { fetchRows } from "#lib/aws/merge/fetch-rows.ts";

type NamedListing<In, Out, Row> = Omit<Merge<In, Out>, "reach" | "fetch"> & {
  /** The input that asks for all these names. */
  join(names: string[], input: In): In;
  /** Where the operation has pages: one of the `nextBy…` of lib/aws/paginate.ts. */
  next?(output: Out, input: In): In | undefined;
  rows(output: Out): readonly Row[] | undefined;
  /** The answer that this ask alone would have got, out of all rows. */
  split(rows: readonly Row[], input: In): Out;
};

/** More than one page is rare, since the names of a call fit one; tags may find many. */
const mostPages = 10;

/** A merge whose shared call is of the same operation, with the names of all asks in one input. */
export function defineNamedMerge<In, Out, Row>(listing: NamedListing<In, Out, Row>): Merge<In, Out> {
  const { operation, denied, most, next = () => undefined, split } = listing;
  return defineMerge({
    operation,
    reach: "named",
    denied,
    most,
    key: (input) => listing.key(input),
    names: (input) => listing.names(input),
    async fetch(inputs, { call }) {
      const [first] = inputs;
      if (first === undefined) return { kind: "unfit" };
      const names = [...new Set(inputs.flatMap((input) => listing.names(input)))];
      const listed = await fetchRows(call, operation, {
        input: listing.join(names, first),
        next,
        rows: (output) => listing.rows(output),
        mostPages,
      });
      if (listed.kind !== "listed") return listed;
      const { rows, readAt } = listed;
      return { kind: "answered", readAt, answerTo: (input) => split(rows, input) };
    },
  });
}
