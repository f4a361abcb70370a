import { InvalidNextToken } from "@aws-sdk/client-auto-scaling";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { type Page, toPage } from "#lib/simulator/handlers/page.ts";
import { documentedPageSizes, type PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";
import { toValidationError } from "#lib/simulator/handlers/validation.ts";

type Asked<Item> = {
  readonly input: { readonly NextToken?: string | undefined; readonly MaxRecords?: number | undefined };
  readonly context: SimContext;
  keyOf(item: Item): string;
};

/** One page, as Auto Scaling asks for them: MaxRecords within what the operation allows. */
export function toRecordsPage<Item>(
  operation: PagedOperation,
  items: readonly Item[],
  { input, context, keyOf }: Asked<Item>,
): Page<Item> {
  const { most } = documentedPageSizes[operation];
  const size = input.MaxRecords;
  if (size !== undefined && (size < 1 || size > most))
    throw toValidationError(`MaxRecords must be between 1 and ${most}, not ${size}`);
  const invalidToken = () => new InvalidNextToken({ message: "The token is not valid.", $metadata: {} });
  return toPage(items, { operation, token: input.NextToken, size, keyOf, invalidToken }, context);
}
