import { expect, it } from "vitest";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { toLiveLoops } from "#lib/rules/hooks/live-loops.ts";
import { recursiveDeploymentLimbo } from "#lib/rules/hooks/recursive-deployment-limbo.ts";
import { terminateRelaunchLoop } from "#lib/rules/hooks/terminate-relaunch-loop.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, makeDeploymentTarget, minutesAgo, testNow } from "#lib/testing/facts.ts";
import { makeIncidentFacts } from "#lib/testing/incident-facts.ts";

const incident = makeIncidentFacts();

const silence: LifecycleEvent = {
  name: "ApplicationStop",
  status: "Failed",
  startTime: minutesAgo(17),
  endTime: minutesAgo(17),
  diagnostics: {
    errorCode: "UnknownError",
    message: "CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs",
  },
};

/** The incident, with these events in the first lap, which ended 22 minutes ago. */
function withFirstLap(events: readonly LifecycleEvent[]) {
  return makeIncidentFacts({
    "deployment-target": incident["deployment-target"].map((target) =>
      target.value.deploymentId === "d-B1B1B1B1B"
        ? makeDeploymentTarget({ ...target.value, events })
        : target,
    ),
  });
}

it.each<[string, LifecycleEvent, string]>([
  ["that nobody took after the instance was gone", silence, "never-started"],
  ["that nobody took while the instance lived", { ...silence, endTime: minutesAgo(22) }, "failed"],
  ["that does not say when", { ...silence, startTime: undefined, endTime: undefined }, "failed"],
  ["of a script", { ...silence, diagnostics: { errorCode: "ScriptFailed" } }, "failed"],
])("a failure %s: %s", (_, event, events) => {
  const skipped = { name: "DownloadBundle", status: "Skipped" };
  const [loop] = toLiveLoops(withFirstLap([event, skipped]), testNow);
  expect(loop?.laps[0]?.events).toBe(events);
});

/** The incident, with the deployments of so many laps failed as a whole instead of stopped by hand. */
function withRefused(count: number, status: { readonly status: string; readonly errorCode: string }) {
  const laps = incident.deployment.filter(
    ({ value }) => value.creator === "autoscaling" && value.status === "Stopped",
  );
  const refused = new Set(laps.slice(0, count).map(({ value }) => value.id));
  return makeIncidentFacts({
    deployment: incident.deployment.map((one) =>
      refused.has(one.value.id) ? makeDeployment({ ...one.value, ...status }) : one,
    ),
  });
}

it.each([
  ["one that failed as a whole may be chance", 1, { status: "Failed", errorCode: "THROTTLED" }, 1],
  ["two did not wait for the ghost", 2, { status: "Failed", errorCode: "REVISION_MISSING" }, 0],
  ["two that were stopped by hand did", 2, { status: "Stopped", errorCode: "MANUAL_STOP" }, 1],
])("the limbo and the relaunch loop are told apart: %s", (_, count, status, limbos) => {
  const facts = withRefused(count, status);
  expect(checkRule(recursiveDeploymentLimbo, facts)).toHaveLength(limbos);
  expect(checkRule(terminateRelaunchLoop, facts)).toHaveLength(1 - limbos);
});

it("the limbo goes on where hooks run out by themselves and CodeDeploy fails their deployments afterwards", () => {
  expect(checkRule(recursiveDeploymentLimbo, withFirstLap([silence]))).toMatchObject([{ verdict: "proved" }]);
});
