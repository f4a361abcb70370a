import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { HistoryTrouble } from "#lib/history/history.ts";
import type { Read } from "#lib/server/services.ts";
import { type StreamServices, toSilentBody, toStreamBody } from "#lib/server/stream-body.ts";

const shown = "1/us-east-1/api/prod-api";
const other = "1/us-east-1/web/prod-web";

type Missed = () => ReturnType<StreamServices["history"]["changedSince"]>;

function openStream(
  since?: number,
  missed: Missed = () => Promise.resolve([{ part: other, at: toInstant(900) }]),
) {
  const listeners = new Set<(read: Read) => void>();
  const watched: string[] = [];
  const services: StreamServices = {
    onRead(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch(scope) {
      watched.push(scope.group);
      return Promise.resolve();
    },
    history: { changedSince: missed },
  };
  const leaving = new AbortController();
  const body = toStreamBody(services, {
    parts: new Set([shown]),
    since: since === undefined ? undefined : toInstant(since),
    endings: [leaving.signal],
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  return {
    listeners,
    watched,
    reader,
    leaving,
    tell(part: string, at: number, changed: boolean) {
      for (const listener of listeners) listener({ part, at: toInstant(at), changed });
    },
    next: async () => decoder.decode((await reader.read()).value),
  };
}

describe("the stream of what is read", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("tells of every reading of the shown group, and of others only what changed, half a second's together", async () => {
    const stream = openStream();
    expect(await stream.next()).toBe("retry: 5000\n\n");
    stream.tell(other, 1_000, false);
    stream.tell(other, 3_000, true);
    stream.tell(shown, 2_000, false);
    await vi.advanceTimersByTimeAsync(500);
    const events = (await stream.next()).trim().split("\n\n");
    expect(events).toEqual([
      `id: 1970-01-01T00:00:02.000Z\nevent: read\ndata: {"part":"${shown}","at":"1970-01-01T00:00:02.000Z","changed":false}`,
      `id: 1970-01-01T00:00:03.000Z\nevent: read\ndata: {"part":"${other}","at":"1970-01-01T00:00:03.000Z","changed":true}`,
    ]);
  });

  it("a change is not lost when a reading without one follows within the half second", async () => {
    const stream = openStream();
    await stream.next();
    stream.tell(shown, 1_000, true);
    stream.tell(shown, 2_000, false);
    await vi.advanceTimersByTimeAsync(500);
    expect(await stream.next()).toContain('"at":"1970-01-01T00:00:02.000Z","changed":true');
  });

  it("who was away is told first what changed meanwhile", async () => {
    const stream = openStream(500);
    await stream.next();
    await vi.advanceTimersByTimeAsync(500);
    expect(await stream.next()).toContain(`"part":"${other}"`);
  });

  it("keeps the shown group watched and the connection alive", async () => {
    const stream = openStream();
    await stream.next();
    expect(stream.watched).toEqual(["prod-api"]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await stream.next()).toBe(": still here\n\n");
    expect(stream.watched).toEqual(["prod-api", "prod-api"]);
  });

  it.each([
    {
      name: "the request is aborted",
      leave: (stream: ReturnType<typeof openStream>) => Promise.resolve(stream.leaving.abort()),
    },
    {
      name: "the body is cancelled",
      leave: (stream: ReturnType<typeof openStream>) => stream.reader.cancel(),
    },
  ])("$name: nothing is left running", async ({ leave }) => {
    const stream = openStream();
    await stream.next();
    await leave(stream);
    expect(stream.listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("a history that cannot be read ends it, and nothing is left running", async () => {
    const stream = openStream(500, () => Promise.reject(new HistoryTrouble("the disk is full")));
    await stream.next();
    expect((await stream.reader.read()).done).toBe(true);
    expect(stream.listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("who does not read gets the newest of each part when they do, and nothing piles up", async () => {
    const stream = openStream();
    await vi.advanceTimersByTimeAsync(500);
    for (let at = 1; at <= 1_000; at += 1) {
      stream.tell(shown, at * 1_000, true);
      if (at % 100 === 0) await vi.advanceTimersByTimeAsync(500);
    }
    expect(await stream.next()).toBe("retry: 5000\n\n");
    await vi.advanceTimersByTimeAsync(500);
    const events = (await stream.next()).trim().split("\n\n");
    expect(events).toHaveLength(1);
    expect(events[0]).toContain('"at":"1970-01-01T00:16:40.000Z","changed":true');
  });

  it("who reads nothing from one heartbeat to the next is let go", async () => {
    const stream = openStream();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(stream.listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("a silent one ends after ten seconds, or when its reader goes away", async () => {
    const reader = toSilentBody([]).getReader();
    await reader.read();
    const end = reader.read();
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await end).done).toBe(true);
    await toSilentBody([]).cancel();
    const leaving = new AbortController();
    const left = toSilentBody([leaving.signal]).getReader();
    await left.read();
    leaving.abort();
    expect((await left.read()).done).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
