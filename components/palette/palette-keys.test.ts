import { describe, expect, it } from "vitest";
import { isPaletteKey, toKeyboard } from "#components/palette/palette-keys.ts";

const bare = {
  key: "k",
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
};

describe("the key that opens the palette", () => {
  it.each([
    ["⌘K on Apple's keyboard", { metaKey: true }, "apple", true],
    ["⌘K with caps lock", { metaKey: true, key: "K" }, "apple", true],
    ["Ctrl+K elsewhere", { ctrlKey: true }, "other", true],
    ["Ctrl+K on Apple's keyboard deletes to the end of the line", { ctrlKey: true }, "apple", false],
    ["the Windows key and K", { metaKey: true }, "other", false],
    ["k alone goes to the previous row", {}, "other", false],
    ["Ctrl+Shift+K", { ctrlKey: true, shiftKey: true }, "other", false],
    ["Ctrl+Alt+K", { ctrlKey: true, altKey: true }, "other", false],
    ["Ctrl+J", { ctrlKey: true, key: "j" }, "other", false],
    ["while a word is being composed", { ctrlKey: true, isComposing: true }, "other", false],
  ] as const)("%s", (_, pressed, keyboard, opens) => {
    expect(isPaletteKey({ ...bare, ...pressed }, keyboard)).toBe(opens);
  });
});

it.each([
  ["MacIntel", "apple"],
  ["iPhone", "apple"],
  ["Linux x86_64", "other"],
  ["Win32", "other"],
  ["", "other"],
])("%s has the keyboard: %s", (platform, keyboard) => {
  expect(toKeyboard(platform)).toBe(keyboard);
});
