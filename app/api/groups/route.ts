import { defineRoute } from "#lib/server/define-route.ts";
import { loadFleet } from "#lib/server/load-fleet.ts";

export const dynamic = "force-dynamic";

export const GET = defineRoute(loadFleet);
