import { describe, expect, it } from "vitest";
import { createBackOff } from "#lib/aws/back-off.ts";

describe("the window after throttling", () => {
  it("is closed before any throttling", () => {
    expect(createBackOff(() => 1).remainingMs(0)).toBe(0);
  });

  it("doubles from 2 s to 60 s while throttling goes on", () => {
    const backOff = createBackOff(() => 1);
    const windows: number[] = [];
    for (let round = 0, nowMs = 0; round < 7; round += 1) {
      backOff.throttled(nowMs);
      windows.push(backOff.remainingMs(nowMs));
      nowMs += backOff.remainingMs(nowMs);
    }
    expect(windows).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it("begins longer where others must come first", () => {
    const backOff = createBackOff(() => 1, 8_000);
    backOff.throttled(0);
    expect(backOff.remainingMs(0)).toBe(8_000);
  });

  it("begins anew after a success", () => {
    const backOff = createBackOff(() => 1);
    backOff.throttled(0);
    backOff.throttled(2_000);
    backOff.succeeded();
    backOff.throttled(6_000);
    expect(backOff.remainingMs(6_000)).toBe(2_000);
  });

  it("counts calls that were throttled together once", () => {
    const backOff = createBackOff(() => 1);
    backOff.throttled(0);
    backOff.throttled(10);
    expect(backOff.remainingMs(10)).toBe(1_990);
  });

  it("is cut by up to a half, by chance", () => {
    const backOff = createBackOff(() => 0);
    backOff.throttled(0);
    expect(backOff.remainingMs(999)).toBe(1);
    expect(backOff.remainingMs(1_000)).toBe(0);
  });
});
