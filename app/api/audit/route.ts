import { loadAudit, toAuditCsvResponse } from "#lib/server/load-audit.ts";
import { respond, respondTrouble } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const { format = "json", ...query } = Object.fromEntries(new URL(request.url).searchParams);
  if (format !== "json" && format !== "csv") {
    const message = `format=${format} is not known: choose json or csv`;
    return respondTrouble(400, { code: "bad-query", message });
  }
  const loaded = await loadAudit(query);
  if (!loaded.ok) return respondTrouble(loaded.status, loaded.error);
  return format === "csv" ? toAuditCsvResponse(loaded.audit) : respond(loaded.audit);
}
