import { describe, expect, it } from "vitest";
import { countBySeverity, filterBySeverity, filterByText } from "#lib/report/audit/filter-rows.ts";
import { toPlainRow } from "#lib/report/audit/group-audit.ts";
import type { AuditRow } from "#lib/report/schema.ts";
import { testScope } from "#lib/testing/facts.ts";

const orphan: AuditRow = {
  ...toPlainRow({ scope: testScope }, "asg-prod-api"),
  severity: "warning",
  what: "Hook left-over is nobody's.",
  rules: [{ id: "orphan-hook", title: "Belongs to no group" }],
};
const fine: AuditRow = {
  ...toPlainRow({ scope: { ...testScope, group: "web" } }, "asg-web"),
  what: "in order",
};
const rows = [orphan, fine];

describe("the filter of the audit", () => {
  it.each<[string, readonly AuditRow[]]>([
    ["", rows],
    ["   ", rows],
    ["LEFT-over", [orphan]],
    ["orphan-hook", [orphan]],
    ["belongs", [orphan]],
    ["api/web", [fine]],
    ["us-east-1", rows],
    ["us-east-1 order", [fine]],
    ["left-over order", []],
  ])("%j shows the rows in which every word occurs", (text, shown) => {
    expect(filterByText(rows, text)).toEqual(shown);
  });

  it("a severity shows its own rows, none shows all", () => {
    expect(filterBySeverity(rows, "warning")).toEqual([orphan]);
    expect(filterBySeverity(rows, "critical")).toEqual([]);
    expect(filterBySeverity(rows, undefined)).toEqual(rows);
  });

  it("every severity is counted, absent ones as 0", () => {
    expect(countBySeverity(rows)).toEqual({ critical: 0, warning: 1, unknown: 0, info: 0, none: 1 });
  });
});
