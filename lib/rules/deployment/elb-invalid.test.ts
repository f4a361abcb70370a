import { describe, expect, it } from "vitest";
import { elbInvalid } from "#lib/rules/deployment/elb-invalid.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, makeDeploymentGroup, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

const failed = makeDeployment({
  status: "Failed",
  errorCode: "ELASTIC_LOAD_BALANCING_INVALID",
  completeTime: minutesAgo(15),
});
const parts = { deployment: [failed], "deployment-group": [makeDeploymentGroup()] };

it.each([
  ["ELASTIC_LOAD_BALANCING_INVALID", "could not use the load balancer"],
  ["ELB_INVALID_INSTANCE", "does not take an instance"],
  ["MISSING_ELB_INFORMATION", "names none"],
])("%s is proved by the code alone", (errorCode, words) => {
  const deployment = [makeDeployment({ status: "Failed", errorCode, completeTime: minutesAgo(15) })];
  const findings = checkRule(elbInvalid, { ...parts, deployment }, { partial: ["codedeploy-deployments"] });
  expect(findings).toMatchObject([
    { subject: { kind: "deployment", id: "d-7QK2AAAAA" }, verdict: "proved", since: minutesAgo(15) },
  ]);
  expect(findings[0]?.summary).toContain(words);
});

it.each([
  ["another code", { errorCode: "SOMETHING_NEW" }],
  ["no code", { errorCode: undefined }],
  ["the code on a deployment that goes on", { status: "InProgress" }],
])("%s is not meant", (_, value) => {
  expect(
    checkRule(elbInvalid, { ...parts, deployment: [makeDeployment({ ...failed.value, ...value })] }),
  ).toEqual([]);
});

it("a deployment that succeeded later mends it, one before does not", () => {
  const success = (minutes: number) =>
    makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(minutes) });
  expect(checkRule(elbInvalid, { ...parts, deployment: [failed, success(19)] })).toEqual([]);
  expect(checkRule(elbInvalid, { ...parts, deployment: [failed, success(21)] })).toHaveLength(1);
});

it.each([
  [24 * 3600, undefined],
  [24 * 3600 + 1, "info"],
])("ended %i seconds ago: severity %s of its own", (seconds, severity) => {
  const deployment = [makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) })];
  expect(checkRule(elbInvalid, { ...parts, deployment })[0]?.severity).toBe(severity);
});

describe("the deployment group's target groups", () => {
  it("are named, cited and asked for", () => {
    const [finding] = checkRule(elbInvalid, parts);
    expect(finding?.summary).toContain("It names tg-prod-api now.");
    expect(finding?.evidence.at(-1)).toMatchObject({ source: "codedeploy-group", value: "tg-prod-api" });
    expect(finding?.advice[1]?.command).toBe(
      "aws elbv2 describe-target-groups --names tg-prod-api --region us-east-1",
    );
  });

  it("are said to be none where there are none", () => {
    const group = makeDeploymentGroup({ targetGroupNames: [] });
    const [finding] = checkRule(elbInvalid, { ...parts, "deployment-group": [group] });
    expect(finding?.summary).toContain("names no target group now");
    expect(finding?.advice[1]?.command).toContain("get-deployment-group");
  });

  it("are left out where the group was not read", () => {
    expect(checkRule(elbInvalid, { deployment: [failed] })[0]?.summary).not.toContain("names tg");
  });
});
