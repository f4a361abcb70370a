import { describe, expect, it } from "vitest";
import type { TagFilter } from "#lib/domain/code-deploy.ts";
import { hasTagRules, toTagMatch, toTagRule } from "#lib/domain/matching.ts";

const both = (key: string, value: string): TagFilter => ({ key, value, type: "KEY_AND_VALUE" });
const key = (name: string): TagFilter => ({ key: name, type: "KEY_ONLY" });
const value = (text: string): TagFilter => ({ value: text, type: "VALUE_ONLY" });

function match(
  rules: { tagFilters?: readonly TagFilter[]; tagSet?: readonly (readonly TagFilter[])[] },
  tags: Record<string, string>,
) {
  return toTagMatch({ tagFilters: [], tagSet: [], ...rules }, tags);
}

describe("a single tag rule", () => {
  it.each([
    ["key and value", both("Role", "api"), { Role: "api" }, ["Role=api"]],
    ["key with another value", both("Role", "api"), { Role: "web" }, []],
    ["value under another key", both("Role", "api"), { Name: "api" }, []],
    ["key in another case", both("Role", "api"), { role: "api" }, []],
    ["value in another case", both("Role", "api"), { Role: "API" }, []],
    ["a part of the value", both("Role", "api"), { Role: "api-2" }, []],
    ["a missing value as the empty one", { key: "Role", type: "KEY_AND_VALUE" }, { Role: "" }, ["Role="]],
    ["the key alone", key("Role"), { Role: "anything" }, ["Role (any value)"]],
    ["no such key", key("Role"), { Name: "Role" }, []],
    ["a key that every object inherits", key("constructor"), {}, []],
    ["the value alone", value("api"), { Anything: "api" }, ["any tag with the value api"]],
    ["no such value", value("api"), { api: "Role" }, []],
    ["a type nobody knows", { key: "Role", value: "api", type: "KEY_PREFIX" }, { Role: "api" }, []],
  ] as const)("%s", (_, filter, tags, expected) => {
    expect(match({ tagFilters: [filter] }, tags)).toEqual(expected);
  });
});

describe("several tag rules", () => {
  const tags = { Role: "api", Stage: "prod" };

  it("one filter is enough, and only those fulfilled are named", () => {
    expect(match({ tagFilters: [both("Role", "web"), both("Stage", "prod")] }, tags)).toEqual(["Stage=prod"]);
  });

  it("every list of a set must be fulfilled", () => {
    expect(match({ tagSet: [[both("Role", "api")], [both("Stage", "prod")]] }, tags)).toEqual([
      "Role=api",
      "Stage=prod",
    ]);
    expect(match({ tagSet: [[both("Role", "api")], [both("Stage", "test")]] }, tags)).toEqual([]);
  });

  it("inside a list one is enough", () => {
    expect(match({ tagSet: [[both("Role", "web"), key("Role")], [value("prod")]] }, tags)).toEqual([
      "Role (any value)",
      "any tag with the value prod",
    ]);
  });

  it("a rule fulfilled twice is named once", () => {
    expect(match({ tagSet: [[both("Role", "api")], [both("Role", "api")]] }, tags)).toEqual(["Role=api"]);
  });

  it.each([[{}], [{ tagSet: [] }], [{ tagSet: [[]] }]])("no rules match nothing: %j", (rules) => {
    expect(match(rules, tags)).toEqual([]);
    expect(hasTagRules({ tagFilters: [], tagSet: [], ...rules })).toBe(false);
  });

  it("an empty list beside others asks for nothing", () => {
    expect(match({ tagSet: [[], [both("Role", "api")]] }, tags)).toEqual(["Role=api"]);
    expect(match({ tagSet: [[], [both("Role", "web")]] }, tags)).toEqual([]);
  });
});

it("an unknown type is worded like key and value", () => {
  expect(toTagRule({ key: "Role", value: "api", type: "KEY_PREFIX" })).toBe("Role=api");
});
