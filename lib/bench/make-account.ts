import {
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentConfigs,
  makeDeploymentGroup,
  makeInstance,
  makeTargetGroup,
} from "#lib/bench/make-parts.ts";
import type { Place } from "#lib/domain/scope.ts";
import { addMs, hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { SimActivity, SimHook, SimRegion } from "#lib/simulator/world/state.ts";

export type AccountSize = {
  readonly applications: number;
  readonly groupsPerApplication: number;
  readonly instancesPerGroup: number;
};

/** 1,000 deployment groups, 10,000 instances. */
export const accountSize: AccountSize = { applications: 250, groupsPerApplication: 4, instancesPerGroup: 10 };

/** Every so many deployment groups, one also matches its instances by a tag. */
const groupsPerTagRule = 50;
const tagKey = "Role";
/** Every so many, one was rolled within the hours of which every reading tells. */
const groupsPerRecentRoll = 10;

/**
 * A large account in which nothing happens now: each deployment group with an Auto Scaling group, its launch hook, a
 * target group, the activities that launched its instances, and one deployment that succeeded: of one group in ten two
 * hours ago, of the others the day before.
 */
export function makeAccount(place: Place, size: AccountSize, now: Instant): SimRegion {
  const region: SimRegion = {
    ...place,
    instances: new Map(),
    autoScalingGroups: new Map(),
    targetGroups: new Map(),
    applications: new Map(),
    deploymentGroups: new Map(),
    deployments: new Map(),
    deploymentConfigs: makeDeploymentConfigs(),
  };
  const createTime = addMs(now, -100 * hourMs);
  for (let index = 0; index < size.applications; index++) {
    const name = `app-${String(index).padStart(4, "0")}`;
    region.applications.set(name, { name, id: name, createTime });
  }
  const names = [...region.applications.keys()];
  for (let index = 0; index < size.applications * size.groupsPerApplication; index++) {
    const application = names[index % names.length] ?? "";
    addGroup(region, { index, application, instances: size.instancesPerGroup, now });
  }
  return region;
}

type Added = {
  readonly index: number;
  readonly application: string;
  readonly instances: number;
  readonly now: Instant;
};

function addGroup(region: SimRegion, { index, application, instances: count, now }: Added): void {
  const number = String(index).padStart(4, "0");
  const autoScalingGroup = `asg-${number}`;
  const isRecent = index % groupsPerRecentRoll === 0;
  const launched = addMs(now, (isRecent ? -2.5 : -72) * hourMs);
  const instances = Array.from({ length: count }, (_, slot) =>
    makeInstance(index * count + slot, autoScalingGroup, launched),
  );
  const place = { account: region.account, region: region.region };
  const parts = { place, instances, now: launched };
  const targetGroup = makeTargetGroup({ ...parts, name: `tg-${number}` });
  const group = makeDeploymentGroup(place, {
    application,
    name: `group-${number}`,
    autoScalingGroup,
    targetGroup: targetGroup.name,
    lastAttempted: `d-BENCH${number}`,
  });
  if (index % groupsPerTagRule === 0) {
    group.tagFilters = [{ Key: tagKey, Value: group.name, Type: "KEY_AND_VALUE" }];
    for (const instance of instances) instance.tags.push({ key: tagKey, value: group.name });
  }
  const started = addMs(now, (isRecent ? -2 : -24) * hourMs);
  const deployment = makeDeployment(group, instances, { started, completed: addMs(started, 5 * minuteMs) });
  const scalingGroup = makeAutoScalingGroup({ ...parts, name: autoScalingGroup }, targetGroup);
  scalingGroup.hooks = [makeLaunchHook(number)];
  group.autoScalingGroups = scalingGroup.hooks.map((hook) => ({ name: autoScalingGroup, hook: hook.name }));
  scalingGroup.activities = instances.map(({ id }) => makeLaunchActivity(autoScalingGroup, id, launched));
  for (const instance of instances) region.instances.set(instance.id, instance);
  region.autoScalingGroups.set(autoScalingGroup, scalingGroup);
  region.targetGroups.set(targetGroup.arn, targetGroup);
  region.deploymentGroups.set(`${application}/${group.name}`, group);
  region.deployments.set(deployment.id, deployment);
}

function makeLaunchHook(number: string): SimHook {
  return {
    name: `CodeDeploy-managed-automatic-launch-deployment-hook-group-${number}`,
    transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    heartbeatTimeoutSeconds: 600,
    globalTimeoutSeconds: 60_000,
    defaultResult: "ABANDON",
  };
}

function makeLaunchActivity(group: string, instanceId: string, startTime: Instant): SimActivity {
  return {
    id: `activity-${instanceId}`,
    group,
    description: `Launching a new EC2 instance: ${instanceId}`,
    cause: "An instance was started in response to a difference between desired and actual capacity.",
    statusCode: "Successful",
    startTime,
    endTime: addMs(startTime, 5 * minuteMs),
    progress: 100,
    details: "{}",
  };
}
