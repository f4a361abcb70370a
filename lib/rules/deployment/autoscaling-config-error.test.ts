import { describe, expect, it } from "vitest";
import { autoscalingConfigError } from "#lib/rules/deployment/autoscaling-config-error.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentGroup,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const failed = makeDeployment({
  status: "Failed",
  errorCode: "AUTO_SCALING_CONFIGURATION",
  completeTime: minutesAgo(15),
});
const parts = {
  "deployment-group": [makeDeploymentGroup()],
  "auto-scaling-group": [makeAutoScalingGroup()],
};

describe("a deployment that failed with", () => {
  it.each(["AUTO_SCALING_CONFIGURATION", "AUTOSCALING_VALIDATION_ERROR", "UNABLE_TO_SEND_ASG"])(
    "%s is proved, and the groups are to be set anew",
    (errorCode) => {
      const deployment = [makeDeployment({ ...failed.value, errorCode })];
      const [finding] = checkRule(autoscalingConfigError, { ...parts, deployment });
      expect(finding).toMatchObject({ subject: { kind: "deployment" }, verdict: "proved" });
      expect(finding?.advice.slice(-2).map(({ command }) => command)).toEqual([
        "aws deploy update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups --region us-east-1",
        "aws deploy update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups asg-prod-api --region us-east-1",
      ]);
    },
  );

  it.each(["AUTO_SCALING_IAM_ROLE_PERMISSIONS", "NO_INSTANCES", undefined])(
    "%s is not meant",
    (errorCode) => {
      const deployment = [makeDeployment({ ...failed.value, errorCode })];
      expect(checkRule(autoscalingConfigError, { ...parts, deployment })).toEqual([]);
    },
  );

  it("such a code cites when the Auto Scaling groups were made: one made anew has lost its hook", () => {
    const made = makeAutoScalingGroup({ createdTime: minutesAgo(20) });
    const [finding] = checkRule(autoscalingConfigError, {
      ...parts,
      "auto-scaling-group": [made],
      deployment: [failed],
    });
    expect(finding?.evidence.at(-1)).toMatchObject({
      entity: "asg-prod-api",
      value: "2026-01-31T14:02:10.000Z",
    });
  });

  it("such a code because processes could not be suspended is in-place-suspend-failure", () => {
    const errorMessage = "CodeDeploy could not suspend the scaling processes of asg-prod-api.";
    const deployment = [makeDeployment({ ...failed.value, errorMessage })];
    expect(checkRule(autoscalingConfigError, { ...parts, deployment })).toEqual([]);
  });

  it("such a code is mended by a later success", () => {
    const success = makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(5) });
    expect(checkRule(autoscalingConfigError, { ...parts, deployment: [failed, success] })).toEqual([]);
  });

  it("such a code because of a missing group is one finding, which names it", () => {
    const findings = checkRule(autoscalingConfigError, {
      ...parts,
      "auto-scaling-group": [],
      deployment: [failed],
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.summary).toContain("It names asg-prod-api, which Auto Scaling does not have");
  });

  it("such a code is told where the deployment group could not be read", () => {
    expect(checkRule(autoscalingConfigError, { deployment: [failed] })).toHaveLength(1);
  });
});

describe("a group that the deployment group names and Auto Scaling does not have", () => {
  const two = { autoScalingGroups: [{ name: "asg-old" }, { name: "asg-prod-api" }] };
  const check = (seconds: number, partial: readonly "autoscaling-groups"[] = []) =>
    checkRule(
      autoscalingConfigError,
      { ...parts, "deployment-group": [makeDeploymentGroup(two, { since: secondsAgo(seconds) })] },
      { partial },
    );

  it("is found without any deployment, and taken out by the advice", () => {
    const [finding, ...others] = check(600);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-old" },
      severity: "warning",
    });
    expect(finding?.advice.at(-1)?.command).toContain("--auto-scaling-groups asg-prod-api --region");
  });

  it.each([
    [60, "corroborated", "warning"],
    [59, "suspected", "info"],
  ])("is, %i seconds after it was first named, %s: %s", (seconds, verdict, severity) => {
    expect(check(seconds)).toMatchObject([{ verdict, severity }]);
  });

  it("is not missing where Auto Scaling was read in part", () => {
    expect(check(600, ["autoscaling-groups"])).toEqual([]);
  });

  it("is not missing where it is there, or none is named", () => {
    expect(checkRule(autoscalingConfigError, parts)).toEqual([]);
    expect(
      checkRule(autoscalingConfigError, {
        "deployment-group": [makeDeploymentGroup({ autoScalingGroups: [] })],
      }),
    ).toEqual([]);
  });
});

describe("a group that a blue/green deployment may have replaced", () => {
  const missing = { ...parts, "auto-scaling-group": [] };
  it.each([
    ["is under way", { status: "InProgress" }, 0],
    ["ended less than six minutes ago", { status: "Succeeded", completeTime: secondsAgo(359) }, 0],
    ["ended six minutes ago", { status: "Succeeded", completeTime: minutesAgo(6) }, 1],
    ["was in place", { status: "InProgress", deploymentType: "IN_PLACE" }, 1],
  ])("that %s: %j gives %i findings", (_, changes, count) => {
    const deployment = [makeDeployment({ deploymentType: "BLUE_GREEN", ...changes })];
    expect(checkRule(autoscalingConfigError, { ...missing, deployment })).toHaveLength(count);
  });
});
