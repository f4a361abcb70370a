import type { Scope } from "#lib/domain/scope.ts";
import { loadSeverityStrip } from "#lib/server/load-severity-strip.ts";
import { respond, respondTrouble } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<Scope> }): Promise<Response> {
  const { account, region, application, group } = await params;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const loaded = await loadSeverityStrip({ account, region, application, group }, query);
  return loaded.ok ? respond(loaded.strip) : respondTrouble(loaded.status, loaded.error);
}
