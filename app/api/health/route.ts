import { loadHealth } from "#lib/server/load-health.ts";
import { respond } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  return respond(await loadHealth());
}
