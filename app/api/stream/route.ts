import { toRawQuery } from "#lib/server/define-route.ts";
import { openStream } from "#lib/server/open-stream.ts";
import { respondTrouble } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const lastSeen = request.headers.get("last-event-id");
  const since = lastSeen === null ? {} : { since: lastSeen };
  const opened = await openStream({ ...since, ...toRawQuery(request) }, request.signal);
  if (!opened.ok) return respondTrouble(opened.status, opened.error);
  return new Response(opened.body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
