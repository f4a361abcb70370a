import { describe, expect, it } from "vitest";
import { toAuditCsv } from "#lib/report/audit/audit-csv.ts";
import { toPlainRow } from "#lib/report/audit/group-audit.ts";
import type { AuditRow } from "#lib/report/schema.ts";
import { testScope } from "#lib/testing/facts.ts";

function makeRow(parts: Partial<AuditRow> = {}): AuditRow {
  return { ...toPlainRow({ scope: testScope }, "asg-prod-api"), ...parts };
}

/** The fields of a file, as RFC 4180 reads them. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, plain = "", end] of text.matchAll(pattern)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") lines.push([]);
  }
  return lines.slice(0, -1);
}

function read(row: AuditRow): Record<string, string | undefined> {
  const [names = [], values = []] = parseCsv(toAuditCsv({ rows: [row] }));
  expect(values).toHaveLength(names.length);
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

describe("the audit as CSV", () => {
  it("no rows leave the line of names", () => {
    expect(toAuditCsv({ rows: [] })).toMatch(/^severity,account,.*\r\n$/);
  });

  it.each([
    ["a comma", "one, two"],
    ["quotes", 'the "old" hook'],
    ["a line break", "one\ntwo"],
    ["a carriage return inside", "one\r\ntwo"],
    ["nothing", ""],
    ["a name in another script", "größe-プロd"],
    ["a formula's sign inside", "a=b"],
  ])("%s comes back as it was", (_, what) => {
    expect(read(makeRow({ what })).what).toBe(what);
  });

  it.each(["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "\rx", '=1,"2"'])("%j is no formula", (name) => {
    expect(read(makeRow({ autoScalingGroup: name })).auto_scaling_group).toBe(`'${name}`);
  });

  it("a formula is also quoted where its text asks for it", () => {
    expect(toAuditCsv({ rows: [makeRow({ what: '=1,"2"' })] })).toContain(`"'=1,""2"""`);
  });

  it("a row carries its groups, rules, times, evidence and commands", () => {
    const evidence = {
      source: "autoscaling-hooks",
      operation: "autoscaling:DescribeLifecycleHooks",
      entity: "asg-prod-api/h",
      field: "LifecycleHookName",
      value: "h",
      readAt: "2026-01-31T14:22:10.000Z",
    };
    const row = makeRow({
      severity: "warning",
      rules: [{ id: "orphan-hook", title: "…" }],
      verdict: "proved",
      seenSince: "2026-01-31T14:00:00.000Z",
      evidence: [evidence],
      advice: [{ text: "Look first." }, { text: "Then.", command: "aws autoscaling x" }],
    });
    expect(read(row)).toMatchObject({
      severity: "warning",
      account: "123456789012",
      deployment_groups: "api/prod-api",
      rules: "orphan-hook",
      verdict: "proved",
      since: "",
      seen_since: "2026-01-31T14:00:00.000Z",
      evidence:
        "autoscaling:DescribeLifecycleHooks asg-prod-api/h LifecycleHookName=h (read 2026-01-31T14:22:10.000Z)",
      advice: "Look first.\nThen.",
      commands: "aws autoscaling x",
    });
  });
});
