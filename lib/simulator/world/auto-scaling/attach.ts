import { startAskedActivity } from "#lib/simulator/world/auto-scaling/activities.ts";
import { checkSizes } from "#lib/simulator/world/auto-scaling/create-group.ts";
import { addMember, findRow, memberNote } from "#lib/simulator/world/auto-scaling/group.ts";
import { putInService } from "#lib/simulator/world/auto-scaling/launch.ts";
import { stepSeconds } from "#lib/simulator/world/delays.ts";
import { findInstance } from "#lib/simulator/world/ec2/instances.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** A running instance becomes a member: Pending → InService, without launch hooks (ASG:lifecycle-hooks). */
export function attachInstance(model: RegionModel, group: SimAutoScalingGroup, instanceId: string): void {
  const { world } = model;
  const instance = findInstance(model, instanceId);
  if (instance.state !== "running")
    refuse(`${instanceId} is ${instance.state}; only a running one is attached`);
  if (findRow(model, instanceId) !== undefined) refuse(`${instanceId} is part of a group already`);
  const desiredBefore = group.desiredCapacity;
  checkSizes({ ...group, desiredCapacity: desiredBefore + 1 });
  group.desiredCapacity += 1;
  const member = {
    instanceId,
    lifecycleState: "Pending",
    healthStatus: "Healthy" as const,
    zone: instance.zone,
    protectedFromScaleIn: false,
    waits: [],
  };
  addMember(model, group, member);
  memberNote(model, instanceId).returning = true;
  const description = "Attaching an existing EC2 instance";
  const status = "PreInService";
  startAskedActivity(model, group, { member, description, was: "attached", desiredBefore, status });
  world.afterAbout(stepSeconds, () => {
    if (member.lifecycleState === "Pending") putInService(model, group, member);
  });
}
