import { parseScopeKey } from "#lib/domain/scope.ts";
import { parseInstant } from "#lib/domain/time.ts";
import { loadServices } from "#lib/server/services.ts";
import { toSilentBody, toStreamBody } from "#lib/server/stream-body.ts";

/** A tab shows one deployment group, perhaps compared with a few others. */
const mostParts = 8;

export type StreamQuery = { readonly parts?: string; readonly since?: string };
export type OpenedStream =
  | { readonly ok: true; readonly body: ReadableStream<Uint8Array> }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly message: string };

/**
 * Server-sent events: `read` for the named parts at every reading, and for all others where something changed. With
 * `since`, first what changed after it: a reader that was away misses nothing.
 */
export async function openStream(query: StreamQuery, signal: AbortSignal): Promise<OpenedStream> {
  const loaded = await loadServices();
  const parts = (query.parts ?? "").split(",").filter((part) => part !== "");
  if (parts.length > mostParts)
    return refuse(`parts names ${parts.length} deployment groups: at most ${mostParts} are allowed`);
  const wrong = parts.find((part) => parseScopeKey(part) === undefined);
  if (wrong !== undefined)
    return refuse(
      `parts=${wrong} is no deployment group: write account/region/application/group, each part URL-encoded`,
    );
  const since = query.since === undefined || query.since === "" ? undefined : parseInstant(query.since);
  if (since === undefined && query.since) return refuse(`since=${query.since} is no time: write ISO 8601`);
  // Nothing is read yet, so nothing is told: the reader comes again.
  if (!loaded.ok) return { ok: true, body: toSilentBody() };
  return { ok: true, body: toStreamBody(loaded.services, { parts: new Set(parts), since, signal }) };
}

function refuse(message: string): OpenedStream {
  return { ok: false, status: 400, code: "bad-query", message };
}
