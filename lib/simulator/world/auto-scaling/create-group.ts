import { causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { askForCapacity, groupNote } from "#lib/simulator/world/auto-scaling/group.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** What a group is told when it is made. */
export type GroupSettings = Omit<SimAutoScalingGroup, "arn" | "createdTime" | "members" | "activities">;

/** CreateAutoScalingGroup: empty at first; its desired capacity is launched like any other. */
export function createGroup(model: RegionModel, settings: GroupSettings): SimAutoScalingGroup {
  const { state, world } = model;
  if (state.autoScalingGroups.has(settings.name))
    refuse(`AutoScalingGroup by this name already exists: ${settings.name}`);
  checkSizes(settings);
  const group: SimAutoScalingGroup = {
    ...settings,
    arn: `arn:aws:autoscaling:${state.region}:${state.account}:autoScalingGroup:${world.ids.uuid()}:autoScalingGroupName/${settings.name}`,
    createdTime: world.now(),
    members: [],
    activities: [],
  };
  state.autoScalingGroups.set(group.name, group);
  const text = `a user request created an AutoScalingGroup changing the desired capacity from 0 to ${group.desiredCapacity}`;
  groupNote(model, group.name).reason = causeSentence(world.now(), text);
  askForCapacity(model, group);
  return group;
}

/** Sizes are whole numbers, and the desired one lies between the other two. */
export function checkSizes(
  group: Pick<SimAutoScalingGroup, "name" | "minSize" | "maxSize" | "desiredCapacity">,
): void {
  const { minSize, maxSize, desiredCapacity } = group;
  const sizes = [minSize, maxSize, desiredCapacity];
  const ordered = minSize <= desiredCapacity && desiredCapacity <= maxSize;
  if (ordered && sizes.every((size) => Number.isInteger(size) && size >= 0)) return;
  refuse(
    `Desired capacity ${desiredCapacity} of ${group.name} must be a whole number from min ${minSize} to max ${maxSize}`,
  );
}
