import { describe, expect, it } from "vitest";
import { internalError } from "#lib/rules/deployment/internal-error.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

const failed = makeDeployment({
  status: "Failed",
  errorCode: "INTERNAL_ERROR",
  completeTime: minutesAgo(15),
});
const parts = { deployment: [failed] };

it.each([["INTERNAL_ERROR", "the error is its own"]])(
  "%s is proved by the code alone",
  (errorCode, words) => {
    const deployment = [makeDeployment({ status: "Failed", errorCode, completeTime: minutesAgo(15) })];
    const findings = checkRule(
      internalError,
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
    checkRule(internalError, { ...parts, deployment: [makeDeployment({ ...failed.value, ...value })] }),
  ).toEqual([]);
});

it("a deployment that succeeded later mends it, one before does not", () => {
  const success = (minutes: number) =>
    makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(minutes) });
  expect(checkRule(internalError, { ...parts, deployment: [failed, success(19)] })).toEqual([]);
  expect(checkRule(internalError, { ...parts, deployment: [failed, success(21)] })).toHaveLength(1);
});

it.each([
  [24 * 3600, undefined],
  [24 * 3600 + 1, "info"],
])("ended %i seconds ago: severity %s of its own", (seconds, severity) => {
  const deployment = [makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) })];
  expect(checkRule(internalError, { ...parts, deployment })[0]?.severity).toBe(severity);
});

describe("a rollback that succeeded", () => {
  it("leaves only something to explain", () => {
    const rollback = makeDeployment({
      id: "d-BACK",
      status: "Succeeded",
      creator: "codeDeployRollback",
      createTime: minutesAgo(14),
    });
    expect(checkRule(internalError, { deployment: [failed, rollback] })).toMatchObject([
      { severity: "info" },
    ]);
  });
});
