import { describe, expect, it } from "vitest";
import { nothingFolded, parseFold } from "#components/fleet/fleet-fold.ts";
import { groupRows, listGroupedItems, listItems, parseGrouping } from "#components/fleet/fleet-grouping.ts";
import { makeRow } from "#components/fleet/testing/make-row.ts";

const rows = [
  makeRow("prod-api", { severity: "critical" }),
  makeRow("prod-web", {
    severity: "warning",
    scope: { account: "444455556666", region: "eu-west-1", application: "web", group: "prod-web" },
  }),
  makeRow("staging-api", { severity: "none" }),
  makeRow("old-api", { severity: "none" }),
];

describe("groups of rows", () => {
  it.each([
    { by: "account", names: ["111122223333", "444455556666"] },
    { by: "region", names: ["us-east-1", "eu-west-1"] },
    { by: "application", names: ["api", "web"] },
  ] as const)("by $by: $names, in the order of their worst", ({ by, names }) => {
    expect(groupRows(rows, by).map(({ name }) => name)).toEqual(names);
  });

  it("count their severities, worst first, and name none that they have not", () => {
    expect(groupRows(rows, "application")[0]?.counts).toEqual([
      { severity: "critical", count: 1 },
      { severity: "none", count: 2 },
    ]);
  });

  it.each([
    ["account", "account"],
    ["group", undefined],
    [null, undefined],
  ])("by=%s is %s", (text, grouping) => {
    expect(parseGrouping(text)).toBe(grouping);
  });
});

describe("the lines of the table", () => {
  const names = (fold: string | null) =>
    listGroupedItems(groupRows(rows, "application"), parseFold(fold)).map((item) =>
      item.kind === "row" ? item.row.scope.group : `${item.group.name} ${item.state}`,
    );

  it.each([
    [null, ["api open", "prod-api", "staging-api", "old-api", "web open", "prod-web"]],
    ["api", ["api folded", "web open", "prod-web"]],
    ["!", ["api folded", "web folded"]],
  ])("with fold=%s: %j", (fold, lines) => {
    expect(names(fold)).toEqual(lines);
  });

  it("each has a key of its own", () => {
    const items = listGroupedItems(groupRows(rows, "region"), nothingFolded);
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
    expect(listItems(rows).map(({ key }) => key)).toContain("111122223333/us-east-1/api/prod-api");
  });
});
