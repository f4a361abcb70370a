import { describe, expect, it } from "vitest";
import { type Section, toFoundSections, toStartSections } from "#components/palette/choices.ts";
import type { Found, GroupRow, Hit } from "#lib/report/schema.ts";

const scope = { account: "123456789012", region: "us-east-1", application: "api", group: "prod/api" };

function makeRow(group = scope.group): GroupRow {
  return {
    scope: { ...scope, group },
    severity: "critical",
    sentence: "Deployment d-1 waits for a ghost.",
    findings: [],
    instances: { desired: 1, inService: 1, members: 1, known: true, ghosts: 0, ghostsKnown: true },
    targetHealth: { counts: {}, known: true },
    deployment: null,
    sources: [],
  };
}

const instance: Hit = {
  name: "i-0a11",
  path: ["groups", scope.account, scope.region, scope.application, scope.group, "instances", "i-0a11"],
  scope,
  state: { word: "terminated", tone: "gone" },
  detail: "10.0.0.7",
};
const rule: Hit = { name: "A ghost", path: ["rules", "ghost"], scope: null, state: null, detail: "ghost" };

function makeFound(kinds: Found["kinds"]): Found {
  const searched = { groups: 1, unread: 0 };
  return { at: "2026-03-04T14:00:00Z", q: "x", kinds, searched, oldest: null };
}

function listLines(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ title, choices }) =>
    choices.map(({ name, href }) => `${title}: ${name} ${href}`),
  );
}

describe("before anything is typed", () => {
  it("are the worst groups, how many more there are, and the pages", () => {
    const rows = Array.from({ length: 10 }, (_, index) => makeRow(`g${index}`));
    const [groups, pages] = toStartSections(rows, undefined);
    expect(groups).toMatchObject({ title: "Deployment groups", more: 2 });
    expect(groups?.choices[0]).toMatchObject({ name: "api / g0", severity: "critical" });
    expect(pages?.choices.map(({ href }) => href)).toEqual(["/", "/audit", "/rules"]);
  });

  it("are the pages alone while no group is known", () => {
    expect(toStartSections([], undefined).map(({ title }) => title)).toEqual(["Pages"]);
  });
});

describe("what was found", () => {
  const found = makeFound([
    { kind: "instance", total: 21, hits: [instance] },
    { kind: "group", total: 1, hits: [{ ...instance, name: "api / prod/api", path: ["groups", "x"] }] },
    { kind: "rule", total: 1, hits: [rule] },
  ]);

  it("leads to pages, every part of the path encoded, in the order of the server", () => {
    expect(listLines(toFoundSections({ found, q: "x", groups: [], at: undefined }))).toEqual([
      "Instances: i-0a11 /groups/123456789012/us-east-1/api/prod%2Fapi/instances/i-0a11",
      "Deployment groups: api / prod/api /groups/x",
      "Rules: A ghost /rules/ghost",
    ]);
  });

  it("keeps the moment that is looked at, except where the page knows no moments", () => {
    const at = "2026-03-04T14:00:00Z";
    const links = listLines(toFoundSections({ found, q: "x", groups: [], at }));
    expect(links[0]).toContain("instances/i-0a11?at=2026-03-04T14%3A00%3A00Z");
    expect(links.at(-1)).toBe("Rules: A ghost /rules/ghost");
  });

  it("says of a known group what the fleet says, and of an instance where it belongs", () => {
    const [instances, groups] = toFoundSections({ found, q: "x", groups: [makeRow()], at: undefined });
    expect(instances).toMatchObject({ more: 20 });
    expect(instances?.choices[0]).toMatchObject({ detail: "api / prod/api · 10.0.0.7", isId: true });
    expect(groups?.choices[0]).toMatchObject({ severity: "critical", detail: makeRow().sentence });
  });

  it.each([
    ["audit", "Pages"],
    ["aud", "Instances"],
  ])("%s puts %s first", (q, first) => {
    const sections = toFoundSections({ found, q, groups: [], at: undefined });
    expect(sections[0]?.title).toBe(first);
    expect(sections.some(({ title }) => title === "Pages")).toBe(true);
  });
});
