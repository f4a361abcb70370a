import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeStream, type Stream } from "#components/stream/stream.ts";
import { fleetPart } from "#components/stream/stream-parts.ts";
import { type FakeServer, makeFakeServer } from "#components/stream/testing/fake-server.ts";

const api = "1/us-east-1/api/prod";
const web = "1/us-east-1/web/prod";
const shownAt = "2026-11-23T14:22:10Z";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function watch(stream: Stream, part: string, texts: string[] = []): () => void {
  return stream.watch({ part, since: shownAt, heard: (text) => texts.push(text) });
}

async function openStream(part = api): Promise<{ server: FakeServer; stream: Stream; leave: () => void }> {
  const server = makeFakeServer();
  const stream = makeStream(server);
  const leave = watch(stream, part);
  await vi.advanceTimersByTimeAsync(0);
  server.only().opened();
  return { server, stream, leave };
}

function sinceOf(path: string | undefined): string | null {
  return new URL(path ?? "", "http://localhost").searchParams.get("since");
}

describe("one stream per tab", () => {
  it("however many views are mounted", async () => {
    const { server, stream } = await openStream();
    watch(stream, api);
    watch(stream, web);
    await vi.advanceTimersByTimeAsync(0);
    expect(server.connections()).toHaveLength(1);
    expect(server.asked.at(-1)).toContain(encodeURIComponent(`${api},${web}`));
  });

  it("a view that mounts again at once does not open it anew", async () => {
    const { server, stream, leave } = await openStream();
    leave();
    watch(stream, api);
    await vi.advanceTimersByTimeAsync(0);
    expect(server.asked).toHaveLength(1);
  });

  it("is closed when the last view has gone, as on a page about the past", async () => {
    const { server, stream, leave } = await openStream();
    leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.connections()).toEqual([]);
    expect(stream.state()).toEqual({ kind: "off" });
  });

  it("tells every view what it hears", async () => {
    const { server, stream } = await openStream(fleetPart);
    const texts: string[] = [];
    watch(stream, fleetPart, texts);
    server.only().heard("{}", shownAt);
    expect(texts).toEqual(["{}"]);
  });
});

describe("a lost connection", () => {
  it("is opened again by us after ever longer waits, never twice at once", async () => {
    const { server, stream } = await openStream();
    for (const waitMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      server.only().failed("lost");
      expect(stream.state()).toEqual({ kind: "waiting", untilMs: Date.now() + waitMs });
      expect(server.connections()).toEqual([]);
      await vi.advanceTimersByTimeAsync(waitMs - 1);
      expect(server.connections()).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(server.connections()).toHaveLength(1);
  });

  it("that opens and drops at once does not start from the shortest wait again", async () => {
    const { server, stream } = await openStream();
    server.only().failed("lost");
    await vi.advanceTimersByTimeAsync(1_000);
    server.only().opened();
    server.only().failed("lost");
    expect(stream.state()).toMatchObject({ untilMs: Date.now() + 2_000 });
  });

  it("that lasted ten seconds starts from the shortest wait", async () => {
    const { server, stream } = await openStream();
    server.only().failed("lost");
    await vi.advanceTimersByTimeAsync(1_000);
    server.only().opened();
    await vi.advanceTimersByTimeAsync(10_000);
    server.only().failed("lost");
    expect(stream.state()).toMatchObject({ untilMs: Date.now() + 1_000 });
  });

  it("is resumed from the last event, or from what the page showed", async () => {
    const { server } = await openStream();
    expect(sinceOf(server.asked[0])).toBe(shownAt);
    server.only().heard("{}", "2026-11-23T14:30:00Z");
    server.only().heard("{}", "");
    server.only().failed("lost");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sinceOf(server.asked[1])).toBe("2026-11-23T14:30:00Z");
  });
});

describe("an answer that is no stream", () => {
  it.each([401, 403, 404])("%i ends it, and the page says so", async (status) => {
    const { server, stream } = await openStream();
    server.answerWith(status);
    server.only().failed("closed");
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(stream.state()).toEqual({ kind: "refused", status });
    expect(server.asked).toHaveLength(1);
  });

  it.each([undefined, 200, 429, 500, 502])("%s is tried again", async (status) => {
    const { server } = await openStream();
    server.answerWith(status);
    server.only().failed("closed");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.asked).toHaveLength(2);
  });

  it("nothing is opened when the view went while it was asked why", async () => {
    const { server, leave } = await openStream();
    server.only().failed("closed");
    leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.asked).toHaveLength(1);
  });
});

describe("a hidden tab", () => {
  it("has no connection, and opens one at once when it is looked at", async () => {
    const { server, stream } = await openStream();
    stream.setVisibility("hidden");
    expect(server.connections()).toEqual([]);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(server.asked).toHaveLength(1);
    stream.setVisibility("visible");
    expect(server.connections()).toHaveLength(1);
  });

  it("does not come back from a wait it was in", async () => {
    const { server, stream } = await openStream();
    server.only().failed("lost");
    stream.setVisibility("hidden");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.asked).toHaveLength(1);
  });

  it("tries a refused stream once more when it is looked at: somebody may have signed in", async () => {
    const { server, stream } = await openStream();
    server.answerWith(401);
    server.only().failed("closed");
    await vi.advanceTimersByTimeAsync(0);
    stream.setVisibility("hidden");
    stream.setVisibility("visible");
    expect(server.asked).toHaveLength(2);
  });
});
