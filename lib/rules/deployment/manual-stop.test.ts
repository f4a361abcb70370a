import { expect, it } from "vitest";
import { manualStop } from "#lib/rules/deployment/manual-stop.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeDeployment, makeDeploymentTarget, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment } from "#lib/testing/failed-targets.ts";

const stop = { status: "Stopped", errorCode: "MANUAL_STOP", errorMessage: "stopped by a user request" };
const begun = makeDeploymentTarget({
  status: "Skipped",
  events: [
    { name: "ApplicationStop", status: "Succeeded", startTime: minutesAgo(7) },
    { name: "Install", status: "Skipped" },
  ],
});
const untouched = makeDeploymentTarget({
  targetId: idB,
  status: "Skipped",
  events: [{ name: "ApplicationStop", status: "Skipped" }],
});

function check(value: Parameters<typeof makeFailedDeployment>[0] = {}, targets = [begun, untouched]) {
  const parts = {
    deployment: [makeFailedDeployment({ ...stop, ...value })],
    "deployment-target": targets,
  };
  return checkRule(manualStop, parts, { partial: ["codedeploy-targets"] });
}

it("instances that were left half-way are named", () => {
  const findings = check();
  expect(findings).toMatchObject([{ verdict: "proved", since: minutesAgo(5) }]);
  expect(findings[0]).not.toHaveProperty("severity");
  expect(findings[0]?.summary).toBe(
    `d-7QK2AAAAA was stopped at 14:17:10 UTC with MANUAL_STOP: somebody stopped it; ${idA} had been begun and may be half-way.`,
  );
});

it.each([
  ["nothing had begun", {}, [untouched], "no target is known to have been left half-way"],
  ["all had succeeded", {}, [makeDeploymentTarget({ ...begun.value, status: "Succeeded" })], "no target"],
  ["it was made for a launch", { creator: "autoscaling" }, [begun], "gave up the launch it was made for"],
])("where %s it is info", (_, value, targets, words) => {
  const [finding] = check(value, targets);
  expect(finding?.severity).toBe("info");
  expect(finding?.summary).toContain(words);
});

it.each([
  ["stopped by an alarm", { errorCode: "ALARM_ACTIVE" }],
  ["stopped without a code", { errorCode: undefined }],
])("a deployment %s is not meant", (_, value) => {
  expect(check(value)).toEqual([]);
});

it("a later deployment of the whole group mends it", () => {
  const later = makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(2) });
  const deployment = [makeFailedDeployment(stop), later];
  expect(checkRule(manualStop, { deployment, "deployment-target": [begun] })).toEqual([]);
});
