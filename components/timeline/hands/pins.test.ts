import { expect, it } from "vitest";
import { parsePinText, toPinText } from "#components/timeline/hands/pin-text.ts";
import { type Pin, togglePin } from "#components/timeline/hands/pins.ts";

const at = Date.parse("2026-11-23T14:00:00Z");
const first: Pin = { instanceId: "i-0a11b22c33d44e55f", track: "ec2", at, itemKey: "running" };
const second: Pin = { ...first, track: "auto-scaling", itemKey: "InService" };
const third: Pin = { ...first, instanceId: "i-0c33d44e55f6a7b8c" };

const list = (tail: string) => [first, second, third].filter(({ instanceId }) => instanceId.endsWith(tail));

it("a pin is added, and taken away by the same again", () => {
  expect(togglePin([], first)).toEqual([first]);
  expect(togglePin([first], { ...first, at: at + 1 })).toEqual([]);
});

it("a third pin pushes out the oldest", () => {
  expect(togglePin([first, second], third)).toEqual([second, third]);
});

it.each([[[]], [[first]], [[first, second]], [[second, third]]])(
  "a link brings back the pins: %j",
  (pins) => {
    expect(parsePinText(toPinText(pins) ?? null, list)).toEqual(pins);
  },
);

it("two pins are short in a link", () => {
  expect(toPinText([first, third])?.length).toBeLessThan(45);
});

it.each([null, "", ".", "--", "x-y", "4e55f6-zz", "e55f-t-0000", "<script>"])("%s names no pin", (text) => {
  expect(parsePinText(text, list)).toEqual([]);
});

it("a pin whose item is gone is left out", () => {
  expect(parsePinText(toPinText([first, second]) ?? null, (tail) => list(tail).slice(1))).toEqual([second]);
});
