import { endActivity, openActivityOf } from "#lib/simulator/world/auto-scaling/activities.ts";
import { capacityClause, causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { checkSizes } from "#lib/simulator/world/auto-scaling/create-group.ts";
import { detachMember, finishDetach, isDetachGhost } from "#lib/simulator/world/auto-scaling/detach.ts";
import {
  askForCapacity,
  findGroup,
  findMember,
  findRow,
  groupNote,
  type MemberRow,
} from "#lib/simulator/world/auto-scaling/group.ts";
import { checkHealthOfAll, markUnhealthy } from "#lib/simulator/world/auto-scaling/health.ts";
import { moveToStandby, returnFromStandby } from "#lib/simulator/world/auto-scaling/standby.ts";
import { terminateMember } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { toAwsIso } from "#lib/simulator/world/aws-time.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

/** `replace`: desired capacity stays, so a new instance is launched. `decrement`: it goes down by one. */
export type Capacity = "replace" | "decrement";
export type MemberMove = { readonly instanceId: string; readonly capacity: Capacity };

const processes = [
  "Launch",
  "Terminate",
  "HealthCheck",
  "ReplaceUnhealthy",
  "AddToLoadBalancer",
  "AZRebalance",
  "AlarmNotification",
  "ScheduledActions",
  "InstanceRefresh",
] as const;
export type ScalingProcess = (typeof processes)[number];

/** What an operator does to Auto Scaling groups and their members. */
export function operateAutoScaling(model: RegionModel) {
  return {
    /** DetachInstances: out of the group after draining, still running. Only from InService or Standby. */
    detachInstances(options: {
      readonly autoScalingGroup: string;
      readonly instanceIds: readonly string[];
      readonly capacity: Capacity;
    }) {
      const group = findGroup(model, options.autoScalingGroup);
      for (const instanceId of options.instanceIds)
        detach(model, group, { instanceId, capacity: options.capacity });
    },
    /** TerminateInstanceInAutoScalingGroup: the orderly way out. */
    terminateInstanceInAutoScalingGroup: (move: MemberMove) => terminateInGroup(model, move),
    /** SetDesiredCapacity, between the group's minimum and maximum. */
    setDesiredCapacity: (autoScalingGroup: string, desiredCapacity: number) =>
      setDesired(model, findGroup(model, autoScalingGroup), desiredCapacity),
    /** EnterStandby: drained and no longer checked. */
    enterStandby(move: MemberMove) {
      const { group, member } = locate(model, move.instanceId);
      requireState(member, ["InService"]);
      const desiredBefore = group.desiredCapacity;
      if (move.capacity === "decrement") decrement(group);
      moveToStandby(model, group, { member, desiredBefore });
    },
    /** ExitStandby: back into service without launch hooks; desired capacity goes up by one. */
    exitStandby(instanceId: string) {
      const { group, member } = locate(model, instanceId);
      requireState(member, ["Standby"]);
      const desiredBefore = group.desiredCapacity;
      checkSizes({ ...group, desiredCapacity: desiredBefore + 1 });
      group.desiredCapacity += 1;
      returnFromStandby(model, group, { member, desiredBefore });
    },
    /** SuspendProcesses; the reason carries the time, as AWS writes it. */
    suspendProcesses(autoScalingGroup: string, names: readonly ScalingProcess[]) {
      const group = findGroup(model, autoScalingGroup);
      requireProcesses(names);
      const reason = `User suspended at ${toAwsIso(model.world.now())}`;
      group.suspended = group.suspended.filter((entry) => !names.some((name) => name === entry.process));
      group.suspended.push(...names.map((process) => ({ process, reason })));
    },
    /** ResumeProcesses: what they left undone is looked at anew. */
    resumeProcesses(autoScalingGroup: string, names: readonly ScalingProcess[]) {
      const group = findGroup(model, autoScalingGroup);
      requireProcesses(names);
      group.suspended = group.suspended.filter((entry) => !names.some((name) => name === entry.process));
      checkHealthOfAll(model, group);
      askForCapacity(model, group);
    },
    /** SetInstanceHealth. */
    setInstanceHealth: (instanceId: string, health: "Healthy" | "Unhealthy") =>
      setHealth(model, instanceId, health),
  };
}

function detach(model: RegionModel, group: SimAutoScalingGroup, move: MemberMove): void {
  const member = findMember(group, move.instanceId);
  if (isDetachGhost(model, member) && model.world.parameters.ghostReleasedByDetach) {
    finishDetach(model, group, member);
    return;
  }
  requireState(member, ["InService", "Standby"]);
  const desiredBefore = group.desiredCapacity;
  if (move.capacity === "decrement") decrement(group);
  detachMember(model, group, { member, desiredBefore });
}

function terminateInGroup(model: RegionModel, move: MemberMove): void {
  const { group, member } = locate(model, move.instanceId);
  if (isDetachGhost(model, member) && model.world.parameters.ghostReleasedByTerminateInGroup) {
    if (move.capacity === "decrement") decrement(group);
    finishDetach(model, group, member);
    return;
  }
  requireState(member, [
    "InService",
    "Standby",
    "Pending",
    "Pending:Wait",
    "Pending:Proceed",
    "Terminating:Retained",
  ]);
  const before = group.desiredCapacity;
  if (move.capacity === "decrement") decrement(group);
  const clause = capacityClause(before, group.desiredCapacity);
  const text = `instance ${member.instanceId} was taken out of service in response to a user request${clause}`;
  endActivity(model, openActivityOf(model, group, member.instanceId), { status: "Cancelled" });
  const cause = causeSentence(model.world.now(), text);
  // Its hooks have had their turn.
  const hooks = member.lifecycleState === "Terminating:Retained" ? "skipped" : "run";
  terminateMember(model, group, { member, cause, activity: "logged", hooks });
}

function setDesired(model: RegionModel, group: SimAutoScalingGroup, desiredCapacity: number): void {
  const before = group.desiredCapacity;
  checkSizes({ ...group, desiredCapacity });
  group.desiredCapacity = desiredCapacity;
  const text = `a user request explicitly set group desired capacity changing the desired capacity from ${before} to ${desiredCapacity}`;
  groupNote(model, group.name).reason = causeSentence(model.world.now(), text);
  askForCapacity(model, group);
}

function setHealth(model: RegionModel, instanceId: string, health: "Healthy" | "Unhealthy"): void {
  const { group, member } = locate(model, instanceId);
  if (health === "Healthy") {
    member.healthStatus = "Healthy";
    return;
  }
  if (isDetachGhost(model, member)) {
    if (!model.world.parameters.ghostReleasedBySetHealth) requireState(member, ["InService", "Standby"]);
    finishDetach(model, group, member);
    return;
  }
  requireState(member, ["InService", "Standby"]);
  markUnhealthy(model, group, { member, because: "user" });
}

function locate(model: RegionModel, instanceId: string): MemberRow {
  return (
    findRow(model, instanceId) ??
    refuse(`Instance Id not found - No managed instance found for instance ID: ${instanceId}`)
  );
}

function requireState(member: SimMember, allowed: readonly string[]): void {
  if (allowed.includes(member.lifecycleState)) return;
  refuse(`The instance ${member.instanceId} is ${member.lifecycleState}; allowed are ${allowed.join(", ")}`);
}

function requireProcesses(names: readonly string[]): void {
  const unknown = names.filter((name) => !processes.some((process) => process === name));
  if (unknown.length === 0) return;
  refuse(`no such process: ${unknown.join(", ")}; allowed are ${processes.join(", ")}`);
}

function decrement(group: SimAutoScalingGroup): void {
  if (group.desiredCapacity - 1 < group.minSize)
    refuse(
      `Desired capacity ${group.desiredCapacity} of ${group.name} cannot go below its minimum ${group.minSize}`,
    );
  group.desiredCapacity -= 1;
}
