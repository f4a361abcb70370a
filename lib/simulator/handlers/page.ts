import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { documentedPageSizes, type PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";

type PageRequest<Item> = {
  readonly operation: PagedOperation;
  readonly token: string | undefined;
  /** How many the caller asked for. */
  readonly size?: number | undefined;
  keyOf(item: Item): string;
  /** The service's own error for a token it did not hand out. */
  invalidToken(): Error;
};

export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | undefined };

/**
 * One page of a list. The token names the last item handed out, so that what appears or vanishes between two calls
 * neither repeats nor skips the rest; its place in the list counts only where that item itself is gone.
 */
export function toPage<Item>(
  items: readonly Item[],
  request: PageRequest<Item>,
  context: SimContext,
): Page<Item> {
  const start = request.token === undefined ? 0 : resume(items, request.token, request);
  const { usual, most } = documentedPageSizes[request.operation];
  const size = Math.min(request.size ?? usual, context.pageSizes[request.operation] ?? most);
  const page = items.slice(start, start + size);
  const end = start + page.length;
  const last = page.at(-1);
  if (last === undefined || end >= items.length) return { items: page, next: undefined };
  return { items: page, next: writeToken(request.operation, request.keyOf(last), end) };
}

function resume<Item>(items: readonly Item[], token: string, request: PageRequest<Item>): number {
  const [operation, key, end] = parseToken(token);
  if (operation !== request.operation || typeof key !== "string" || typeof end !== "number")
    throw request.invalidToken();
  const index = items.findIndex((item) => request.keyOf(item) === key);
  return index === -1 ? Math.max(0, end - 1) : index + 1;
}

function writeToken(operation: PagedOperation, key: string, end: number): string {
  return Buffer.from(JSON.stringify([operation, key, end])).toString("base64url");
}

function parseToken(token: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
