import { describe, expect, it, vi } from "vitest";
import { createStanding } from "#lib/processes/standing.ts";

const some = new Set(["a", "b"]);

describe("where a process stands", () => {
  it.each([
    { nowMs: 1_000, size: 2 },
    { nowMs: 1_001, size: 0 },
  ])("what was sure until 1000 ms counts $size places at $nowMs ms", ({ nowMs, size }) => {
    const standing = createStanding(() => nowMs, vi.fn());
    standing.trust(1_000);
    standing.hold(some);
    expect(standing.held().size).toBe(size);
  });

  it("tells changes only", () => {
    const standing = createStanding(() => 0, vi.fn());
    const onChange = vi.fn();
    standing.subscribe(onChange);
    for (const places of [some, new Set(["b", "a"]), new Set(["a"]), new Set(["b"])]) standing.hold(places);
    expect(onChange.mock.calls.flat()).toEqual([some, new Set(["a"]), new Set(["b"])]);
  });

  it("trouble takes everything away and is told once, and so is its end", () => {
    const onTrouble = vi.fn();
    const standing = createStanding(() => 0, onTrouble);
    standing.trust(1_000);
    standing.hold(some);
    for (const text of ["gone", "gone"]) standing.lose(text);
    expect([...standing.held()]).toEqual([]);
    expect(standing.trouble()).toBe("gone");
    for (let round = 0; round < 2; round += 1) standing.recover();
    expect(onTrouble.mock.calls).toEqual([["gone"], [undefined]]);
  });

  it("who has left holds nothing and is not troubled", () => {
    const standing = createStanding(() => 0, vi.fn());
    standing.trust(1_000);
    standing.hold(some);
    standing.leave();
    standing.hold(some);
    standing.lose("closed");
    expect([...standing.held()]).toEqual([]);
    expect(standing.trouble()).toBeUndefined();
  });
});
