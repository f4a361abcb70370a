import { describe, expect, it } from "vitest";
import { JsonTrouble, parseLocatedJson } from "#lib/server/located-json.ts";

const example = `{
  "accounts": [
    { "name": "a" },
    {
      "name":
        "b",
      "regions": ["eu-west-1",
        "us-east-1"]
    }
  ]
}`;

function findTrouble(text: string): JsonTrouble {
  try {
    parseLocatedJson(text);
  } catch (cause) {
    if (cause instanceof JsonTrouble) return cause;
    throw cause;
  }
  throw new Error("it was read");
}

describe("located JSON", () => {
  it.each([
    example,
    ' [1, -0.5, 2e3, 1E-2, true, false, null, {}, [], "", [[]]]\r\n',
    String.raw`{"\u00e9\n\"\\\/": "\ud83d\ude00", "": {"": 0}, "__proto__": {"x": 1}}`,
    '"ü 😀"',
    "7",
  ])("reads what JSON.parse reads: %s", (text) => {
    const { value } = parseLocatedJson(text);
    expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
  });

  it("passes over a byte order mark", () => {
    expect(parseLocatedJson("\uFEFF{}").value).toEqual({});
  });

  it.each<readonly [(string | number)[], number]>([
    [[], 1],
    [["accounts"], 2],
    [["accounts", 0], 3],
    [["accounts", 0, "name"], 3],
    [["accounts", 1], 4],
    [["accounts", 1, "name"], 5],
    [["accounts", 1, "regions", 0], 7],
    [["accounts", 1, "regions", 1], 8],
  ])("says on which line %j stands", (path, line) => {
    expect(parseLocatedJson(example).lineOf(path)).toBe(line);
    expect(parseLocatedJson(example.replaceAll("\n", "\r\n")).lineOf(path)).toBe(line);
  });

  it.each<readonly [(string | number)[], number]>([
    [["accounts", 1, "role"], 4],
    [["accounts", 2], 2],
    [["history", "keepDays"], 1],
  ])("gives the line around %j, which is not there", (path, line) => {
    expect(parseLocatedJson(example).lineOf(path)).toBe(line);
  });

  it.each([
    ["", 1, 1, "a value, or a key in double quotes, is expected, but the file ends"],
    ['{\n  "a": 1,\n}', 3, 1, "a key in double quotes is expected, but there is }"],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, '"," or an end is expected, but there is "b": 2'],
    ["[1,\n 2", 2, 3, '"," or "]" is expected, but the file ends'],
    ["[1, ]", 1, 5, "a value, or a key in double quotes, is expected, but there is ]"],
    ["{ name: 1 }", 1, 3, "a value, or a key in double quotes, is expected, but there is name: 1 }"],
    ['{ "a" 1 }', 1, 7, '":" is expected, but there is 1 }'],
    ["{\n  // ours\n}", 2, 3, "no comment, which JSON has not, is expected, but there is // ours"],
    ["{ \"a\": 'x' }", 1, 8, "a value, or a key in double quotes, is expected, but there is 'x' }"],
    ['["a\nb"]', 1, 2, 'a text that ends on its line is expected, but there is "a'],
    ["[01]", 1, 3, '"," or an end is expected, but there is 1]'],
    ["[truely]", 1, 2, "a value, or a key in double quotes, is expected, but there is truely]"],
    ["{} {}", 1, 4, "the end of the file is expected, but there is {}"],
    ['{ "a": 1,\n  "a": 2 }', 2, 3, 'the key "a" stands here for the second time'],
  ])("says where %j is wrong", (text, line, column, message) => {
    expect(findTrouble(text)).toMatchObject({ line, column, message });
  });
});
