import { parseScopeKey } from "#lib/domain/scope.ts";
import { addMs, type Instant, minuteMs, secondMs, toIso } from "#lib/domain/time.ts";
import { isHistoryTrouble } from "#lib/history/history.ts";
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
  /** The reader goes away; the server ends. */
  readonly endings: readonly AbortSignal[];
};

/**
 * Server-sent events about what is read, until the reader goes away. A reader that is too slow gets the newest of each
 * part when it comes to read, and one that reads nothing from one heartbeat to the next is let go.
 */
export function toStreamBody(
  services: StreamServices,
  { parts, since, endings }: StreamReading,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const closing: (() => void)[] = [];
  const stop = () => {
    for (const close of closing.splice(0)) close();
  };
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const waiting = new Map<string, Read>();
      const end = () => {
        if (closing.length === 0) return;
        stop();
        controller.close();
      };
      const hasRoom = () => (controller.desiredSize ?? 0) > 0;
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const flush = () => {
        if (waiting.size === 0 || !hasRoom()) return;
        const events = [...waiting.values()].sort((left, right) => left.at - right.at).map(toEvent);
        waiting.clear();
        send(events.join(""));
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
        if (!hasRoom()) return end();
        send(": still here\n\n");
        watchAll(services, parts);
      }, heartbeatMs);
      closing.push(
        unsubscribe,
        () => clearInterval(gathering),
        () => clearInterval(heartbeat),
        onAbort(endings, end),
      );
      if (endings.some(({ aborted }) => aborted)) return end();
      send(`retry: 5000\n\n`);
      watchAll(services, parts);
      if (since === undefined) return;
      try {
        const missed = await services.history.changedSince(addMs(since, -writtenWithinMs));
        for (const { part, at } of missed) tell({ part, at, changed: true });
      } catch (cause) {
        end();
        leaveToPage(cause);
      }
    },
    cancel: stop,
  });
}

/** Says nothing for a while and ends: the browser then opens the next one. */
export function toSilentBody(endings: readonly AbortSignal[]): ReadableStream<Uint8Array> {
  let stop: () => void = () => undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const end = () => {
        stop();
        controller.close();
      };
      const ending = setTimeout(end, silentMs);
      const forget = onAbort(endings, end);
      stop = () => {
        clearTimeout(ending);
        forget();
      };
      controller.enqueue(new TextEncoder().encode("retry: 5000\n\n"));
    },
    cancel: () => stop(),
  });
}

/** Calls once any of them aborts; returns what ends the listening. */
function onAbort(signals: readonly AbortSignal[], call: () => void): () => void {
  for (const signal of signals) signal.addEventListener("abort", call);
  return () => {
    for (const signal of signals) signal.removeEventListener("abort", call);
  };
}

/** Not awaited: a reading takes as long as it takes, and its end is an event. */
function watchAll(services: StreamServices, parts: ReadonlySet<string>): void {
  for (const part of parts) {
    const scope = parseScopeKey(part);
    if (scope !== undefined) services.watch(scope).catch(leaveToPage);
  }
}

/** What is wrong with the history, the reader's page says. */
function leaveToPage(cause: unknown): void {
  if (!isHistoryTrouble(cause)) throw cause;
}

function toEvent({ part, at, changed }: Read): string {
  const id = toIso(at);
  return `id: ${id}\nevent: read\ndata: ${JSON.stringify({ part, at: id, changed })}\n\n`;
}
