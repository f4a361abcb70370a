import { defineRoute } from "#lib/server/define-route.ts";
import { loadSeverityStrip } from "#lib/server/load-severity-strip.ts";

export const dynamic = "force-dynamic";

export const GET = defineRoute(loadSeverityStrip);
