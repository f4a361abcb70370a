import type { Scope } from "#lib/domain/scope.ts";
import { loadChanges } from "#lib/server/load-changes.ts";
import { respond, respondTrouble } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<Scope> }): Promise<Response> {
  const { account, region, application, group } = await params;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const loaded = await loadChanges({ account, region, application, group }, query);
  return loaded.ok ? respond(loaded.changes) : respondTrouble(loaded.status, loaded.error);
}
