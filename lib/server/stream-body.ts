import { parseScopeKey } from "#lib/domain/scope.ts";
import { addMs, type Instant, minuteMs, secondMs, toIso } from "#lib/domain/time.ts";
import type { Read, Services } from "#lib/server/services.ts";

/** Events of this long go out together: a sweep over many groups is one write. */
const gatherMs = 500;
/** Proxies close connections that say nothing. A reader that is connected keeps its groups watched. */
const heartbeatMs = 20 * secondMs;
/** While nothing can be read: as long as a page would wait to look again. */
const silentMs = 10 * secondMs;
/** A reading is dated when it was made, and written a little later. */
const writtenWithinMs = minuteMs;

export type StreamServices = Pick<Services, "onRead" | "watch"> & {
  readonly history: Pick<Services["history"], "changedSince">;
};

export type StreamReading = {
  readonly parts: ReadonlySet<string>;
  readonly since: Instant | undefined;
  readonly signal: AbortSignal;
};

/** Server-sent events about what is read, until the reader goes away. */
export function toStreamBody(
  services: StreamServices,
  { parts, since, signal }: StreamReading,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const ending = new AbortController();
  const ended = AbortSignal.any([signal, ending.signal]);
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const waiting = new Map<string, Read>();
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
      const tell = (told: Read) => {
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
      const stop = () => {
        unsubscribe();
        clearInterval(gathering);
        clearInterval(heartbeat);
        if (!ending.signal.aborted) controller.close();
      };
      ended.addEventListener("abort", stop, { once: true });
      if (ended.aborted) return stop();
      send(`retry: 5000\n\n`);
      watchAll(services, parts);
      if (since === undefined) return;
      const missed = await services.history.changedSince(addMs(since, -writtenWithinMs));
      for (const { part, at } of missed) tell({ part, at, changed: true });
    },
    cancel() {
      ending.abort();
    },
  });
}

/** Says nothing for a while and ends: the browser then opens the next one. */
export function toSilentBody(): ReadableStream<Uint8Array> {
  let ending: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("retry: 5000\n\n"));
      ending = setTimeout(() => controller.close(), silentMs);
    },
    cancel() {
      clearTimeout(ending);
    },
  });
}

/** Not awaited: a reading takes as long as it takes, and its end is an event. */
function watchAll(services: StreamServices, parts: ReadonlySet<string>): void {
  for (const part of parts) {
    const scope = parseScopeKey(part);
    if (scope !== undefined) void services.watch(scope);
  }
}

function toEvent({ part, at, changed }: Read): string {
  const id = toIso(at);
  return `id: ${id}\nevent: read\ndata: ${JSON.stringify({ part, at: id, changed })}\n\n`;
}
