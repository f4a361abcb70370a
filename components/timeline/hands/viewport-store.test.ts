import { describe, expect, it } from "vitest";
import { isWhole, makeViewportStore } from "#components/timeline/hands/viewport-store.ts";
import { hourMs, minuteMs } from "#lib/domain/time.ts";

const limits = { from: 0, to: 6 * hourMs };
const later = { from: minuteMs, to: 6 * hourMs + minuteMs };
const middle = { from: 2 * hourMs, to: 3 * hourMs };

describe("what is seen", () => {
  it("is the whole window, unless a link says otherwise", () => {
    expect(makeViewportStore(limits, undefined).get().viewport).toEqual(limits);
    expect(makeViewportStore(limits, middle).get().viewport).toEqual(middle);
  });
  it("never lies outside of the limits", () => {
    const store = makeViewportStore(limits, { from: 5 * hourMs, to: 8 * hourMs });
    expect(store.get().viewport).toEqual({ from: 3 * hourMs, to: 6 * hourMs });
    store.move({ from: -hourMs, to: hourMs });
    expect(store.get().viewport).toEqual({ from: 0, to: 2 * hourMs });
  });
});

describe("as time goes on", () => {
  it("the whole window stays whole", () => {
    const store = makeViewportStore(limits, undefined);
    store.limit(later);
    expect(store.get()).toEqual({ viewport: later, limits: later });
  });
  it("a part stays where it is", () => {
    const store = makeViewportStore(limits, middle);
    store.limit(later);
    expect(store.get()).toEqual({ viewport: middle, limits: later });
  });
  it("a part that the window leaves behind is moved along, as long as it was", () => {
    const store = makeViewportStore(limits, { from: 0, to: hourMs });
    store.limit(later);
    expect(store.get().viewport).toEqual({ from: minuteMs, to: minuteMs + hourMs });
  });
});

it("listeners hear of a change, and not of none", () => {
  const store = makeViewportStore(limits, undefined);
  let heard = 0;
  const stop = store.subscribe(() => {
    heard += 1;
  });
  store.move(limits);
  store.limit({ ...limits });
  expect(heard).toBe(0);
  store.move(middle);
  store.limit(later);
  expect(heard).toBe(2);
  stop();
  store.move(limits);
  expect(heard).toBe(2);
});

it.each([
  [limits, true],
  [{ from: 1, to: limits.to }, false],
  [{ from: 0, to: limits.to - 1 }, false],
])("%j is everything: %s", (viewport, whole) => {
  expect(isWhole({ viewport, limits })).toBe(whole);
});
