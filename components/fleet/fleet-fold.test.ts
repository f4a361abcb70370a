import { describe, expect, it } from "vitest";
import {
  allFolded,
  isFolded,
  nothingFolded,
  parseFold,
  toFoldText,
  toggleFold,
} from "#components/fleet/fleet-fold.ts";

const all = ["api", "checkout", "a, b!", "web"];

function listFolded(text: string | null): readonly string[] {
  return all.filter((key) => isFolded(parseFold(text), key));
}

describe("what is folded, in the URL", () => {
  it.each([
    [null, []],
    ["", []],
    ["api", ["api"]],
    ["api,web", ["api", "web"]],
    ["a%2C%20b!", ["a, b!"]],
    ["!", all],
    ["!web", ["api", "checkout", "a, b!"]],
    ["gone", []],
    ["%E0%A4%A,web", ["web"]],
  ])("%s folds %j", (text, folded) => {
    expect(listFolded(text)).toEqual(folded);
  });

  it.each([
    { folded: [], text: undefined },
    { folded: ["api"], text: "api" },
    { folded: ["api", "a, b!"], text: "api,a%2C%20b!" },
    { folded: ["api", "checkout", "web"], text: "!a%2C%20b!" },
    { folded: all, text: "!" },
  ])("$folded are written $text, and read again", ({ folded, text }) => {
    const fold = folded.reduce(toggleFold, nothingFolded);
    expect(toFoldText(fold, all)).toBe(text);
    expect(listFolded(text ?? null)).toEqual(folded);
  });

  it("with everything folded, one is opened and folded again", () => {
    const opened = toggleFold(allFolded, "api");
    expect(isFolded(opened, "api")).toBe(false);
    expect(isFolded(opened, "web")).toBe(true);
    expect(isFolded(toggleFold(opened, "api"), "api")).toBe(true);
  });
});
