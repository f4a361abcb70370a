import { startActivity } from "#lib/simulator/world/auto-scaling/activities.ts";
import { causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { isSuspended, isWarm, moveMember } from "#lib/simulator/world/auto-scaling/group.ts";
import { launchMember, reachHooks } from "#lib/simulator/world/auto-scaling/launch.ts";
import { terminateMember } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { isGone, startInstance } from "#lib/simulator/world/ec2/instances.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

/** Keeps the pool at its size: each instance passes the launch hooks as it enters (ASG:warm-pool-instance-lifecycle). */
export function fillWarmPool(model: RegionModel, group: SimAutoScalingGroup): void {
  const wanted = group.warmPool?.minSize ?? 0;
  removeDead(model, group);
  const there = group.members.filter(isWarm).length;
  if (isSuspended(group, "Launch")) return;
  for (let count = there; count < wanted; count += 1) {
    const text = `an instance was started in response to a difference between desired and actual capacity, increasing the warm pool capacity from ${count} to ${count + 1}`;
    const cause = causeSentence(model.world.now(), text);
    if (launchMember(model, group, { cause, into: "warm-pool" }) === undefined) return;
  }
}

/** Takes one instance out of the pool, through the launch hooks again. False where none is ready. */
export function leaveWarmPool(model: RegionModel, group: SimAutoScalingGroup, cause: string): boolean {
  const member = group.members.find((one) => isReady(one) && !isGone(model, one.instanceId));
  if (member === undefined) return false;
  const { instanceId, zone } = member;
  moveMember(model, group, { member, to: "Pending" });
  startActivity(model, group, {
    description: `Launching a new EC2 instance from warm pool: ${instanceId}`,
    cause,
    status: "PreInService",
    zone,
    instanceId,
  });
  const state = model.state.instances.get(instanceId)?.state;
  if (state === "running") reachHooks(model, group, member);
  else if (state === "stopped" || state === "stopping") startInstance(model, instanceId);
  return true;
}

/** Instances of the pool that EC2 has terminated are replaced (ASG:ec2-auto-scaling-warm-pools). */
function removeDead(model: RegionModel, group: SimAutoScalingGroup): void {
  for (const member of group.members.filter(isReady)) {
    if (!isGone(model, member.instanceId)) continue;
    const text = "an instance was taken out of the warm pool in response to an EC2 health check";
    const cause = causeSentence(model.world.now(), text);
    terminateMember(model, group, { member, cause, activity: "logged", hooks: "skipped" });
  }
}

function isReady({ lifecycleState }: SimMember): boolean {
  return lifecycleState === "Warmed:Stopped" || lifecycleState === "Warmed:Running";
}
