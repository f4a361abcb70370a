import { toInstant } from "#lib/domain/time.ts";
import { findNamed, refuse } from "#lib/simulator/world/refusal.ts";
import type { GroupNote, MemberNote, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

/** The group of that name, or Auto Scaling's refusal. */
export function findGroup(model: RegionModel, name: string): SimAutoScalingGroup {
  return findNamed(model.state.autoScalingGroups, name, "AutoScalingGroup name not found");
}

/** The group's member, or Auto Scaling's refusal. */
export function findMember(group: SimAutoScalingGroup, instanceId: string): SimMember {
  return (
    memberOf(group, instanceId) ??
    refuse(`The instance ${instanceId} is not part of Auto Scaling group ${group.name}`)
  );
}

function memberOf(group: SimAutoScalingGroup, instanceId: string): SimMember | undefined {
  return group.members.find((member) => member.instanceId === instanceId);
}

export type MemberRow = { readonly group: SimAutoScalingGroup; readonly member: SimMember };

/** The row of the instance, in whichever group lists it. An instance belongs to one group at most. */
export function findRow(model: RegionModel, instanceId: string): MemberRow | undefined {
  for (const group of model.state.autoScalingGroups.values()) {
    const member = memberOf(group, instanceId);
    if (member !== undefined) return { group, member };
  }
  return undefined;
}

/** The row of the instance in the group of that name, while there are both. */
export function findRowIn(model: RegionModel, name: string, instanceId: string): MemberRow | undefined {
  const group = model.state.autoScalingGroups.get(name);
  const member = group === undefined ? undefined : memberOf(group, instanceId);
  return group === undefined || member === undefined ? undefined : { group, member };
}

export function groupNote(model: RegionModel, name: string): GroupNote {
  const note = model.hidden.groups.get(name) ?? {
    replacementsDue: 0,
    reconcileDue: false,
    failuresInARow: 0,
    launchNotBefore: toInstant(0),
    fullZones: new Set<string>(),
    balancing: new Set<string>(),
  };
  model.hidden.groups.set(name, note);
  return note;
}

export function memberNote(model: RegionModel, instanceId: string): MemberNote {
  const note = model.hidden.members.get(instanceId) ?? { returning: false, shuttingDown: false };
  model.hidden.members.set(instanceId, note);
  return note;
}

export function isSuspended(group: SimAutoScalingGroup, process: string): boolean {
  return group.suspended.some((entry) => entry.process === process);
}

/** In the warm pool, or on its way there. */
export function isWarm(member: SimMember): boolean {
  return member.lifecycleState.startsWith("Warmed:");
}

/** Members that count as capacity: on their way in, or in service. Standby, leaving and detaching ones do not. */
export function countCapacity(group: SimAutoScalingGroup): number {
  return group.members.filter(
    (member) => member.lifecycleState === "InService" || member.lifecycleState.startsWith("Pending"),
  ).length;
}

export function addMember(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  group.members.push(member);
  const { instanceId, lifecycleState: to } = member;
  model.emit({ kind: "member", group: group.name, instanceId, to });
}

/** The one way a member changes its lifecycle state. */
export function moveMember(
  model: RegionModel,
  group: SimAutoScalingGroup,
  move: { readonly member: SimMember; readonly to: string },
): void {
  const { member, to } = move;
  const from = member.lifecycleState;
  member.lifecycleState = to;
  if (!to.endsWith(":Wait")) member.waits = [];
  model.emit({ kind: "member", group: group.name, instanceId: member.instanceId, from, to });
}

/** The row goes; `last` is the state in which AWS shows it for a moment, if at all. */
export function removeMember(
  model: RegionModel,
  group: SimAutoScalingGroup,
  leave: { readonly member: SimMember; readonly last: "Terminated" | "Detached" },
): void {
  const { member, last } = leave;
  moveMember(model, group, { member, to: last });
  group.members = group.members.filter((other) => other !== member);
  model.hidden.members.delete(member.instanceId);
  model.emit({ kind: "member", group: group.name, instanceId: member.instanceId, from: last });
  askForCapacity(model, group);
}

/** Has Auto Scaling compare desired and actual capacity soon. */
export function askForCapacity(model: RegionModel, group: SimAutoScalingGroup): void {
  model.emit({ kind: "capacity", group: group.name });
}
