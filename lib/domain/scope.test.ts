import { expect, it } from "vitest";
import { parsePathPart, toPathPart, toScopePath } from "#lib/domain/scope.ts";

it.each([
  ["api", "api"],
  [".", "~."],
  ["..", "~.."],
  ["~.", "~~."],
  ["~~..", "~~~.."],
  ["...", "..."],
  ["~", "~"],
  [".hidden", ".hidden"],
  ["a/b %", "a%2Fb%20%25"],
])("%s stands in a path as %s, which no browser changes, and is read back", (name, part) => {
  expect(toPathPart(name)).toBe(part);
  expect(new URL(`http://a/groups/${part}/x`).pathname).toBe(`/groups/${part}/x`);
  expect(parsePathPart(decodeURIComponent(part))).toBe(name);
});

it("a scope's page has one part for each name", () => {
  const scope = { account: "1", region: "eu-west-1", application: "..", group: "a/b" };
  expect(toScopePath(scope)).toBe("/groups/1/eu-west-1/~../a%2Fb");
});
