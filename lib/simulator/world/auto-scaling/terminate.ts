import { addSeconds, type Instant, toInstant } from "#lib/domain/time.ts";
import {
  endActivity,
  midLifecycleAction,
  openActivityOf,
  startActivity,
  updateActivity,
} from "#lib/simulator/world/auto-scaling/activities.ts";
import {
  askForCapacity,
  findRow,
  findRowIn,
  memberNote,
  moveMember,
  removeMember,
} from "#lib/simulator/world/auto-scaling/group.ts";
import { startHookWaits, terminating } from "#lib/simulator/world/auto-scaling/hooks.ts";
import { isGone, terminateInstance } from "#lib/simulator/world/ec2/instances.ts";
import { deregisterTarget } from "#lib/simulator/world/elb/targets.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

/** `logged`: an activity tells of it. `hooks`: termination hooks run. An abandoned launch may have neither. */
type Termination = {
  readonly member: SimMember;
  readonly cause: string;
  readonly activity: "logged" | "silent";
  readonly hooks: "run" | "skipped";
};

/** The orderly way out: deregistration and draining first, then termination hooks, then EC2 (ASG:ec2-auto-scaling-lifecycle). */
export function terminateMember(
  model: RegionModel,
  group: SimAutoScalingGroup,
  termination: Termination,
): void {
  const { member } = termination;
  const { instanceId } = member;
  moveMember(model, group, { member, to: "Terminating" });
  askForCapacity(model, group);
  if (termination.activity === "logged") {
    startActivity(model, group, {
      description: `Terminating EC2 instance: ${instanceId}`,
      cause: termination.cause,
      status: "InProgress",
      zone: member.zone,
      instanceId,
    });
  }
  const drainedAt = startDraining(model, group, instanceId);
  const settled = drainedAt > model.world.now() ? drainedAt : addSeconds(model.world.now(), 1);
  model.world.at(settled, () => {
    if (member.lifecycleState !== "Terminating") return;
    const activity = openActivityOf(model, group, instanceId);
    if (termination.hooks === "run" && startHookWaits(model, group, { member, transition: terminating })) {
      updateActivity(model, activity, { status: midLifecycleAction, progress: 60 });
      return;
    }
    shutDown(model, group, member);
  });
}

/** Deregisters the member from the group's target groups; gives the instant when the last of them has drained it. */
export function startDraining(model: RegionModel, group: SimAutoScalingGroup, instanceId: string): Instant {
  const ends = group.targetGroupArns.map((arn) => deregisterTarget(model, arn, instanceId));
  const drainedAt = toInstant(Math.max(model.world.now(), ...ends));
  if (drainedAt > model.world.now()) {
    updateActivity(model, openActivityOf(model, group, instanceId), {
      status: "WaitingForELBConnectionDraining",
      progress: 50,
      message: "Waiting For ELB connection draining.",
    });
  }
  return drainedAt;
}

export function connectTermination(model: RegionModel): void {
  model.on("hooks-ended", (signal) => {
    const row = findRowIn(model, signal.group, signal.instanceId);
    if (row?.member.lifecycleState !== "Terminating:Wait") return;
    const { group, member } = row;
    if (signal.result === "ABANDON" && group.terminateHookAbandon === "retain") {
      retain(model, group, member);
      return;
    }
    // Either result lets the termination go on; ABANDON only ends the other hooks (ASG:lifecycle-hooks-overview).
    moveMember(model, group, { member, to: "Terminating:Proceed" });
    shutDown(model, group, member);
  });
  model.on("instance", (signal) => {
    if (signal.to !== "terminated") return;
    const row = findRow(model, signal.instanceId);
    if (row !== undefined && isShutDown(model, row.member)) finish(model, row.group, row.member);
  });
}

/** The instance runs on, outside the desired capacity, until somebody terminates it (m:autoscaling InstanceLifecyclePolicy). */
function retain(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  endActivity(model, openActivityOf(model, group, member.instanceId), { status: "Cancelled" });
  moveMember(model, group, { member, to: "Terminating:Retained" });
}

function shutDown(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  const { instanceId } = member;
  updateActivity(model, openActivityOf(model, group, instanceId), { status: "InProgress", progress: 80 });
  memberNote(model, instanceId).shuttingDown = true;
  if (!isGone(model, instanceId)) terminateInstance(model, instanceId);
  if (isShutDown(model, member)) finish(model, group, member);
}

function isShutDown(model: RegionModel, member: SimMember): boolean {
  const state = model.state.instances.get(member.instanceId)?.state ?? "terminated";
  return memberNote(model, member.instanceId).shuttingDown && state === "terminated";
}

function finish(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  endActivity(model, openActivityOf(model, group, member.instanceId), { status: "Successful" });
  removeMember(model, group, { member, last: "Terminated" });
}
