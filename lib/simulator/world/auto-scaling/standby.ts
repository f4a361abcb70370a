import { addSeconds, toInstant } from "#lib/domain/time.ts";
import {
  endActivity,
  openActivityOf,
  startAskedActivity,
} from "#lib/simulator/world/auto-scaling/activities.ts";
import { askForCapacity, memberNote, moveMember } from "#lib/simulator/world/auto-scaling/group.ts";
import { putInService } from "#lib/simulator/world/auto-scaling/launch.ts";
import { startDraining } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { stepSeconds } from "#lib/simulator/world/delays.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

type StandbyMove = { readonly member: SimMember; readonly desiredBefore: number };

/** InService → EnteringStandby, drained → Standby: no health checks from here on (ASG:as-enter-exit-standby). */
export function moveToStandby(model: RegionModel, group: SimAutoScalingGroup, move: StandbyMove): void {
  const { world } = model;
  const { member } = move;
  moveMember(model, group, { member, to: "EnteringStandby" });
  const description = "Moving EC2 instance to Standby";
  startAskedActivity(model, group, { ...move, description, was: "moved to standby", status: "InProgress" });
  const drainedAt = startDraining(model, group, member.instanceId);
  askForCapacity(model, group);
  const settled = toInstant(Math.max(drainedAt, addSeconds(world.now(), stepSeconds)));
  world.at(settled, () => {
    if (member.lifecycleState !== "EnteringStandby") return;
    moveMember(model, group, { member, to: "Standby" });
    endActivity(model, openActivityOf(model, group, member.instanceId), { status: "Successful" });
  });
}

/** Standby → Pending → InService, without launch hooks. */
export function returnFromStandby(model: RegionModel, group: SimAutoScalingGroup, move: StandbyMove): void {
  const { world } = model;
  const { member } = move;
  memberNote(model, member.instanceId).returning = true;
  moveMember(model, group, { member, to: "Pending" });
  const description = "Moving EC2 instance out of Standby";
  const was = "moved out of standby";
  startAskedActivity(model, group, { ...move, description, was, status: "PreInService" });
  world.afterAbout(stepSeconds, () => {
    if (member.lifecycleState === "Pending") putInService(model, group, member);
  });
}
