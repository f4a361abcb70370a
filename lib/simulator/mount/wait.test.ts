import { describe, expect, it, vi } from "vitest";
import { waitInRealTime } from "#lib/simulator/mount/wait.ts";

describe("waitInRealTime", () => {
  it("ends after its time, not before", async () => {
    vi.useFakeTimers();
    let ended = false;
    const waiting = waitInRealTime(50, new AbortController().signal).then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(49);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(ended).toBe(true);
    vi.useRealTimers();
  });

  it("ends when nobody waits any more, however long it was to last", async () => {
    const patience = new AbortController();
    const waiting = waitInRealTime(Number.POSITIVE_INFINITY, patience.signal);
    patience.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(waitInRealTime(1_000_000, patience.signal)).resolves.toBeUndefined();
  });
});
