import {
  ApplicationDoesNotExistException,
  ApplicationNameRequiredException,
  BatchGetDeploymentGroupsCommand,
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  BatchLimitExceededException,
  DeploymentConfigDoesNotExistException,
  DeploymentDoesNotExistException,
  DeploymentGroupDoesNotExistException,
  DeploymentGroupNameRequiredException,
  DeploymentIdRequiredException,
  DeploymentNotStartedException,
  DeploymentTargetDoesNotExistException,
  DeploymentTargetListSizeExceededException,
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
  InvalidDeploymentStatusException,
  InvalidNextTokenException,
  InvalidTimeRangeException,
  ListApplicationsCommand,
  ListDeploymentGroupsCommand,
  ListDeploymentsCommand,
  type ListDeploymentsCommandInput,
  ListDeploymentTargetsCommand,
} from "@aws-sdk/client-codedeploy";
import { describe, expect, it } from "vitest";
import { toOpenEnum } from "#lib/simulator/handlers/open-enum.ts";
import { makeClients, makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import {
  makeDeployment,
  makeSmallRegion,
  makeSmallWorld,
  smallIds,
  smallNow,
} from "#lib/simulator/testing/small-world.ts";

const { codedeploy } = makeClients(makeSimulator());
const applicationName = "api";
const deploymentGroupName = "prod-api";
const deploymentId = smallIds.inProgress;

describe("what CodeDeploy says", () => {
  it("names applications, groups and configurations", async () => {
    expect(await codedeploy.send(new ListApplicationsCommand({}))).toMatchObject({ applications: ["api"] });
    const groups = await codedeploy.send(new ListDeploymentGroupsCommand({ applicationName }));
    expect(groups.deploymentGroups).toEqual([deploymentGroupName]);
    const config = await codedeploy.send(
      new GetDeploymentConfigCommand({ deploymentConfigName: "CodeDeployDefault.OneAtATime" }),
    );
    expect(config.deploymentConfigInfo?.minimumHealthyHosts).toEqual({ type: "HOST_COUNT", value: 1 });
  });

  it("gives a group the same alone and in a batch, and names what a batch did not find", async () => {
    const alone = await codedeploy.send(
      new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }),
    );
    const batch = await codedeploy.send(
      new BatchGetDeploymentGroupsCommand({
        applicationName,
        deploymentGroupNames: [deploymentGroupName, "none"],
      }),
    );
    expect(batch.deploymentGroupsInfo).toEqual([alone.deploymentGroupInfo]);
    expect(batch.errorMessage).toContain("none");
    expect(alone.deploymentGroupInfo).toMatchObject({
      autoScalingGroups: [{ name: "asg-prod-api", hook: "CodeDeploy-hook" }],
      deploymentStyle: { deploymentType: "IN_PLACE", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      loadBalancerInfo: { targetGroupInfoList: [{ name: "tg-prod-api" }] },
      lastAttemptedDeployment: { deploymentId: smallIds.inProgress, status: "InProgress" },
      lastSuccessfulDeployment: { deploymentId: smallIds.succeeded, endTime: new Date(smallNow - 7_000_000) },
    });
  });

  it("counts the targets of a deployment that started, and has no overview of one that did not", async () => {
    const deploymentIds = [deploymentId, smallIds.created];
    const { deploymentsInfo } = await codedeploy.send(new BatchGetDeploymentsCommand({ deploymentIds }));
    const [started, created] = deploymentsInfo ?? [];
    expect(started?.deploymentOverview).toMatchObject({ Pending: 1, Succeeded: 1, Failed: 0 });
    expect(created).toMatchObject({ deploymentId: smallIds.created });
    expect(created?.deploymentOverview).toBeUndefined();
  });

  it("has no counter for unknown targets", async () => {
    const region = makeSmallRegion();
    const target = { instanceId: "i-1", status: "Unknown", lastUpdatedAt: smallNow, events: [] } as const;
    region.deployments.set("d-1", makeDeployment("d-1", { targets: [{ ...target, events: [] }] }));
    const other = makeClients(makeSimulator({ world: makeSmallWorld(region) })).codedeploy;
    const { deploymentsInfo } = await other.send(new BatchGetDeploymentsCommand({ deploymentIds: ["d-1"] }));
    const overview = { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };
    expect(deploymentsInfo?.[0]?.deploymentOverview).toEqual(overview);
  });

  it("carries an error code that the model does not list", async () => {
    const region = makeSmallRegion();
    region.deployments.set(
      "d-1",
      makeDeployment("d-1", { errorCode: "UNABLE_TO_SEND_ASG", errorMessage: "no" }),
    );
    const other = makeClients(makeSimulator({ world: makeSmallWorld(region) })).codedeploy;
    const { deploymentsInfo } = await other.send(new BatchGetDeploymentsCommand({ deploymentIds: ["d-1"] }));
    expect(deploymentsInfo?.[0]?.errorInformation).toEqual({ code: "UNABLE_TO_SEND_ASG", message: "no" });
  });

  it("gives targets with their events", async () => {
    const { deploymentTargets } = await codedeploy.send(
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: [smallIds.terminated] }),
    );
    expect(deploymentTargets?.map(({ instanceTarget }) => instanceTarget)).toMatchObject([
      {
        targetId: smallIds.terminated,
        status: "Pending",
        lifecycleEvents: [{ lifecycleEventName: "BeforeInstall", status: "Pending" }],
      },
    ]);
  });

  it("leaves unknown deployments out of a batch", async () => {
    const command = new BatchGetDeploymentsCommand({ deploymentIds: ["d-none", smallIds.succeeded] });
    const { deploymentsInfo } = await codedeploy.send(command);
    expect(deploymentsInfo?.map((info) => info.deploymentId)).toEqual([smallIds.succeeded]);
  });
});

