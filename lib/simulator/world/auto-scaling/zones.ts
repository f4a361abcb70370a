import { causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { countCapacity, groupNote, isSuspended } from "#lib/simulator/world/auto-scaling/group.ts";
import { launchMember } from "#lib/simulator/world/auto-scaling/launch.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** AZRebalance: one more is launched in the emptiest zone; once it is in service, the surplus goes from the fullest (ASG:as-suspend-resume-processes). */
export function balanceZones(model: RegionModel, group: SimAutoScalingGroup): void {
  const { world } = model;
  if (!world.parameters.azRebalances || countBalancing(model, group) > 0) return;
  if (["AZRebalance", "Launch", "Terminate"].some((process) => isSuspended(group, process))) return;
  const settled = group.members.every((member) => member.lifecycleState === "InService");
  if (!settled || countCapacity(group) !== group.desiredCapacity || !isUneven(model, group)) return;
  const cause = causeSentence(world.now(), "an instance was launched to aid in balancing the group's zones");
  const launched = launchMember(model, group, { cause });
  if (launched !== undefined) groupNote(model, group.name).balancing.add(launched);
}

/** Members on their way in that only balance the zones. */
export function countBalancing(model: RegionModel, group: SimAutoScalingGroup): number {
  const { balancing } = groupNote(model, group.name);
  return group.members.filter(
    (member) => balancing.has(member.instanceId) && member.lifecycleState.startsWith("Pending"),
  ).length;
}

function isUneven(model: RegionModel, group: SimAutoScalingGroup): boolean {
  const { fullZones } = groupNote(model, group.name);
  const counts = group.zones
    .filter((zone) => !fullZones.has(zone))
    .map((zone) => group.members.filter((member) => member.zone === zone).length);
  return Math.max(...counts) - Math.min(...counts) > 1;
}
