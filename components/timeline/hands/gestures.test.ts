import { describe, expect, it } from "vitest";
import {
  centreOn,
  dragBy,
  type Ground,
  isClick,
  pinch,
  stepPan,
  stepZoom,
  toStretch,
  turnWheel,
  type WheelInput,
} from "#components/timeline/hands/gestures.ts";
import { toInstantAt } from "#components/timeline/view/viewport.ts";
import { hourMs, minuteMs } from "#lib/domain/time.ts";

const limits = { from: 0, to: 10 * hourMs };
const ground: Ground = { viewport: { from: 4 * hourMs, to: 6 * hourMs }, limits, width: 1000 };
const still: WheelInput = {
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
};

describe("the wheel", () => {
  it.each([
    [-100, 250],
    [100, 250],
    [-5000, 900],
  ])("with Ctrl by %i px keeps the instant at %i px where it is", (deltaY, x) => {
    const next = turnWheel(ground, { ...still, deltaY, ctrlKey: true }, x);
    if (next === undefined) throw new Error("not a zoom");
    expect(toInstantAt(next, 1000, x)).toBeCloseTo(toInstantAt(ground.viewport, 1000, x), 3);
    expect(Math.sign(next.to - next.from - 2 * hourMs)).toBe(Math.sign(deltaY));
  });
  it("without a key is an ordinary scroll", () => {
    expect(turnWheel(ground, { ...still, deltaY: 100 }, 0)).toBeUndefined();
    expect(turnWheel(ground, { ...still, deltaX: 3, deltaY: 100 }, 0)).toBeUndefined();
  });
  it.each([{ deltaX: 100 }, { deltaY: 100, shiftKey: true }, { deltaX: 100, deltaY: 40 }])(
    "sideways pans: %j",
    (turn) => {
      const next = turnWheel(ground, { ...still, ...turn }, 0);
      expect(next?.from).toBeCloseTo(4 * hourMs + 12 * minuteMs);
    },
  );
  it("in lines moves as many pixels as lines are high", () => {
    const lines = turnWheel(ground, { ...still, deltaX: 2, deltaMode: 1 }, 0);
    expect(lines).toEqual(turnWheel(ground, { ...still, deltaX: 32 }, 0));
  });
});

describe("fingers", () => {
  it("drag the plot along", () => {
    expect(dragBy(ground, 500)).toEqual({ from: 3 * hourMs, to: 5 * hourMs });
  });
  it("never drag it out of the limits", () => {
    expect(dragBy(ground, 99_999)).toEqual({ from: 0, to: 2 * hourMs });
  });
  it("keep what is between two of them between them", () => {
    const next = pinch(ground, [400, 600], [300, 700]);
    expect(toInstantAt(next, 1000, 300)).toBeCloseTo(toInstantAt(ground.viewport, 1000, 400), 3);
    expect(toInstantAt(next, 1000, 700)).toBeCloseTo(toInstantAt(ground.viewport, 1000, 600), 3);
  });
  it.each([
    [3, 0, true],
    [4, 0, false],
    [3, 3, false],
  ])("that move %i and %i px click: %s", (x, y, click) => {
    expect(isClick(x, y)).toBe(click);
  });
});

describe("keys", () => {
  it("zoom in and out again", () => {
    const near = stepZoom(ground, "in", 5 * hourMs);
    const far = stepZoom({ ...ground, viewport: near }, "out", 5 * hourMs);
    expect(near.to - near.from).toBeLessThan(2 * hourMs);
    expect(far.from).toBeCloseTo(ground.viewport.from);
  });
  it("pan by an eighth", () => {
    expect(stepPan(ground, "right").from).toBe(4 * hourMs + 15 * minuteMs);
    expect(stepPan(ground, "left").from).toBe(4 * hourMs - 15 * minuteMs);
  });
  it("bring an instant to the middle as far as the limits let it", () => {
    expect(centreOn(ground, 7 * hourMs)).toEqual({ from: 6 * hourMs, to: 8 * hourMs });
    expect(centreOn(ground, 10 * hourMs).to).toBe(10 * hourMs);
  });
});

it("a stretch is the same in both directions", () => {
  expect(toStretch(7, 3)).toEqual(toStretch(3, 7));
});
