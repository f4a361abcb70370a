import { describe, expect, it } from "vitest";
import { elbInvalid } from "#lib/rules/deployment/elb-invalid.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { describeErrorCode, makeFailedWith } from "#lib/testing/describe-error-code.ts";
import { makeDeploymentGroup } from "#lib/testing/facts.ts";

const failed = makeFailedWith("ELASTIC_LOAD_BALANCING_INVALID");
const parts = { deployment: [failed], "deployment-group": [makeDeploymentGroup()] };

describeErrorCode(elbInvalid, {
  codes: [
    ["ELASTIC_LOAD_BALANCING_INVALID", "could not use the load balancer"],
    ["ELB_INVALID_INSTANCE", "does not take an instance"],
    ["MISSING_ELB_INFORMATION", "names none"],
  ],
  parts,
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
