import { findRow } from "#lib/simulator/world/auto-scaling/group.ts";
import { isGone } from "#lib/simulator/world/ec2/instances.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeploymentGroup, SimInstance, SimMember, SimTagFilter } from "#lib/simulator/world/state.ts";

/** The targets of a fleet deployment that started now: members of the named Auto Scaling groups and instances with the tags (CD:deployment-groups-create-in-place). */
export function matchTargets(model: RegionModel, group: SimDeploymentGroup): string[] {
  const members = listMembers(model, group)
    .filter(isMatchingMember)
    .map((member) => member.instanceId);
  const tagged = [...model.state.instances.values()]
    .filter((instance) => isMatchingInstance(model, group, instance))
    .map((instance) => instance.id);
  return [...new Set([...members, ...tagged])];
}

/** Fleet deployments need a member in service, or an instance that matches by tags alone (CD:troubleshooting-auto-scaling). */
export function hasDeployableTarget(model: RegionModel, group: SimDeploymentGroup): boolean {
  const members = listMembers(model, group);
  if (members.some((member) => member.lifecycleState === "InService")) return true;
  const listed = new Set(members.map((member) => member.instanceId));
  return [...model.state.instances.values()].some(
    (instance) => !listed.has(instance.id) && isMatchingInstance(model, group, instance),
  );
}

/** True while EC2 has terminated the instance and an Auto Scaling group of the deployment group lists it other than on its way out. */
export function isGhostRow(model: RegionModel, group: SimDeploymentGroup, instanceId: string): boolean {
  if (!isGone(model, instanceId)) return false;
  return listMembers(model, group).some(
    (member) => member.instanceId === instanceId && !member.lifecycleState.startsWith("Terminating"),
  );
}

export function listMembers(model: RegionModel, group: SimDeploymentGroup): SimMember[] {
  return group.autoScalingGroups.flatMap(
    (entry) => model.state.autoScalingGroups.get(entry.name)?.members ?? [],
  );
}

/** A member in one of these lifecycle states is a target of a fleet deployment, also one that EC2 has terminated: a choice of this model. */
export function isMatchingMember({ lifecycleState }: SimMember): boolean {
  return ["InService", "EnteringStandby", "Standby", "Detaching", "Terminating:Wait"].includes(
    lifecycleState,
  );
}

function isMatchingInstance(model: RegionModel, group: SimDeploymentGroup, instance: SimInstance): boolean {
  if (isGone(model, instance.id) && !model.world.parameters.matchingIncludesTerminatedRows) return false;
  if (isOnItsWayIn(model, instance.id)) return false;
  if (group.tagSet.length > 0) return group.tagSet.every((filters) => hasAnyTag(instance, filters));
  return hasAnyTag(instance, group.tagFilters);
}

/** A member held by a launch hook gets a deployment of its own. */
function isOnItsWayIn(model: RegionModel, instanceId: string): boolean {
  return findRow(model, instanceId)?.member.lifecycleState.startsWith("Pending") === true;
}

function hasAnyTag(instance: SimInstance, filters: readonly SimTagFilter[]): boolean {
  return filters.some((filter) =>
    instance.tags.some((tag) => {
      if (filter.Type === "KEY_ONLY") return tag.key === filter.Key;
      if (filter.Type === "VALUE_ONLY") return tag.value === filter.Value;
      return tag.key === filter.Key && tag.value === filter.Value;
    }),
  );
}
