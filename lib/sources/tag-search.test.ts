import { describe, expect, it } from "vitest";
import type { TagFilter } from "#lib/domain/code-deploy.ts";
import { toTagSearches } from "#lib/sources/tag-search.ts";

function is(key: string, value: string): TagFilter {
  return { key, value, type: "KEY_AND_VALUE" };
}

const hasEnv: TagFilter = { key: "Env", type: "KEY_ONLY" };
const valueApi: TagFilter = { value: "api", type: "VALUE_ONLY" };
const later: TagFilter = { key: "Env", type: "KEY_PATTERN" };

function byTag(key: string, ...Values: string[]) {
  return { Name: `tag:${key}`, Values };
}

describe("searching by tags", () => {
  it.each([
    { name: "no rule: no search", tagFilters: [], tagSet: [], searches: [] },
    { name: "a set of empty lists is no rule", tagFilters: [], tagSet: [[], []], searches: [] },
    {
      name: "one tag: one search",
      tagFilters: [is("Role", "api")],
      tagSet: [],
      searches: [[byTag("Role", "api")]],
    },
    {
      name: "values of one key: one search",
      tagFilters: [is("Role", "api"), is("Role", "web")],
      tagSet: [],
      searches: [[byTag("Role", "api", "web")]],
    },
    {
      name: "different keys, of which one is enough: a search each",
      tagFilters: [is("Role", "api"), hasEnv, valueApi],
      tagSet: [],
      searches: [
        [byTag("Role", "api")],
        [{ Name: "tag-key", Values: ["Env"] }],
        [{ Name: "tag-value", Values: ["api"] }],
      ],
    },
    {
      name: "lists that must all match: one search",
      tagFilters: [],
      tagSet: [[is("Role", "api"), is("Role", "web")], [hasEnv]],
      searches: [[byTag("Role", "api", "web"), { Name: "tag-key", Values: ["Env"] }]],
    },
    {
      name: "a list of different keys cannot be said in one search: the other lists find more, never less",
      tagFilters: [],
      tagSet: [[is("Role", "api"), is("Tier", "1")], [hasEnv]],
      searches: [[{ Name: "tag-key", Values: ["Env"] }]],
    },
    {
      name: "only such a list: a search for each of its keys",
      tagFilters: [],
      tagSet: [[is("Role", "api"), is("Tier", "1")]],
      searches: [[byTag("Role", "api")], [byTag("Tier", "1")]],
    },
    {
      name: "a type AWS added later cannot be searched",
      tagFilters: [later],
      tagSet: [],
      searches: undefined,
    },
    {
      name: "nor a list with one, but the other lists still can",
      tagFilters: [],
      tagSet: [[later, is("Role", "api")], [hasEnv]],
      searches: [[{ Name: "tag-key", Values: ["Env"] }]],
    },
    {
      name: "EC2's wildcards are plain characters to CodeDeploy",
      tagFilters: [is("Role", "a*b?c\\d")],
      tagSet: [],
      searches: [[byTag("Role", "a\\*b\\?c\\\\d")]],
    },
    {
      name: "a missing value is the empty one",
      tagFilters: [{ key: "Role", type: "KEY_AND_VALUE" }],
      tagSet: [],
      searches: [[byTag("Role", "")]],
    },
  ])("$name", ({ tagFilters, tagSet, searches }) => {
    expect(toTagSearches({ tagFilters, tagSet })).toEqual(searches);
  });
});
