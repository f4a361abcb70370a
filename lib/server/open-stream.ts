import { parseScopeKey } from "#lib/domain/scope.ts";
import { type Instant, parseInstant, secondMs, toIso } from "#lib/domain/time.ts";
import { loadServices, type Services } from "#lib/server/services.ts";

/** What a reader of the stream is told: a deployment group (or a whole account and region) was read. */
type Told = { readonly part: string; readonly at: Instant; readonly changed: boolean };

/** Events of this long go out together: a sweep over many groups is one write. */
const gatherMs = 500;
/** Proxies close connections that say nothing. A reader that is connected keeps its groups watched. */
const heartbeatMs = 20 * secondMs;
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
  if (!loaded.ok) return { ok: false, status: 503, code: loaded.code, message: loaded.failure.message };
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
  return { ok: true, body: toBody(loaded.services, { parts: new Set(parts), since, signal }) };
}

function refuse(message: string): OpenedStream {
  return { ok: false, status: 400, code: "bad-query", message };
}

type Reading = {
  readonly parts: ReadonlySet<string>;
  readonly since: Instant | undefined;
  readonly signal: AbortSignal;
};

function toBody(services: Services, { parts, since, signal }: Reading): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let close = () => undefined as void;
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const waiting = new Map<string, Told>();
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const flush = () => {
        if (waiting.size === 0) return;
        send(
          [...waiting.values()]
            .sort((left, right) => left.at - right.at)
            .map(toEvent)
            .join(""),
        );
        waiting.clear();
      };
      const tell = (told: Told) => {
        const changed = told.changed || waiting.get(told.part)?.changed === true;
        waiting.set(told.part, { ...told, changed });
      };
      const unsubscribe = services.onRead((told) => {
        if (told.changed || parts.has(told.part)) tell(told);
      });
      const gathering = setInterval(flush, gatherMs);
      const heartbeat = setInterval(() => {
        send(": still here\n\n");
        watchAll(services, parts);
      }, heartbeatMs);
      close = () => {
        unsubscribe();
        clearInterval(gathering);
        clearInterval(heartbeat);
        close = () => undefined;
        controller.close();
      };
      signal.addEventListener("abort", () => close());
      send(`retry: 5000\n\n`);
      watchAll(services, parts);
      if (since === undefined) return;
      const missed = await services.history.changedSince(since);
      for (const { part, at } of missed) tell({ part, at, changed: true });
    },
    cancel() {
      close();
    },
  });
}

/** Not awaited: a reading takes as long as it takes, and its end is an event. */
function watchAll(services: Services, parts: ReadonlySet<string>): void {
  for (const part of parts) {
    const scope = parseScopeKey(part);
    if (scope !== undefined) void services.watch(scope);
  }
}

function toEvent({ part, at, changed }: Told): string {
  const id = toIso(at);
  return `id: ${id}\nevent: read\ndata: ${JSON.stringify({ part, at: id, changed })}\n\n`;
}
