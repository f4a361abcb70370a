import { DescribeAutoScalingGroupsCommand, DescribeWarmPoolCommand } from "@aws-sdk/client-auto-scaling";
import { BatchGetDeploymentsCommand, GetDeploymentGroupCommand } from "@aws-sdk/client-codedeploy";
import { DescribeInstanceStatusCommand, DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { DescribeTargetHealthCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, it } from "vitest";
import { makeClients, makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import {
  makeDeployment,
  makeGroup,
  makeInstance,
  makeSmallRegion,
  makeSmallWorld,
  smallIds,
  smallNow,
} from "#lib/simulator/testing/small-world.ts";
import type { SimRegion } from "#lib/simulator/world/state.ts";

// What few accounts have, and what says nothing where it is missing.

function ask(change: (region: SimRegion) => void) {
  const region = makeSmallRegion();
  change(region);
  return makeClients(makeSimulator({ world: makeSmallWorld(region) }));
}

it("a group's limits of lifetime and its retention are shown, and its warm pool apart from its members", async () => {
  const member = {
    healthStatus: "Healthy",
    zone: "us-east-1a",
    protectedFromScaleIn: true,
    waits: [],
  } as const;
  const { autoScaling } = ask((region) =>
    region.autoScalingGroups.set(
      "asg-prod-api",
      makeGroup("asg-prod-api", {
        maxInstanceLifetimeSeconds: 86_400,
        capacityRebalance: true,
        terminateHookAbandon: "retain",
        warmPool: { minSize: 1, poolState: "Stopped" },
        members: [
          { ...member, waits: [], instanceId: smallIds.running, lifecycleState: "InService" },
          { ...member, waits: [], instanceId: smallIds.launching, lifecycleState: "Warmed:Stopped" },
        ],
      }),
    ),
  );
  const { AutoScalingGroups } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  expect(AutoScalingGroups).toMatchObject([
    {
      MaxInstanceLifetime: 86_400,
      CapacityRebalance: true,
      InstanceLifecyclePolicy: { RetentionTriggers: { TerminateHookAbandon: "retain" } },
      WarmPoolSize: 1,
      WarmPoolConfiguration: { MinSize: 1, PoolState: "Stopped" },
    },
  ]);
  expect(AutoScalingGroups?.[0]?.Instances).toMatchObject([
    { InstanceId: smallIds.running, ProtectedFromScaleIn: true },
  ]);
  const AutoScalingGroupName = "asg-prod-api";
  const pool = await autoScaling.send(new DescribeWarmPoolCommand({ AutoScalingGroupName }));
  expect(pool.Instances).toMatchObject([
    { InstanceId: smallIds.launching, LifecycleState: "Warmed:Stopped" },
  ]);
});

it("an instance shows its metadata endpoint, its market and its scheduled events", async () => {
  const { ec2 } = ask((region) =>
    region.instances.set(
      smallIds.running,
      makeInstance(smallIds.running, {
        lifecycle: "spot",
        metadataEndpoint: "disabled",
        scheduledEvents: [
          { code: "instance-retirement", description: "degraded hardware", notBefore: smallNow },
        ],
      }),
    ),
  );
  const InstanceIds = [smallIds.running];
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  expect(Reservations?.[0]?.Instances).toMatchObject([
    { InstanceLifecycle: "spot", MetadataOptions: { HttpEndpoint: "disabled" } },
  ]);
  const { InstanceStatuses } = await ec2.send(new DescribeInstanceStatusCommand({ InstanceIds }));
  expect(InstanceStatuses?.[0]?.Events).toEqual([
    { Code: "instance-retirement", Description: "degraded hardware", NotBefore: new Date(smallNow) },
  ]);
});

it("a target shows the zonal shift that takes its traffic", async () => {
  const { elbv2 } = ask((region) => {
    const [target] = region.targetGroups.get(smallIds.targetGroup)?.targets ?? [];
    if (target !== undefined) target.administrativeOverride = "zonal_shift_active";
  });
  const { TargetHealthDescriptions } = await elbv2.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: smallIds.targetGroup }),
  );
  expect(
    TargetHealthDescriptions?.map(({ AdministrativeOverride }) => AdministrativeOverride?.State),
  ).toEqual(["zonal_shift_active", undefined]);
});

it("a deployment shows its own type, its wait for the originals' end and its follow-ons", async () => {
  const blueGreen = {
    terminateBlue: "TERMINATE",
    terminationWaitMinutes: 5,
    greenProvisioning: "COPY_AUTO_SCALING_GROUP",
    readyWaitMinutes: 60,
  } as const;
  const { codedeploy } = ask((region) => {
    const group = region.deploymentGroups.get("api/prod-api");
    if (group !== undefined) Object.assign(group, { deploymentType: "BLUE_GREEN", blueGreen });
    region.deployments.set(
      smallIds.succeeded,
      makeDeployment(smallIds.succeeded, { blueWaitStarted: true, autoUpdateDeploymentIds: ["d-FOLLOWON1"] }),
    );
  });
  const { deploymentsInfo } = await codedeploy.send(
    new BatchGetDeploymentsCommand({ deploymentIds: [smallIds.succeeded] }),
  );
  expect(deploymentsInfo?.[0]).toMatchObject({
    deploymentStyle: { deploymentType: "IN_PLACE" },
    instanceTerminationWaitTimeStarted: true,
    relatedDeployments: { autoUpdateOutdatedInstancesDeploymentIds: ["d-FOLLOWON1"] },
  });
  const { deploymentGroupInfo } = await codedeploy.send(
    new GetDeploymentGroupCommand({ applicationName: "api", deploymentGroupName: "prod-api" }),
  );
  expect(deploymentGroupInfo?.blueGreenDeploymentConfiguration).toMatchObject({
    deploymentReadyOption: { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: 60 },
  });
});
