import { describe, expect, it } from "vitest";
import type { Failure } from "#lib/domain/failure.ts";
import { type AuditInput, buildAudit, type PlaceAudit } from "#lib/report/audit/build-audit.ts";
import { type GroupAudit, type KeyedRow, toPlainRow } from "#lib/report/audit/group-audit.ts";
import { Audit, type AuditRow } from "#lib/report/schema.ts";
import { makeSourceState, minutesAgo, testNow, testScope } from "#lib/testing/facts.ts";

const place = { account: testScope.account, region: testScope.region };
const failure: Failure = {
  kind: "denied",
  operation: "codedeploy:ListApplications",
  code: "AccessDenied",
  message: "no",
};
const hook = {
  name: "h",
  transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
  heartbeatTimeoutSeconds: null,
  globalTimeoutSeconds: null,
  defaultResult: null,
};

function makeRow(key: string, parts: Partial<AuditRow> = {}, group = "prod-api"): KeyedRow {
  return { key, row: { ...toPlainRow({ scope: { ...testScope, group } }, "asg"), what: key, ...parts } };
}

function makeGroup(group: string, rows: readonly KeyedRow[], parts: Partial<GroupAudit> = {}): GroupAudit {
  const scope = { ...testScope, group };
  return { scope, rows, autoScalingGroups: ["asg"], hooks: ["asg/h"], hooksReadAt: testNow, ...parts };
}

function build(
  groups: readonly GroupAudit[],
  parts: Partial<AuditInput> = {},
  around: Partial<PlaceAudit> = {},
) {
  const audit = buildAudit({
    now: testNow,
    mode: "now",
    historyTrouble: undefined,
    places: [{ place, inventory: makeSourceState("codedeploy-inventory"), groups, ...around }],
    unreached: [],
    filter: { severity: undefined, text: "" },
    ...parts,
  });
  expect(Audit.parse(audit)).toEqual(audit);
  return audit;
}

describe("the audit of all accounts", () => {
  it("the worst stands first, then by name", () => {
    const severities = ["none", "info", "unknown", "warning", "critical"] as const;
    const rows = severities.map((severity) => makeRow(severity, { severity }));
    const { rows: sorted } = build([makeGroup("prod-api", [makeRow("b"), makeRow("a"), ...rows])]);
    expect(sorted.map(({ what }) => what)).toEqual([
      "critical",
      "warning",
      "unknown",
      "info",
      "a",
      "b",
      "none",
    ]);
  });

  it("what two groups say of the Auto Scaling group they share is one row that names both", () => {
    const { rows, total } = build([
      makeGroup("one", [makeRow("same", { severity: "info", what: "mild" }, "one")]),
      makeGroup("two", [makeRow("same", { severity: "warning", what: "grave" }, "two")]),
    ]);
    expect(total).toBe(1);
    expect(rows).toMatchObject([
      { severity: "warning", what: "grave", groups: [{ group: "two" }, { group: "one" }] },
    ]);
  });

  it("a hook stands with the group that owns it, whichever was audited first", () => {
    const mine = makeGroup("one", [makeRow("hook", { hook: { ...hook, owner: "this-group" } }, "one")]);
    const others = makeGroup("two", [makeRow("hook", { hook: { ...hook, owner: "other-group" } }, "two")]);
    for (const groups of [
      [mine, others],
      [others, mine],
    ]) {
      expect(build(groups).rows).toMatchObject([{ groups: [{ group: "one" }] }]);
    }
  });

  it("the same names in another region are other things", () => {
    const groups = [makeGroup("one", [makeRow("same")])];
    const inventory = makeSourceState("codedeploy-inventory");
    const elsewhere = { place: { ...place, region: "eu-west-1" }, inventory, groups };
    expect(build(groups, { places: [{ place, inventory, groups }, elsewhere] }).total).toBe(2);
  });

  it("counts are those of the text, rows those of both filters", () => {
    const groups = [makeGroup("one", [makeRow("x", { severity: "warning" }), makeRow("x2"), makeRow("y")])];
    const { rows, counts, total } = build(groups, { filter: { severity: "none", text: "x" } });
    expect(rows.map(({ what }) => what)).toEqual(["x2"]);
    expect(counts).toMatchObject({ warning: 1, none: 1 });
    expect(total).toBe(3);
  });

  it("says what was checked and when, shared things counted once, the oldest reading shown", () => {
    const { checked } = build([
      makeGroup("one", []),
      makeGroup("two", [], { hooksReadAt: minutesAgo(7) }),
      makeGroup("tags", [], { autoScalingGroups: [], hooks: [], hooksReadAt: undefined }),
    ]);
    expect(checked).toEqual([
      {
        ...place,
        groupsKnown: true,
        readAt: new Date(testNow).toISOString(),
        groups: 3,
        groupsWithoutAutoScaling: 1,
        autoScalingGroups: 1,
        hooks: 1,
        hooksReadAt: new Date(minutesAgo(7)).toISOString(),
      },
    ]);
  });

  it.each<[string, PlaceAudit["inventory"], RegExp]>([
    ["never read", undefined, /have not been listed yet/],
    [
      "failed",
      makeSourceState("codedeploy-inventory", { status: "failed", failures: [failure] }),
      /could not be read/,
    ],
    [
      "truncated",
      makeSourceState("codedeploy-inventory", { truncated: true }),
      /not everything could be asked/,
    ],
  ])("a list of groups that was %s is a row of its own", (_, inventory, why) => {
    const { rows, checked } = build([], {}, { inventory });
    expect(rows).toMatchObject([
      { severity: "unknown", autoScalingGroup: null, groups: [], verdict: "cannot-tell" },
    ]);
    expect(rows[0]?.what).toMatch(why);
    expect(checked[0]?.groupsKnown).toBe(false);
  });

  it("an account that cannot be reached is a row, with what to do", () => {
    const { rows } = build([], { places: [], unreached: [{ place, failure }] });
    expect(rows).toMatchObject([{ severity: "unknown", account: place.account }]);
    expect(rows[0]?.what).toContain("nothing of this account could be read: no");
    expect(rows[0]?.advice).toHaveLength(1);
  });
});
