import { defineRoute } from "#lib/server/define-route.ts";
import { loadFacts } from "#lib/server/load-facts.ts";

export const dynamic = "force-dynamic";

export const GET = defineRoute(loadFacts);
