import { openStream } from "#lib/server/open-stream.ts";
import { respondTrouble } from "#lib/server/respond.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const lastSeen = request.headers.get("last-event-id");
  const opened = await openStream(lastSeen === null ? query : { since: lastSeen, ...query }, request.signal);
  if (!opened.ok) return respondTrouble(opened.status, { code: opened.code, message: opened.message });
  return new Response(opened.body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
