import { expect, it } from "vitest";
import { invalidRevision } from "#lib/rules/deployment/invalid-revision.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const revision = { type: "S3", label: "s3://bundles/api/r42.zip" };

it("INVALID_REVISION is proved by the code", () => {
  const deployment = [makeFailedDeployment({ errorCode: "INVALID_REVISION", revision })];
  const findings = checkRule(invalidRevision, { deployment });
  expect(findings).toMatchObject([{ verdict: "proved", subject: { id: "d-7QK2AAAAA" } }]);
  expect(findings[0]?.evidence.at(-1)).toMatchObject({ field: "revision", value: revision.label });
});

function checkMessage(message: string) {
  const event = makeFailedEvent({
    name: "BeforeInstall",
    diagnostics: { errorCode: "UnknownError", message },
  });
  const parts = { deployment: [makeFailedDeployment()], "deployment-target": [makeFailedTarget(event)] };
  return checkRule(invalidRevision, parts, { partial: ["codedeploy-targets"] });
}

it.each([
  'did not find an AppSpec file within the unpacked revision directory at revision-relative path "appspec.yml"',
  "invalid character",
  "__MACOSX",
])("%s is proved by the event's words", (message) => {
  expect(checkMessage(message)).toMatchObject([{ verdict: "proved", severity: "warning" }]);
});

it.each(["", "exit 1"])("%j is not meant", (message) => {
  expect(checkMessage(message)).toEqual([]);
});

it("a script that failed and speaks of appspec.yml is a script that failed", () => {
  const event = makeFailedEvent({ diagnostics: { errorCode: "ScriptFailed", message: "appspec.yml" } });
  const parts = { deployment: [makeFailedDeployment()], "deployment-target": [makeFailedTarget(event)] };
  expect(checkRule(invalidRevision, parts)).toEqual([]);
});
