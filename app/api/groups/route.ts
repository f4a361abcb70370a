import { loadFleet } from "#lib/server/load-fleet.ts";
import { respond, respondTrouble } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const loaded = await loadFleet(Object.fromEntries(new URL(request.url).searchParams));
  return loaded.ok ? respond(loaded.fleet) : respondTrouble(loaded.status, loaded.error);
}
