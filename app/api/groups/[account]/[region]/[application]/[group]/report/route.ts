import { defineRoute } from "#lib/server/define-route.ts";
import { loadReport } from "#lib/server/load-report.ts";

export const dynamic = "force-dynamic";

export const GET = defineRoute(loadReport);
