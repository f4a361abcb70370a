import * as z from "zod";
import { parseScopeKey } from "#lib/domain/scope.ts";
import { processState } from "#lib/server/process-state.ts";
import { Moment, parseQuery, type RawQuery } from "#lib/server/query.ts";
import { type Refused, refuse } from "#lib/server/refuse.ts";
import { loadServices } from "#lib/server/services.ts";
import { toSilentBody, toStreamBody } from "#lib/server/stream-body.ts";

/** A tab shows one deployment group, perhaps compared with a few others. */
const mostParts = 8;
const howToName = "write account/region/application/group, each part URL-encoded";

const Query = z.object({
  parts: z
    .string()
    .default("")
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .refine((parts) => parts.length <= mostParts, `names more than ${mostParts} deployment groups`)
    .refine(
      (parts) => parts.every((part) => parseScopeKey(part) !== undefined),
      `is no deployment group: ${howToName}`,
    ),
  since: Moment.optional(),
});

/**
 * Server-sent events: `read` for the named parts at every reading, and for all others where something changed. With
 * `since`, first what changed after it: a reader that was away misses nothing.
 */
export async function openStream(
  raw: RawQuery,
  signal: AbortSignal,
): Promise<{ readonly ok: true; readonly body: ReadableStream<Uint8Array> } | Refused> {
  const parsed = parseQuery(Query, raw);
  if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
  const { parts, since } = parsed.query;
  const loaded = await loadServices();
  const endings = [signal, processState().ending.signal];
  // Nothing is read yet, so nothing is told: the reader comes again.
  if (!loaded.ok) return { ok: true, body: toSilentBody(endings) };
  return { ok: true, body: toStreamBody(loaded.services, { parts: new Set(parts), since, endings }) };
}
