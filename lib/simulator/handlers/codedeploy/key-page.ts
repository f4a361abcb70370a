import { toInvalidToken } from "#lib/simulator/handlers/codedeploy/failures.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { type Page, toPage } from "#lib/simulator/handlers/page.ts";
import type { PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";

type KeyRequest = { readonly operation: PagedOperation; readonly token: string | undefined };

/** One page of names or ids: CodeDeploy lists nothing else. */
export function toKeyPage(keys: readonly string[], request: KeyRequest, context: SimContext): Page<string> {
  return toPage(keys, { ...request, keyOf: (key) => key, invalidToken: toInvalidToken }, context);
}
