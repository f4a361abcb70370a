import { defineRoute } from "#lib/server/define-route.ts";
import { loadAudit, toAuditCsvResponse } from "#lib/server/load-audit.ts";
import { respond } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export const GET = defineRoute(loadAudit, (audit, { format }) =>
  format === "csv" ? toAuditCsvResponse(audit) : respond(audit),
);
