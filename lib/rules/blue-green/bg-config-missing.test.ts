import { describe, expect, it } from "vitest";
import { bgConfigMissing } from "#lib/rules/blue-green/bg-config-missing.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, makeDeploymentGroup, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

const failed = makeDeployment({
  status: "Failed",
  errorCode: "MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION",
  completeTime: minutesAgo(15),
});
const parts = { deployment: [failed], "deployment-group": [makeDeploymentGroup()] };

it.each([["MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION", "lacks the settings"]])(
  "%s is proved by the code alone",
  (errorCode, words) => {
    const deployment = [makeDeployment({ status: "Failed", errorCode, completeTime: minutesAgo(15) })];
    const findings = checkRule(
      bgConfigMissing,
      { ...parts, deployment },
      { partial: ["codedeploy-deployments"] },
    );
    expect(findings).toMatchObject([
      { subject: { kind: "deployment", id: "d-7QK2AAAAA" }, verdict: "proved", since: minutesAgo(15) },
    ]);
    expect(findings[0]?.summary).toContain(words);
  },
);

it.each([
  ["another code", { errorCode: "SOMETHING_NEW" }],
  ["no code", { errorCode: undefined }],
  ["the code on a deployment that goes on", { status: "InProgress" }],
])("%s is not meant", (_, value) => {
  expect(
    checkRule(bgConfigMissing, { ...parts, deployment: [makeDeployment({ ...failed.value, ...value })] }),
  ).toEqual([]);
});

it("a deployment that succeeded later mends it, one before does not", () => {
  const success = (minutes: number) =>
    makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(minutes) });
  expect(checkRule(bgConfigMissing, { ...parts, deployment: [failed, success(19)] })).toEqual([]);
  expect(checkRule(bgConfigMissing, { ...parts, deployment: [failed, success(21)] })).toHaveLength(1);
});

it.each([
  [24 * 3600, undefined],
  [24 * 3600 + 1, "info"],
])("ended %i seconds ago: severity %s of its own", (seconds, severity) => {
  const deployment = [makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) })];
  expect(checkRule(bgConfigMissing, { ...parts, deployment })[0]?.severity).toBe(severity);
});

describe("the group's settings", () => {
  it("are cited, and said to be missing", () => {
    const values = checkRule(bgConfigMissing, parts)[0]?.evidence.map(({ value }) => value);
    expect(values?.slice(-3)).toEqual(["not set", "not set", "not set"]);
  });

  it("are left out where the group was not read", () => {
    expect(checkRule(bgConfigMissing, { deployment: [failed] })[0]?.evidence).toHaveLength(2);
  });
});
