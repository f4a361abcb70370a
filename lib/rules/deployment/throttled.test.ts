import { describe, expect, it } from "vitest";
import { throttled } from "#lib/rules/deployment/throttled.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

const failed = makeDeployment({
  status: "Failed",
  errorCode: "THROTTLED",
  completeTime: minutesAgo(15),
});
const parts = { deployment: [failed] };

it.each([["THROTTLED", "refused CodeDeploy's calls"]])(
  "%s is proved by the code alone",
  (errorCode, words) => {
    const deployment = [makeDeployment({ status: "Failed", errorCode, completeTime: minutesAgo(15) })];
    const findings = checkRule(throttled, { ...parts, deployment }, { partial: ["codedeploy-deployments"] });
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
    checkRule(throttled, { ...parts, deployment: [makeDeployment({ ...failed.value, ...value })] }),
  ).toEqual([]);
});

it("a deployment that succeeded later mends it, one before does not", () => {
  const success = (minutes: number) =>
    makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(minutes) });
  expect(checkRule(throttled, { ...parts, deployment: [failed, success(19)] })).toEqual([]);
  expect(checkRule(throttled, { ...parts, deployment: [failed, success(21)] })).toHaveLength(1);
});

it.each([
  [24 * 3600, undefined],
  [24 * 3600 + 1, "info"],
])("ended %i seconds ago: severity %s of its own", (seconds, severity) => {
  const deployment = [makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) })];
  expect(checkRule(throttled, { ...parts, deployment })[0]?.severity).toBe(severity);
});

describe("the same again", () => {
  it("is one finding about the newest", () => {
    const before = makeDeployment({ ...failed.value, id: "d-BEFORE", createTime: minutesAgo(60) });
    const findings = checkRule(throttled, { deployment: [before, failed] });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.summary).toContain("The same happened in 1 earlier deployment.");
  });
});
