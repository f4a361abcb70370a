import { loadFleet } from "#lib/server/load-fleet.ts";
import { respond } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  return respond(await loadFleet());
}
