import "server-only";
import { parsePathPart } from "#lib/domain/scope.ts";
import type { RawQuery } from "#lib/server/query.ts";
import { respond, respondTrouble } from "#lib/server/respond.ts";
import type { UseCase } from "#lib/server/use-case.ts";

type Context = { readonly params?: Promise<Readonly<Record<string, string>>> };
type Handler = (request: Request, context: Context) => Promise<Response>;

/** A GET route that asks one question; what stands in the path wins over what stands behind the question mark. */
export function defineRoute<Body>(
  load: UseCase<Body>,
  toResponse: (body: Body, raw: RawQuery) => Response = respond,
): Handler {
  return async (request, { params }) => {
    const raw = { ...toRawQuery(request), ...toParts(await params) };
    const answered = await load(raw);
    return answered.ok ? toResponse(answered.body, raw) : respondTrouble(answered.status, answered.error);
  };
}

export function toRawQuery(request: Request): RawQuery {
  const { searchParams } = new URL(request.url);
  const names = [...new Set(searchParams.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function toParts(params: Readonly<Record<string, string>> = {}): RawQuery {
  return Object.fromEntries(Object.entries(params).map(([name, text]) => [name, parsePathPart(text)]));
}
