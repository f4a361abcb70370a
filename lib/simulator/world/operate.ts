import { findGroup } from "#lib/simulator/world/auto-scaling/group.ts";
import { makeDeploymentFaults } from "#lib/simulator/world/codedeploy/faults.ts";
import { restartAgentProcess } from "#lib/simulator/world/codedeploy/restarts.ts";
import { rebootSeconds } from "#lib/simulator/world/delays.ts";
import { makeComputeFaults } from "#lib/simulator/world/ec2/faults.ts";
import {
  findInstance,
  startInstance,
  stopInstance,
  terminateInstance,
} from "#lib/simulator/world/ec2/instances.ts";
import { makeFaults } from "#lib/simulator/world/faults.ts";
import { operateAutoScaling } from "#lib/simulator/world/operate-auto-scaling.ts";
import { operateCapacity } from "#lib/simulator/world/operate-capacity.ts";
import { operateCodeDeploy } from "#lib/simulator/world/operate-code-deploy.ts";
import { operateHooks } from "#lib/simulator/world/operate-hooks.ts";
import { operateLoadBalancing } from "#lib/simulator/world/operate-load-balancing.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel, SimWorld } from "#lib/simulator/world/sim-world.ts";
import type { SimTag } from "#lib/simulator/world/state.ts";

export type LaunchTemplateChanges = {
  readonly imageId?: string;
  readonly agent?: "alive" | "dead" | "not-installed";
};

export type Operator = ReturnType<typeof operate>;

/**
 * Everything that people, pipelines and bad luck do in one account's region, at the world's present instant.
 * A call that AWS would not carry out throws a `Refusal`, which says what was wrong and what is allowed.
 */
export function operate(world: SimWorld, account: string, region: string) {
  const model = world.model(account, region);
  return {
    /** EC2 TerminateInstances: Auto Scaling is not asked, and learns of it later. */
    terminateInstances(instanceIds: readonly string[]) {
      for (const instanceId of instanceIds) terminateInstance(model, instanceId);
    },
    /** EC2 StopInstances. */
    stopInstances(instanceIds: readonly string[]) {
      for (const instanceId of instanceIds) stopInstance(model, instanceId);
    },
    /** EC2 StartInstances: what the agent was running when the machine stopped has failed once it is back. */
    startInstances(instanceIds: readonly string[]) {
      for (const instanceId of instanceIds) {
        startInstance(model, instanceId);
        restartAgentProcess(model, instanceId, rebootSeconds);
      }
    },
    /** A new launch template version for the group: what it launches from now on differs, what runs stays as it is. */
    newLaunchTemplateVersion: (autoScalingGroup: string, changes: LaunchTemplateChanges = {}) =>
      addTemplateVersion(model, autoScalingGroup, changes),
    /** CreateTags. */
    createTags: (instanceId: string, tags: readonly SimTag[]) => {
      const instance = findInstance(model, instanceId);
      const keys = tags.map((tag) => tag.key);
      instance.tags = [...instance.tags.filter((tag) => !keys.includes(tag.key)), ...tags];
    },
    ...operateAutoScaling(model),
    ...operateCapacity(model),
    ...operateLoadBalancing(model),
    ...operateHooks(model),
    ...operateCodeDeploy(model),
    ...makeFaults(model),
    ...makeDeploymentFaults(model),
    ...makeComputeFaults(model),
  };
}

function addTemplateVersion(
  model: RegionModel,
  autoScalingGroup: string,
  changes: LaunchTemplateChanges,
): void {
  const group = findGroup(model, autoScalingGroup);
  const template =
    model.hidden.launchTemplates.get(group.launchTemplate.id) ??
    refuse(`no launch template ${group.launchTemplate.name}`);
  template.version += 1;
  template.imageId = changes.imageId ?? model.world.ids.image();
  template.agent = changes.agent ?? template.agent;
  group.launchTemplate = { ...group.launchTemplate, version: String(template.version) };
}
