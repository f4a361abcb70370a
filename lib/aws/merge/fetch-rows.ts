import type { Unanswered } from "#lib/aws/merge/define-merge.ts";
import type { Call, Operation } from "#lib/aws/operation.ts";
import { fetchPages } from "#lib/aws/paginate.ts";
import type { Instant } from "#lib/domain/time.ts";

type Listing<In, Out, Row> = {
  readonly input: In;
  next(output: Out, input: In): In | undefined;
  rows(output: Out): readonly Row[] | undefined;
  readonly mostPages: number;
};

type Listed<Row> =
  | Unanswered
  /** `readAt`: when the last page was read. */
  | { readonly kind: "listed"; readonly rows: readonly Row[]; readonly readAt: Instant };

/** Every row of a listing or none: a part of it would be whole for some who ask and not for others. */
export async function fetchRows<In, Out, Row>(
  call: Call,
  operation: Operation<In, Out>,
  { input, next, rows, mostPages }: Listing<In, Out, Row>,
): Promise<Listed<Row>> {
  const read = await fetchPages(call, operation, input, { next, maxPages: mostPages });
  if (read.failure !== undefined) return { kind: "failed", failure: read.failure };
  const last = read.ok && !read.truncated ? read.pages.at(-1) : undefined;
  if (!read.ok || last === undefined) return { kind: "unfit" };
  return {
    kind: "listed",
    rows: read.pages.flatMap(({ output }) => rows(output) ?? []),
    readAt: last.readAt,
  };
}
