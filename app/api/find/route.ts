import { loadFound } from "#lib/server/load-found.ts";
import { respond, respondTrouble } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const loaded = await loadFound(Object.fromEntries(new URL(request.url).searchParams));
  return loaded.ok ? respond(loaded.found) : respondTrouble(loaded.status, loaded.error);
}
