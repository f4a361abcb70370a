import { describe, expect, it } from "vitest";
import { codedeployGroup } from "#lib/sources/codedeploy-group.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const getGroup = "codedeploy:GetDeploymentGroup";
const getConfig = "codedeploy:GetDeploymentConfig";

const fullGroup = {
  applicationName: "api",
  deploymentGroupName: "prod-api",
  deploymentGroupId: "5a1f",
  serviceRoleArn: "arn:aws:iam::123456789012:role/codedeploy",
  deploymentConfigName: "CodeDeployDefault.OneAtATime",
  computePlatform: "Server",
  deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
  outdatedInstancesStrategy: "UPDATE",
  terminationHookEnabled: true,
  autoScalingGroups: [
    { name: "b", hook: "hook-b" },
    { name: "a", terminationHook: "bye-a" },
  ],
  ec2TagFilters: [{ Key: "Role", Value: "api", Type: "KEY_AND_VALUE" }],
  ec2TagSet: { ec2TagSetList: [[{ Key: "Env", Type: "KEY_ONLY" }], []] },
  loadBalancerInfo: { targetGroupInfoList: [{ name: "tg-prod-api" }] },
  blueGreenDeploymentConfiguration: {
    terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE" },
    greenFleetProvisioningOption: { action: "COPY_AUTO_SCALING_GROUP" },
  },
  alarmConfiguration: { enabled: true, alarms: [{ name: "too-many-5xx" }] },
  lastAttemptedDeployment: { deploymentId: "d-2", status: "Failed", createTime: new Date(2_000) },
  lastSuccessfulDeployment: { deploymentId: "d-1" },
  targetRevision: { revisionType: "S3", s3Location: { bucket: "releases", key: "r41.zip" } },
};

async function readGroup(deploymentGroupInfo: object) {
  const { reading } = await readAlone(codedeployGroup, {
    answers: [{ operation: getGroup, output: { deploymentGroupInfo } }],
  });
  return { reading, group: valuesOf(reading, "deployment-group")["api/prod-api"] };
}

describe("the deployment group", () => {
  it("is read whole, with its config", async () => {
    const { reading } = await readAlone(codedeployGroup, {
      answers: [
        {
          operation: getGroup,
          input: { applicationName: "api", deploymentGroupName: "prod-api" },
          output: { deploymentGroupInfo: fullGroup },
        },
        {
          operation: getConfig,
          input: { deploymentConfigName: "CodeDeployDefault.OneAtATime" },
          output: {
            deploymentConfigInfo: {
              deploymentConfigName: "CodeDeployDefault.OneAtATime",
              minimumHealthyHosts: { type: "HOST_COUNT", value: 1 },
            },
          },
        },
      ],
    });
    expect(valuesOf(reading, "deployment-group")).toEqual({
      "api/prod-api": {
        application: "api",
        name: "prod-api",
        id: "5a1f",
        serviceRoleArn: "arn:aws:iam::123456789012:role/codedeploy",
        configName: "CodeDeployDefault.OneAtATime",
        computePlatform: "Server",
        deploymentType: "BLUE_GREEN",
        deploymentOption: "WITH_TRAFFIC_CONTROL",
        outdatedInstancesStrategy: "UPDATE",
        terminationHookEnabled: true,
        autoScalingGroups: [
          { name: "a", terminationHook: "bye-a" },
          { name: "b", hook: "hook-b" },
        ],
        tagFilters: [{ key: "Role", value: "api", type: "KEY_AND_VALUE" }],
        tagSet: [[{ key: "Env", type: "KEY_ONLY" }], []],
        targetGroupNames: ["tg-prod-api"],
        blueTerminationAction: "TERMINATE",
        greenProvisioning: "COPY_AUTO_SCALING_GROUP",
        alarmNames: ["too-many-5xx"],
        lastAttempted: { deploymentId: "d-2", status: "Failed", createTime: 2_000 },
        lastSuccessful: { deploymentId: "d-1" },
        targetRevision: { type: "S3", label: "s3://releases/r41.zip" },
      },
    });
    expect(valuesOf(reading, "deployment-config")).toEqual({
      "CodeDeployDefault.OneAtATime": {
        name: "CodeDeployDefault.OneAtATime",
        minimumHealthyType: "HOST_COUNT",
        minimumHealthyValue: 1,
      },
    });
  });

  it("needs nothing but its names, and then costs one call", async () => {
    const { group } = await readGroup({ applicationName: "api", deploymentGroupName: "prod-api" });
    expect(group).toMatchObject({ autoScalingGroups: [], tagFilters: [], tagSet: [], targetGroupNames: [] });
  });

  it("has no alarms where they are switched off", async () => {
    const { group } = await readGroup({
      applicationName: "api",
      deploymentGroupName: "prod-api",
      alarmConfiguration: { enabled: false, alarms: [{ name: "off" }] },
    });
    expect(group).toMatchObject({ alarmNames: [] });
  });

  it("keeps values AWS may add later", async () => {
    const { group } = await readGroup({
      applicationName: "api",
      deploymentGroupName: "prod-api",
      computePlatform: "Mainframe",
      ec2TagFilters: [{ Key: "a", Type: "KEY_PATTERN" }],
    });
    expect(group).toMatchObject({ computePlatform: "Mainframe", tagFilters: [{ type: "KEY_PATTERN" }] });
  });

  it.each([
    [{ revisionType: "GitHub", gitHubLocation: { repository: "o/r", commitId: "abc" } }, "github: o/r@abc"],
    [{ revisionType: "String" }, "String"],
    [{ revisionType: "S3", s3Location: { bucket: "b" } }, "s3://b/?"],
  ])("names the revision %j", async (targetRevision, label) => {
    const { group } = await readGroup({
      applicationName: "api",
      deploymentGroupName: "prod-api",
      targetRevision,
    });
    expect(group).toMatchObject({ targetRevision: { label } });
  });

  it("a config that is denied does not cost the group", async () => {
    const { reading } = await readAlone(codedeployGroup, {
      answers: [
        { operation: getGroup, output: { deploymentGroupInfo: fullGroup } },
        { operation: getConfig, failure: { kind: "denied", code: "AccessDeniedException" } },
      ],
    });
    expect(reading.facts.map(({ kind }) => kind)).toEqual(["deployment-group"]);
    expect(reading.failures).toMatchObject([{ operation: getConfig }]);
  });

  it("a deleted group is a failure, not an empty reading", async () => {
    const { reading } = await readAlone(codedeployGroup, {
      answers: [
        { operation: getGroup, failure: { kind: "not-found", code: "DeploymentGroupDoesNotExistException" } },
      ],
    });
    expect(reading).toMatchObject({ facts: [], failures: [{ kind: "not-found" }] });
  });

  it.each([[undefined], [{ applicationName: "api" }], [{ ...fullGroup, autoScalingGroups: "asg" }]])(
    "a group of another shape (%j) is dropped with the reason",
    async (deploymentGroupInfo) => {
      const { reading } = await readAlone(codedeployGroup, {
        answers: [{ operation: getGroup, output: { deploymentGroupInfo } }],
      });
      expect(reading.facts).toEqual([]);
      expect(reading.dropped[0]).toContain("codedeploy:GetDeploymentGroup deploymentGroupInfo[0]");
    },
  );
});
