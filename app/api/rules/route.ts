import { loadRules } from "#lib/server/load-rules.ts";
import { respond } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return respond(loadRules());
}
