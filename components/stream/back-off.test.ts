import { describe, expect, it } from "vitest";
import { toBackOffMs } from "#components/stream/back-off.ts";

describe("the wait before the stream is opened again", () => {
  it.each([
    [0, 1_000],
    [1, 2_000],
    [5, 32_000],
    [6, 60_000],
    [1_000, 60_000],
  ])("after %i failed tries it is at most %i ms", (failedTries, bound) => {
    expect(toBackOffMs(failedTries, 1)).toBe(bound);
  });
  it("may be any part of its bound, so that many tabs do not come back together", () => {
    expect(toBackOffMs(3, 0)).toBe(0);
    expect(toBackOffMs(3, 0.25)).toBe(2_000);
  });
});
