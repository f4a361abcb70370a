import { describe, expect, it } from "vitest";
import { bgIacDrift } from "#lib/rules/blue-green/bg-iac-drift.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentGroup,
  makeInstance,
  makeTerminated,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const copy = "CodeDeploy_prod-api_d-7QK2AAAAA";
const tags = { "aws:autoscaling:groupName": copy };
const greenProvisioning = "COPY_AUTO_SCALING_GROUP";
const done = makeDeployment({
  status: "Succeeded",
  deploymentType: "BLUE_GREEN",
  createTime: minutesAgo(60),
  completeTime: minutesAgo(30),
});

describe("a group that was set back to another name", () => {
  const parts = {
    "deployment-group": [makeDeploymentGroup({ greenProvisioning })],
    deployment: [done],
    "auto-scaling-group": [makeAutoScalingGroup()],
    instance: [makeInstance({ tags })],
  };

  it("is suspected, and the advice names the copy again", () => {
    const [finding] = checkRule(bgIacDrift, parts);
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "suspected",
      severity: "warning",
      summary: `d-7QK2AAAAA succeeded at 13:52:10 UTC and left prod-api with ${copy}, where ${idA} still runs, but it names asg-prod-api. Something may have set it back, as infrastructure code does that holds the old name.`,
    });
    expect(finding?.advice[1]?.command).toContain(`--auto-scaling-groups ${copy} --region`);
  });

  it.each([
    [600, 1],
    [599, 0],
  ])("%i seconds after the deployment's end: %i finding", (seconds, count) => {
    const deployment = [makeDeployment({ ...done.value, completeTime: secondsAgo(seconds) })];
    expect(checkRule(bgIacDrift, { ...parts, deployment })).toHaveLength(count);
  });

  it("a day later is info", () => {
    const deployment = [makeDeployment({ ...done.value, completeTime: secondsAgo(24 * 3600 + 1) })];
    expect(checkRule(bgIacDrift, { ...parts, deployment })).toMatchObject([{ severity: "info" }]);
  });

  it.each([
    ["the group does not copy", { "deployment-group": [makeDeploymentGroup()] }],
    [
      "the group names the copy",
      {
        "deployment-group": [makeDeploymentGroup({ greenProvisioning, autoScalingGroups: [{ name: copy }] })],
      },
    ],
    [
      "the group names no Auto Scaling group",
      { "deployment-group": [makeDeploymentGroup({ greenProvisioning, autoScalingGroups: [] })] },
    ],
    [
      "the deployment was in-place",
      { deployment: [makeDeployment({ ...done.value, deploymentType: "IN_PLACE" })] },
    ],
    ["the deployment failed", { deployment: [makeDeployment({ ...done.value, status: "Failed" })] }],
    [
      "the deployment was rolled back",
      { deployment: [makeDeployment({ ...done.value, creator: "codeDeployRollback" })] },
    ],
    [
      "another deployment is under way",
      {
        deployment: [
          done,
          makeDeployment({ id: "d-NEW", deploymentType: "BLUE_GREEN", createTime: minutesAgo(5) }),
        ],
      },
    ],
    ["no deployment is known", { deployment: [] }],
    ["no instance of the copy is known", { instance: [] }],
    ["the instances of the copy are gone", { instance: [makeTerminated({ tags })] }],
    ["the deployment copied nothing", { instance: [makeInstance()] }],
  ])("is not meant where %s", (_, changed) => {
    expect(checkRule(bgIacDrift, { ...parts, ...changed })).toEqual([]);
  });
});

describe("a group that CodeDeploy made", () => {
  const check = (tags: Readonly<Record<string, string>>, name = copy, deployment = [done]) =>
    checkRule(bgIacDrift, {
      "deployment-group": [makeDeploymentGroup({ greenProvisioning, autoScalingGroups: [{ name }] })],
      "auto-scaling-group": [makeAutoScalingGroup({ name, tags })],
      deployment,
    });

  it.each([
    [{ ManagedBy: "Terraform" }],
    [{ "aws:cloudformation:stack-name": "prod" }],
    [{ "pulumi:project": "api" }],
    [{ tool: "cdk" }],
  ])("and whose tags are those of infrastructure code, %j, is info", (tags) => {
    expect(check(tags)).toMatchObject([
      { subject: { kind: "auto-scaling-group", id: copy }, severity: "info", verdict: "suspected" },
    ]);
  });

  it("without such tags is as it should be", () => {
    expect(check({ Role: "api", Disk: "cdkey" })).toEqual([]);
  });

  it("is silent about a name of another form, or where the group was not read", () => {
    expect(check({ ManagedBy: "Terraform" }, "CodeDeploy_prod-api_blue", [])).toEqual([]);
    expect(
      checkRule(
        bgIacDrift,
        {
          "deployment-group": [
            makeDeploymentGroup({ greenProvisioning, autoScalingGroups: [{ name: copy }] }),
          ],
          deployment: [done],
        },
        { partial: ["autoscaling-groups"] },
      ),
    ).toEqual([]);
  });
});
