import { describe, expect, it } from "vitest";
import { toNextBeat } from "#lib/collector/cadence.ts";
import { addMs, minuteMs, secondMs, toInstant } from "#lib/domain/time.ts";

const origin = toInstant(1_000_000);

describe("the beat of a place", () => {
  it.each([
    { name: "on the beat: the next one", startedAt: 60, next: 120 },
    { name: "shortly after it: the next one", startedAt: 89, next: 120 },
    { name: "shortly before one: the one after that", startedAt: 91, next: 180 },
    { name: "at its origin: the first one", startedAt: 0, next: 60 },
  ])("$name", ({ startedAt, next }) => {
    const beat = { origin, stretch: 1 };
    expect(toNextBeat(addMs(origin, startedAt * secondMs), minuteMs, beat)).toBe(
      addMs(origin, next * secondMs),
    );
  });

  it("has a length of its own, so that two tools do not keep step", () => {
    expect(toNextBeat(origin, minuteMs, { origin, stretch: 1.05 })).toBe(addMs(origin, 63 * secondMs));
  });

  it("is at a whole millisecond", () => {
    expect(toNextBeat(origin, minuteMs, { origin, stretch: 1 + 1 / 3_000_000 })).toBe(addMs(origin, 60_000));
  });
});
