import { describe, expect, it } from "vitest";
import {
  commands,
  defaultKeyMap,
  findCommand,
  parseKeyMap,
  rebind,
  toKeyMapText,
} from "#components/timeline/hands/key-map.ts";

describe("keys", () => {
  it("every command has a key of its own", () => {
    expect(new Set(Object.values(defaultKeyMap)).size).toBe(commands.length);
  });
  it.each([
    ["w", "zoom-in"],
    ["N", "previous-finding"],
    ["n", "next-finding"],
    ["W", undefined],
    ["ArrowLeft", undefined],
  ])("%s does %s", (key, command) => {
    expect(findCommand(defaultKeyMap, key)).toBe(command);
  });
});

describe("rebinding", () => {
  it("gives a command another key and frees the old one", () => {
    const bound = rebind(defaultKeyMap, "zoom-in", "i");
    if (bound.kind !== "bound") throw new Error(bound.why);
    expect(findCommand(bound.map, "i")).toBe("zoom-in");
    expect(findCommand(bound.map, "w")).toBeUndefined();
    expect(parseKeyMap(toKeyMapText(bound.map) ?? null)).toEqual(bound.map);
  });
  it("to the key it has is no conflict", () => {
    expect(rebind(defaultKeyMap, "fit", "f")).toEqual({ kind: "bound", map: defaultKeyMap });
  });
  it.each(["s", "Tab", "Escape", "ArrowUp", " ", "/", ""])("to %j is refused", (key) => {
    expect(rebind(defaultKeyMap, "fit", key).kind).toBe("refused");
  });
});

describe("what was kept", () => {
  it("is nothing while all keys are the defaults", () => {
    expect(toKeyMapText(defaultKeyMap)).toBeUndefined();
    expect(parseKeyMap(null)).toEqual(defaultKeyMap);
  });
  it.each([
    "",
    "no json",
    "null",
    "[1]",
    '"w"',
    '{"zoom-in":7}',
    '{"zoom-in":"Escape"}',
    '{"zoom-in":"s"}',
    '{"unknown":"x"}',
  ])("and is bad falls back to the defaults: %s", (text) => {
    expect(parseKeyMap(text)).toEqual(defaultKeyMap);
  });
  it("and is good in part is used in part", () => {
    expect(parseKeyMap('{"zoom-in":"i","fit":"Tab"}')).toEqual({ ...defaultKeyMap, "zoom-in": "i" });
  });
});
