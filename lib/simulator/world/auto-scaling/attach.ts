import { startActivity } from "#lib/simulator/world/auto-scaling/activities.ts";
import { capacityClause, causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { checkSizes } from "#lib/simulator/world/auto-scaling/create-group.ts";
import { addMember, groupOfInstance, memberNote } from "#lib/simulator/world/auto-scaling/group.ts";
import { putInService } from "#lib/simulator/world/auto-scaling/launch.ts";
import { stepSeconds } from "#lib/simulator/world/delays.ts";
import { findInstance } from "#lib/simulator/world/ec2/instances.ts";
import { Refusal } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** A running instance becomes a member: Pending → InService, without launch hooks (ASG:lifecycle-hooks). */
export function attachInstance(model: RegionModel, group: SimAutoScalingGroup, instanceId: string): void {
  const { world } = model;
  const instance = findInstance(model, instanceId);
  if (instance.state !== "running")
    throw new Refusal(
      "ValidationError",
      `${instanceId} is ${instance.state}; only a running one is attached`,
    );
  if (groupOfInstance(model, instanceId) !== undefined)
    throw new Refusal("ValidationError", `${instanceId} is part of a group already`);
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
  const clause = capacityClause(desiredBefore, group.desiredCapacity);
  const cause = `instance ${instanceId} was attached in response to a user request${clause}`;
  startActivity(model, group, {
    description: `${world.parameters.attachingText}: ${instanceId}`,
    cause: causeSentence(world.now(), cause),
    status: "PreInService",
    zone: instance.zone,
    instanceId,
  });
  world.afterAbout(stepSeconds, () => {
    if (member.lifecycleState === "Pending") putInService(model, group, member);
  });
}
