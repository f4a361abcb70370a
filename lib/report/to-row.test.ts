import { describe, expect, it } from "vitest";
import { buildReport } from "#lib/report/build-report.ts";
import type { GroupRow, GroupSeverity, Report } from "#lib/report/schema.ts";
import { compareRows, toGroupRow } from "#lib/report/to-row.ts";
import { makeHealthyFacts } from "#lib/testing/incident-facts.ts";
import { makeIncidentReport, makeReportInput } from "#lib/testing/sample-report.ts";

const healthy = buildReport(makeReportInput(makeHealthyFacts()));
const makeRow = (severity: GroupSeverity, group = "g"): GroupRow => {
  const row = toGroupRow(healthy);
  return { ...row, severity, scope: { ...row.scope, group } };
};
const withAnswer = (answer: Partial<Report["answer"]>) =>
  toGroupRow({ ...healthy, answer: { ...healthy.answer, ...answer } });

describe("compareRows", () => {
  it("puts the worst first, what is not known before hints, and equals by name", () => {
    const rows = [
      makeRow("none", "b"),
      makeRow("info"),
      makeRow("unknown"),
      makeRow("none", "a"),
      makeRow("warning"),
      makeRow("critical"),
    ];
    expect(rows.sort(compareRows).map(({ severity, scope }) => `${severity} ${scope.group}`)).toEqual([
      "critical g",
      "warning g",
      "unknown g",
      "info g",
      "none a",
      "none b",
    ]);
  });
});

describe("toGroupRow", () => {
  it("takes its severity from the answer, which has weighed what could not be read", () => {
    expect(withAnswer({ severity: "warning", verdict: "suspected" }).severity).toBe("warning");
    expect(withAnswer({ severity: null, verdict: "cannot-tell" }).severity).toBe("unknown");
    expect(withAnswer({ severity: null, verdict: null }).severity).toBe("none");
  });

  it("lists what was found, not what could not be checked", () => {
    const [finding] = makeIncidentReport().findings;
    if (finding === undefined) throw new Error("the incident has no finding");
    const findings = [finding, { ...finding, rule: "unread", verdict: "cannot-tell" as const }];
    expect(toGroupRow({ ...healthy, findings }).findings.map(({ rule }) => rule)).toEqual([finding.rule]);
  });

  it("counts progress from the targets where CodeDeploy gives no counts", () => {
    expect(toGroupRow(healthy).deployment).toMatchObject({ done: 3, total: 3 });
  });

  it("counts an Unknown target, for which CodeDeploy has no counter, in the total", () => {
    const progress = { pending: 0, inProgress: 0, succeeded: 2, failed: 0, skipped: 0, ready: 0 };
    const deployments = healthy.deployments.map((deployment) => ({ ...deployment, progress }));
    expect(toGroupRow({ ...healthy, deployments }).deployment).toMatchObject({ done: 2, total: 3 });
  });

  it("has no deployment where there never was one", () => {
    expect(
      toGroupRow({ ...healthy, instances: { ...healthy.instances, targetsOf: null } }).deployment,
    ).toBeNull();
  });
});
