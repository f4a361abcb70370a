import { expect, it } from "vitest";
import { allLifecycleEventsSkipped } from "#lib/rules/deployment/all-lifecycle-events-skipped.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeDeploymentTarget, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const deployment = [makeFailedDeployment()];

function makeSkipped(targetId: string) {
  const events = ["ApplicationStop", "DownloadBundle"].map((name) => ({ name, status: "Skipped" }));
  return makeDeploymentTarget({ targetId, status: "Skipped", events });
}

const parts = { deployment, "deployment-target": [makeSkipped(idA), makeSkipped(idB)] };

it("a failed deployment in which nobody did anything is proved", () => {
  const findings = checkRule(allLifecycleEventsSkipped, parts);
  expect(findings).toMatchObject([
    { subject: { id: "d-7QK2AAAAA" }, verdict: "proved", since: minutesAgo(5) },
  ]);
  expect(findings[0]?.summary).toContain(`was skipped, on ${idA} and ${idB}.`);
  expect(findings[0]?.evidence.at(-1)).toMatchObject({
    value: "ApplicationStop Skipped, DownloadBundle Skipped",
  });
});

it.each([
  [
    "targets that had not had their turn when another failed",
    { "deployment-target": [makeSkipped(idA), makeFailedTarget(undefined, { targetId: idB })] },
  ],
  ["targets whose events are not known", { "deployment-target": [makeDeploymentTarget({ events: [] })] }],
  ["targets that were not read", { "deployment-target": [] }],
  ["a deployment stopped by hand", { deployment: [makeFailedDeployment({ errorCode: "MANUAL_STOP" })] }],
  ["a deployment that goes on", { deployment: [makeFailedDeployment({ status: "InProgress" })] }],
])("%s: not meant", (_, changed) => {
  expect(checkRule(allLifecycleEventsSkipped, { ...parts, ...changed })).toEqual([]);
});

it("targets read in part may leave out the one that failed", () => {
  expect(checkRule(allLifecycleEventsSkipped, parts, { partial: ["codedeploy-targets"] })).toEqual([]);
});
