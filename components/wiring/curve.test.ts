import { expect, it } from "vitest";
import { toCurve, toFitting } from "#components/wiring/curve.ts";

it("a curve leaves and enters level, and passes every point", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 20 },
    { x: 30, y: 20.04 },
  ];
  expect(toCurve(points)).toBe("M0 0C5 0 5 20 10 20C20 20 20 20 30 20");
  expect(toCurve([])).toBe("");
});

it.each([
  ["i-0123456789abcdef0", 19, "i-0123456789abcdef0"],
  ["i-0123456789abcdef0", 11, "i-012…cdef0"],
  ["abcdef", 5, "ab…ef"],
  ["abcdef", 4, "ab…f"],
])("%s in %i characters is %s", (text, most, fitted) => {
  expect(toFitting(text, most)).toBe(fitted);
  expect(fitted.length).toBeLessThanOrEqual(most);
});
