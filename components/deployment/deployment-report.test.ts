import { describe, expect, it } from "vitest";
import { toDeploymentScene } from "#components/deployment/deployment-report.ts";
import { makeDeploymentView } from "#components/deployment/testing/make-deployment-view.ts";
import type { DeploymentView, Report } from "#lib/report/schema.ts";
import { makeIncidentReport } from "#lib/testing/sample-report.ts";

const report: Report = makeIncidentReport();
const now = Date.parse(report.at);

function minutesAgo(minutes: number): string {
  return new Date(now - minutes * 60_000).toISOString();
}

function scene(parts: Partial<DeploymentView>) {
  return toDeploymentScene(report, makeDeploymentView({ startedAt: null, ...parts }));
}

describe("a deployment's part of the timeline", () => {
  it("has the lanes of its targets alone", () => {
    const deployment = report.deployments.find(({ targets }) => targets.length > 0);
    if (deployment === undefined) throw new Error("the sample has a deployment with targets");
    const ids = deployment.targets.map(({ instanceId }) => instanceId);
    const { lanes } = toDeploymentScene(report, deployment).report;
    expect(lanes.length).toBeGreaterThan(0);
    expect(lanes.length).toBeLessThan(report.lanes.length);
    expect(lanes.every(({ instanceId }) => ids.includes(instanceId))).toBe(true);
  });

  it.each([
    ["begins a little before it was created", minutesAgo(20), minutesAgo(22), "all"],
    ["begins a minute before one that is young", minutesAgo(2), minutesAgo(3), "all"],
    ["begins with the report's window where that is later", minutesAgo(500), report.window.from, "its end"],
  ])("%s", (_, createdAt, from, covers) => {
    const found = scene({ createdAt });
    expect(found.report.window).toEqual({ from, to: report.window.to });
    expect(found.covers).toBe(covers);
  });

  it("is nothing where it ended before the window", () => {
    const found = scene({ createdAt: minutesAgo(500), completedAt: minutesAgo(400), open: false });
    expect(found).toMatchObject({ covers: "none", report: { window: report.window } });
  });

  it("has the next deadline only while it runs", () => {
    expect(report.answer.deadline).not.toBeNull();
    expect(scene({}).report.answer.deadline).toEqual(report.answer.deadline);
    expect(scene({ open: false, completedAt: report.at }).report.answer.deadline).toBeNull();
  });
});
