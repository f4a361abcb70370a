import { defineRoute } from "#lib/server/define-route.ts";
import { loadFound } from "#lib/server/load-found.ts";

export const dynamic = "force-dynamic";

export const GET = defineRoute(loadFound);
