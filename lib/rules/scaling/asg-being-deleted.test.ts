import { expect, it } from "vitest";
import { asgBeingDeleted } from "#lib/rules/scaling/asg-being-deleted.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeAutoScalingGroup, makeDeployment, minutesAgo } from "#lib/testing/facts.ts";

const deleted = [makeAutoScalingGroup({ status: "Delete in progress" }, { since: minutesAgo(3) })];

it("a group that is being deleted is a warning, with AWS's word for it", () => {
  expect(checkRule(asgBeingDeleted, { "auto-scaling-group": deleted })).toMatchObject([
    {
      verdict: "proved",
      severity: "warning",
      since: minutesAgo(3),
      summary:
        "asg-prod-api says “Delete in progress”, first read so at 14:19:10 UTC, and prod-api still names it.",
    },
  ]);
});

it.each([undefined, ""])("a status of %s is none", (status) => {
  const groups = [makeAutoScalingGroup({ status })];
  expect(checkRule(asgBeingDeleted, { "auto-scaling-group": groups })).toEqual([]);
});

it.each([
  ["a blue/green deployment that runs", makeDeployment({ deploymentType: "BLUE_GREEN" }), "info"],
  ["one that has ended", makeDeployment({ deploymentType: "BLUE_GREEN", status: "Succeeded" }), "warning"],
  ["an in-place deployment", makeDeployment({ deploymentType: "IN_PLACE" }), "warning"],
])("with %s: severity", (_, deployment, severity) => {
  const parts = { "auto-scaling-group": deleted, deployment: [deployment] };
  expect(checkRule(asgBeingDeleted, parts)).toMatchObject([{ severity }]);
});
