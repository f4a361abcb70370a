import { expect, it } from "vitest";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { toLiveLoops } from "#lib/rules/hooks/live-loops.ts";
import { recursiveDeploymentLimbo } from "#lib/rules/hooks/recursive-deployment-limbo.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeploymentTarget, minutesAgo, testNow } from "#lib/testing/facts.ts";
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

it("the limbo goes on where hooks run out by themselves and CodeDeploy fails their deployments afterwards", () => {
  expect(checkRule(recursiveDeploymentLimbo, withFirstLap([silence]))).toMatchObject([{ verdict: "proved" }]);
});
