import { defineRoute } from "#lib/server/define-route.ts";
import { loadChanges } from "#lib/server/load-changes.ts";

export const dynamic = "force-dynamic";

export const GET = defineRoute(loadChanges);