describe("ListDeployments", () => {
  const list = async (input: ListDeploymentsCommandInput) =>
    (await codedeploy.send(new ListDeploymentsCommand(input))).deployments;
  const created = new Date(smallNow - 500_000);

  const rows: [string, ListDeploymentsCommandInput, string[]][] = [
    ["all, newest first", {}, [smallIds.created, smallIds.inProgress, smallIds.succeeded]],
    ["one status", { includeOnlyStatuses: ["InProgress"] }, [smallIds.inProgress]],
    [
      "from a time, which is inside",
      { createTimeRange: { start: created } },
      [smallIds.created, smallIds.inProgress],
    ],
    ["just after it", { createTimeRange: { start: new Date(created.getTime() + 1) } }, [smallIds.created]],
    [
      "up to a time, which is inside",
      { createTimeRange: { end: created } },
      [smallIds.inProgress, smallIds.succeeded],
    ],
    ["just before it", { createTimeRange: { end: new Date(created.getTime() - 1) } }, [smallIds.succeeded]],
    ["an external id, which none has", { externalId: "x" }, []],
  ];
  it.each(rows)("lists %s", async (_what, input, expected) => {
    expect(await list(input)).toEqual(expected);
  });

  it("pages without repeating or missing any, and the pages stay the same", async () => {
    const small = makeClients(makeSimulator({ pageSizes: { ListDeployments: 2 } })).codedeploy;
    const first = await small.send(new ListDeploymentsCommand({}));
    const second = await small.send(new ListDeploymentsCommand({ nextToken: first.nextToken }));
    const again = await small.send(new ListDeploymentsCommand({ nextToken: first.nextToken }));
    expect(first.deployments).toEqual([smallIds.created, smallIds.inProgress]);
    expect(second.deployments).toEqual([smallIds.succeeded]);
    expect(second.nextToken).toBeUndefined();
    expect(again.deployments).toEqual(second.deployments);
  });
});

