import { addSeconds, type Instant, toInstant } from "#lib/domain/time.ts";
import {
  endActivity,
  openActivityOf,
  startAskedActivity,
} from "#lib/simulator/world/auto-scaling/activities.ts";
import {
  askForCapacity,
  memberNote,
  moveMember,
  removeMember,
} from "#lib/simulator/world/auto-scaling/group.ts";
import { startDraining } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { stepSeconds } from "#lib/simulator/world/delays.ts";
import { isGone } from "#lib/simulator/world/ec2/instances.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

/** How long after the termination Auto Scaling drops the row of a detach that nothing ended. */
const ghostReleaseAfterSeconds = 6 * 3600;

/** Takes the member out of the group while it keeps running: `Detaching` until the target groups have drained it. The caller has checked and decremented. */
export function detachMember(
  model: RegionModel,
  group: SimAutoScalingGroup,
  detach: { readonly member: SimMember; readonly desiredBefore: number },
): void {
  const { world } = model;
  const { member } = detach;
  const { instanceId } = member;
  moveMember(model, group, { member, to: "Detaching" });
  const description = "Detaching EC2 instance";
  startAskedActivity(model, group, { ...detach, description, was: "detached", status: "InProgress" });
  const drainedAt = startDraining(model, group, instanceId);
  memberNote(model, instanceId).detach = { startedAt: world.now(), drainedAt };
  askForCapacity(model, group);
  const settled = toInstant(Math.max(drainedAt, addSeconds(world.now(), stepSeconds)));
  world.at(settled, () => settle(model, group, member));
}

/** The race: the instance was terminated while its detach still drained, and nothing ends the detach (DESIGN §1). */
export function isDetachGhost(model: RegionModel, member: SimMember): boolean {
  const detach = model.hidden.members.get(member.instanceId)?.detach;
  if (!model.world.parameters.ghostOnDetachTerminateRace || detach === undefined) return false;
  if (member.lifecycleState !== "Detaching" || !isGone(model, member.instanceId)) return false;
  const terminatedAt = model.state.instances.get(member.instanceId)?.terminatedAt;
  // A row that EC2 has already forgotten was terminated long ago; only a ghost still has its detach open then.
  if (terminatedAt === undefined) return detach.drainedAt <= model.world.now();
  return terminatedAt >= detach.startedAt && terminatedAt < detach.drainedAt;
}

/** Ends the detach: the row goes. */
export function finishDetach(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  if (member.lifecycleState !== "Detaching") return;
  endActivity(model, openActivityOf(model, group, member.instanceId), { status: "Successful" });
  removeMember(model, group, { member, last: "Detached" });
}

function settle(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  if (!isDetachGhost(model, member)) {
    finishDetach(model, group, member);
    return;
  }
  model.world.at(releaseInstant(model, member), () => finishDetach(model, group, member));
}

function releaseInstant(model: RegionModel, member: SimMember): Instant {
  const { world } = model;
  const terminatedAt = model.state.instances.get(member.instanceId)?.terminatedAt ?? world.now();
  return toInstant(Math.max(world.now(), addSeconds(terminatedAt, ghostReleaseAfterSeconds)));
}
