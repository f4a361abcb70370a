import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { toPredicate } from "#lib/simulator/handlers/ec2/filters.ts";
import { type Page, toPage } from "#lib/simulator/handlers/page.ts";
import {
  documentedPageSizes,
  leastMaxResults,
  type PagedOperation,
} from "#lib/simulator/handlers/page-sizes.ts";
import { toInvalidParameter } from "#lib/simulator/handlers/validation.ts";
import { AwsError } from "#lib/simulator/wire/aws-error.ts";
import type { SimInstance } from "#lib/simulator/world/state.ts";

type Asked = {
  readonly InstanceIds?: readonly string[] | undefined;
  readonly Filters?:
    | readonly { readonly Name?: string | undefined; readonly Values?: readonly string[] | undefined }[]
    | undefined;
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
};
type Selection = {
  readonly operation: PagedOperation;
  readonly asked: Asked;
  isShown?(instance: SimInstance): boolean;
};

/**
 * The instances that a call names or filters. An unknown id in InstanceIds fails the whole call, in a filter it is
 * just not found. What EC2 has forgotten is unknown.
 */
export function selectInstances(
  { operation, asked, isShown = () => true }: Selection,
  context: SimContext,
): Page<SimInstance> {
  checkRange(operation, asked);
  const matches = toPredicate(asked.Filters);
  const named = findNamed(asked.InstanceIds ?? [], context);
  const remembered =
    named ?? [...context.region.instances.values()].filter((one) => isRemembered(one, context));
  return toPage(
    remembered.filter((instance) => isShown(instance) && matches(instance)),
    {
      operation,
      token: asked.NextToken,
      size: asked.MaxResults,
      keyOf: ({ id }) => id,
      invalidToken: () =>
        new AwsError("InvalidPaginationToken", "The specified pagination token is not valid."),
    },
    context,
  );
}

function checkRange(operation: PagedOperation, { InstanceIds: ids = [], MaxResults: size }: Asked): void {
  if (size === undefined) return;
  if (ids.length > 0) {
    const message = "The parameter instancesSet cannot be used with the parameter maxResults";
    throw new AwsError("InvalidParameterCombination", message);
  }
  const { most } = documentedPageSizes[operation];
  if (size < leastMaxResults || size > most) {
    throw toInvalidParameter(
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between ${leastMaxResults} and ${most}.`,
    );
  }
}

function findNamed(ids: readonly string[], context: SimContext): readonly SimInstance[] | undefined {
  if (ids.length === 0) return undefined;
  const unknown: string[] = [];
  const found: SimInstance[] = [];
  for (const id of new Set(ids)) {
    const instance = context.region.instances.get(id);
    if (instance !== undefined && isRemembered(instance, context)) found.push(instance);
    else unknown.push(id);
  }
  if (unknown.length === 0) return found;
  const message = `The instance ID${unknown.length > 1 ? "s" : ""} '${unknown.join(", ")}' do${unknown.length > 1 ? "" : "es"} not exist`;
  throw new AwsError("InvalidInstanceID.NotFound", message);
}

function isRemembered({ forgottenAt }: SimInstance, { now }: SimContext): boolean {
  return forgottenAt === undefined || forgottenAt > now;
}