describe("ListDeploymentTargets", () => {
  it.each([
    ["no filter", undefined, [smallIds.running, smallIds.terminated]],
    ["a status", { TargetStatus: ["Pending"] }, [smallIds.terminated]],
    ["alternatives", { TargetStatus: ["Pending", "Succeeded"] }, [smallIds.running, smallIds.terminated]],
    ["a label that none has", { ServerInstanceLabel: ["Blue"] }, []],
  ])("filters by %s", async (_what, targetFilters, expected) => {
    const { targetIds } = await codedeploy.send(
      new ListDeploymentTargetsCommand({ deploymentId, targetFilters }),
    );
    expect(targetIds).toEqual(expected);
  });
});

function toIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `id-${index}`);
}

describe("what CodeDeploy refuses", () => {
  it.each([
    [
      "an unknown application",
      new ListDeploymentGroupsCommand({ applicationName: "x" }),
      ApplicationDoesNotExistException,
    ],
    [
      "no application",
      new ListDeploymentGroupsCommand({ applicationName: undefined }),
      ApplicationNameRequiredException,
    ],
    [
      "an unknown group",
      new GetDeploymentGroupCommand({ applicationName, deploymentGroupName: "x" }),
      DeploymentGroupDoesNotExistException,
    ],
    [
      "26 groups",
      new BatchGetDeploymentGroupsCommand({ applicationName, deploymentGroupNames: toIds(26) }),
      BatchLimitExceededException,
    ],
    [
      "an unknown deployment",
      new ListDeploymentTargetsCommand({ deploymentId: "d-x" }),
      DeploymentDoesNotExistException,
    ],
    [
      "no deployment",
      new ListDeploymentTargetsCommand({ deploymentId: undefined }),
      DeploymentIdRequiredException,
    ],
    ["an empty batch", new BatchGetDeploymentsCommand({ deploymentIds: [] }), DeploymentIdRequiredException],
    [
      "26 deployments",
      new BatchGetDeploymentsCommand({ deploymentIds: toIds(26) }),
      BatchLimitExceededException,
    ],
    [
      "targets before the start",
      new ListDeploymentTargetsCommand({ deploymentId: smallIds.created }),
      DeploymentNotStartedException,
    ],
    [
      "a batch of targets before the start",
      new BatchGetDeploymentTargetsCommand({ deploymentId: smallIds.created, targetIds: ["i-1"] }),
      DeploymentNotStartedException,
    ],
    [
      "26 targets",
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: toIds(26) }),
      DeploymentTargetListSizeExceededException,
    ],
    [
      "an unknown target",
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: ["i-x"] }),
      DeploymentTargetDoesNotExistException,
    ],
    [
      "an unknown configuration",
      new GetDeploymentConfigCommand({ deploymentConfigName: "x" }),
      DeploymentConfigDoesNotExistException,
    ],
    [
      "an application without its group",
      new ListDeploymentsCommand({ applicationName }),
      DeploymentGroupNameRequiredException,
    ],
    [
      "a group without its application",
      new ListDeploymentsCommand({ deploymentGroupName }),
      ApplicationNameRequiredException,
    ],
    [
      "an unknown status",
      new ListDeploymentsCommand({ includeOnlyStatuses: [toOpenEnum("Lost")] }),
      InvalidDeploymentStatusException,
    ],
    [
      "a range that ends before it starts",
      new ListDeploymentsCommand({ createTimeRange: { start: new Date(1), end: new Date(0) } }),
      InvalidTimeRangeException,
    ],
    ["a token of another list", new ListApplicationsCommand({ nextToken: "bm8" }), InvalidNextTokenException],
  ])("%s", async (_what, command, expected) => {
    await expect(codedeploy.send(toSendable(command))).rejects.toBeInstanceOf(expected);
  });

  it("a full batch is not refused", async () => {
    const { deploymentsInfo } = await codedeploy.send(
      new BatchGetDeploymentsCommand({ deploymentIds: toIds(25) }),
    );
    expect(deploymentsInfo).toEqual([]);
  });
});

/** The client's overloads take one kind of command at a time; any command of this service is one of them. */
function toSendable(command: object): ListDeploymentsCommand {
  return command as ListDeploymentsCommand;
}
