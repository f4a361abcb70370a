import { toInvalidToken } from "#lib/simulator/handlers/codedeploy/failures.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { type Page, toPage } from "#lib/simulator/handlers/page.ts";
import type { PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";

type Asked = { readonly input: { readonly nextToken?: string | undefined }; readonly context: SimContext };

/** One page of names or ids: CodeDeploy lists nothing else. */
export function toKeyPage(operation: PagedOperation, keys: readonly string[], asked: Asked): Page<string> {
  const token = asked.input.nextToken;
  return toPage(keys, { operation, token, keyOf: (key) => key, invalidToken: toInvalidToken }, asked.context);
}
