import { describe, expect, it } from "vitest";
import { serviceRoleProblem } from "#lib/rules/deployment/service-role-problem.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { describeErrorCode, makeFailedWith } from "#lib/testing/describe-error-code.ts";
import { makeDeploymentGroup } from "#lib/testing/facts.ts";

const failed = makeFailedWith("IAM_ROLE_MISSING");
const parts = {
  deployment: [failed],
  "deployment-group": [
    makeDeploymentGroup({ serviceRoleArn: "arn:aws-cn:iam::123456789012:role/service-role/CodeDeployRole" }),
  ],
};

describeErrorCode(serviceRoleProblem, {
  codes: [
    ["IAM_ROLE_MISSING", "does not exist"],
    ["IAM_ROLE_PERMISSIONS", "lacks permissions that CodeDeploy needs"],
    ["AUTO_SCALING_IAM_ROLE_PERMISSIONS", "for Auto Scaling"],
  ],
  parts,
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
