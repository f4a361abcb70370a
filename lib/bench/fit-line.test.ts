import { describe, expect, it } from "vitest";
import { fitLine } from "#lib/bench/fit-line.ts";

const hours = Array.from({ length: 18 }, (_, index) => index + 7);

describe("a line through points", () => {
  it("finds clear growth", () => {
    const line = fitLine(hours.map((x) => ({ x, y: 200 + 4 * x })));
    expect(line?.slope).toBeCloseTo(4);
    expect(line?.intercept).toBeCloseTo(200);
  });

  it("finds growth under noise", () => {
    const line = fitLine(hours.map((x) => ({ x, y: 200 + 4 * x + (x % 2 === 0 ? 10 : -10) })));
    expect(line?.slope).toBeGreaterThan(3.5);
    expect(line?.slope).toBeLessThan(4.5);
  });

  it("what stays flat is flat, however noisy", () => {
    const line = fitLine(hours.map((x) => ({ x, y: 200 + (x % 2 === 0 ? 10 : -10) })));
    expect(Math.abs(line?.slope ?? Number.NaN)).toBeLessThan(0.5);
  });

  it("a loss is a loss", () => {
    expect(fitLine(hours.map((x) => ({ x, y: 200 - x })))?.slope).toBeCloseTo(-1);
  });

  it.each([
    { name: "no points", points: [] },
    {
      name: "two points",
      points: [
        { x: 1, y: 1 },
        { x: 2, y: 9 },
      ],
    },
    { name: "all at one place", points: [1, 2, 3].map((y) => ({ x: 1, y })) },
  ])("$name have none", ({ points }) => {
    expect(fitLine(points)).toBeUndefined();
  });
});
