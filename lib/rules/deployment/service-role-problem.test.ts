import { describe, expect, it } from "vitest";
import { serviceRoleProblem } from "#lib/rules/deployment/service-role-problem.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeployment, makeDeploymentGroup, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

const failed = makeDeployment({
  status: "Failed",
  errorCode: "IAM_ROLE_MISSING",
  completeTime: minutesAgo(15),
});
const parts = {
  deployment: [failed],
  "deployment-group": [
    makeDeploymentGroup({ serviceRoleArn: "arn:aws-cn:iam::123456789012:role/service-role/CodeDeployRole" }),
  ],
};

it.each([
  ["IAM_ROLE_MISSING", "does not exist"],
  ["IAM_ROLE_PERMISSIONS", "lacks permissions that CodeDeploy needs"],
  ["AUTO_SCALING_IAM_ROLE_PERMISSIONS", "for Auto Scaling"],
])("%s is proved by the code alone", (errorCode, words) => {
  const deployment = [makeDeployment({ status: "Failed", errorCode, completeTime: minutesAgo(15) })];
  const findings = checkRule(
    serviceRoleProblem,
    { ...parts, deployment },
    { partial: ["codedeploy-deployments"] },
  );
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
    checkRule(serviceRoleProblem, { ...parts, deployment: [makeDeployment({ ...failed.value, ...value })] }),
  ).toEqual([]);
});

it("a deployment that succeeded later mends it, one before does not", () => {
  const success = (minutes: number) =>
    makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(minutes) });
  expect(checkRule(serviceRoleProblem, { ...parts, deployment: [failed, success(19)] })).toEqual([]);
  expect(checkRule(serviceRoleProblem, { ...parts, deployment: [failed, success(21)] })).toHaveLength(1);
});

it.each([
  [24 * 3600, undefined],
  [24 * 3600 + 1, "info"],
])("ended %i seconds ago: severity %s of its own", (seconds, severity) => {
  const deployment = [makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) })];
  expect(checkRule(serviceRoleProblem, { ...parts, deployment })[0]?.severity).toBe(severity);
});

describe("the role", () => {
  it("is cited, and named in commands without its path, in its own partition", () => {
    const [finding] = checkRule(serviceRoleProblem, parts);
    expect(finding?.evidence.at(-1)?.value).toContain(":role/service-role/CodeDeployRole");
    expect(finding?.advice.map(({ command }) => command)).toEqual([
      "aws deploy get-deployment --deployment-id d-7QK2AAAAA --region us-east-1",
      "aws iam get-role --role-name CodeDeployRole --region us-east-1",
      "aws iam list-attached-role-policies --role-name CodeDeployRole --region us-east-1",
      "aws iam attach-role-policy --role-name CodeDeployRole --policy-arn arn:aws-cn:iam::aws:policy/service-role/AWSCodeDeployRole --region us-east-1",
      undefined,
    ]);
  });

  it.each([undefined, "CodeDeployRole"])("%s gives words instead of commands", (serviceRoleArn) => {
    const group = makeDeploymentGroup({ serviceRoleArn });
    const [finding] = checkRule(serviceRoleProblem, { ...parts, "deployment-group": [group] });
    expect(finding?.advice.filter(({ command }) => command?.includes("iam"))).toEqual([]);
  });

  it("needs more where blue/green copies the Auto Scaling group", () => {
    const group = makeDeploymentGroup({ greenProvisioning: "COPY_AUTO_SCALING_GROUP" });
    const [finding] = checkRule(serviceRoleProblem, { ...parts, "deployment-group": [group] });
    expect(finding?.advice.at(-1)?.text).toContain("iam:PassRole");
    expect(checkRule(serviceRoleProblem, parts)[0]?.advice.at(-1)?.text).not.toContain("iam:PassRole");
  });
});
