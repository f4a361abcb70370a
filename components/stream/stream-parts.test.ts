import { describe, expect, it } from "vitest";
import { fleetPart, isNewsFor, joinParts, toLater, toStreamPath } from "#components/stream/stream-parts.ts";
import { toScopeKey } from "#lib/domain/scope.ts";

const api = toScopeKey({ account: "1", region: "us-east-1", application: "api", group: "prod, eu/1" });
const web = toScopeKey({ account: "1", region: "us-east-1", application: "web", group: "prod" });
const at = "2026-11-23T14:22:10Z";

describe("one stream for everything that is shown", () => {
  it.each([
    ["nothing", [], undefined],
    ["one group", [api], api],
    ["a group twice and another", [web, api, web], `${api},${web}`],
    ["the fleet and a group", [api, fleetPart], fleetPart],
  ])("%s", (_, parts, joined) => {
    expect(joinParts(parts)).toBe(joined);
  });

  it("names with commas and slashes come back as they were", () => {
    const path = toStreamPath(`${api},${web}`, at);
    const query = new URL(path, "http://localhost").searchParams;
    expect(query.get("parts")?.split(",")).toEqual([api, web]);
    expect(query.get("since")).toBe(at);
  });
  it("asks for the fleet with no part at all, and for no past where there is none", () => {
    expect(toStreamPath(fleetPart, undefined)).toBe("/api/stream?parts=");
  });
});

describe("what a reading means for a page", () => {
  it.each([
    ["a reading of its own group that changed nothing", api, { part: api, changed: false }, true],
    ["a reading of another group", api, { part: web, changed: true }, false],
    ["for the fleet, any change", fleetPart, { part: web, changed: true }, true],
    ["for the fleet, a reading that changed nothing", fleetPart, { part: web, changed: false }, false],
  ])("%s", (_, part, read, news) => {
    expect(isNewsFor(part, { ...read, at })).toBe(news);
  });
});

it.each([
  [undefined, undefined, undefined],
  [at, undefined, at],
  [undefined, at, at],
  [at, "2026-11-23T14:22:10.500Z", "2026-11-23T14:22:10.500Z"],
  [at, "2026-11-23T14:00:00Z", at],
])("the later of %s and %s is %s", (one, other, later) => {
  expect(toLater(one, other)).toBe(later);
});
