import { endActivity, startActivity } from "#lib/simulator/world/auto-scaling/activities.ts";
import { capacityClause, causeSentence, joinCauses } from "#lib/simulator/world/auto-scaling/causes.ts";
import { countCapacity, groupNote, isSuspended } from "#lib/simulator/world/auto-scaling/group.ts";
import { launchMember } from "#lib/simulator/world/auto-scaling/launch.ts";
import { terminateMember } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { fillWarmPool, leaveWarmPool } from "#lib/simulator/world/auto-scaling/warm-pool.ts";
import { balanceZones, countBalancing } from "#lib/simulator/world/auto-scaling/zones.ts";
import { reconcileSeconds } from "#lib/simulator/world/delays.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

/** Keeps actual capacity at the desired one: a comparison soon after anything that may have changed either. */
export function connectReconciliation(model: RegionModel): void {
  model.on("capacity", (signal) => {
    const note = groupNote(model, signal.group);
    if (note.reconcileDue) return;
    note.reconcileDue = true;
    model.world.afterAbout(reconcileSeconds, () => {
      note.reconcileDue = false;
      const group = model.state.autoScalingGroups.get(signal.group);
      if (group !== undefined && group.status === undefined) reconcile(model, group);
    });
  });
}

function reconcile(model: RegionModel, group: SimAutoScalingGroup): void {
  const missing = group.desiredCapacity - countCapacity(group) + countBalancing(model, group);
  if (missing > 0 && !isSuspended(group, "Launch")) scaleOut(model, group, missing);
  if (missing < 0 && !isSuspended(group, "Terminate")) scaleIn(model, group, -missing);
  if (countCapacity(group) === group.desiredCapacity) delete groupNote(model, group.name).reason;
  balanceZones(model, group);
  fillWarmPool(model, group);
}

function scaleOut(model: RegionModel, group: SimAutoScalingGroup, missing: number): void {
  const { world } = model;
  const note = groupNote(model, group.name);
  if (world.now() < note.launchNotBefore) {
    retryAt(model, group);
    return;
  }
  const before = countCapacity(group);
  for (let count = 0; count < missing; count += 1) {
    const replaces = note.replacementsDue > 0;
    const text = replaces
      ? "an instance was launched in response to an unhealthy instance needing to be replaced"
      : `an instance was started in response to a difference between desired and actual capacity${capacityClause(before, group.desiredCapacity)}`;
    const cause = joinCauses([replaces ? undefined : note.reason, causeSentence(world.now(), text)]);
    const left = leaveWarmPool(model, group, cause);
    if (!left && launchMember(model, group, { cause }) === undefined) {
      retryAt(model, group);
      return;
    }
    if (replaces) note.replacementsDue -= 1;
  }
}

function retryAt(model: RegionModel, group: SimAutoScalingGroup): void {
  model.world.at(groupNote(model, group.name).launchNotBefore, () =>
    model.emit({ kind: "capacity", group: group.name }),
  );
}

function scaleIn(model: RegionModel, group: SimAutoScalingGroup, surplus: number): void {
  const { world } = model;
  const note = groupNote(model, group.name);
  note.replacementsDue = 0;
  const before = countCapacity(group);
  const clause = capacityClause(before, group.desiredCapacity);
  const victims = chooseVictims(group, surplus);
  if (victims.length < surplus) tellProtection(model, group);
  for (const member of victims) {
    const cause = joinCauses([
      note.reason,
      causeSentence(
        world.now(),
        `an instance was taken out of service in response to a difference between desired and actual capacity${clause}`,
      ),
      causeSentence(world.now(), `instance ${member.instanceId} was selected for termination`),
    ]);
    terminateMember(model, group, { member, cause, activity: "logged", hooks: "run" });
  }
}

/** Once for each desired capacity that cannot be reached (ASG:ec2-auto-scaling-instance-protection). */
function tellProtection(model: RegionModel, group: SimAutoScalingGroup): void {
  const note = groupNote(model, group.name);
  const [kept] = group.members.filter((member) => member.protectedFromScaleIn);
  if (kept === undefined || note.toldProtectedFor === group.desiredCapacity) return;
  note.toldProtectedFor = group.desiredCapacity;
  const activity = startActivity(model, group, {
    description: "Terminating EC2 instance",
    cause: note.reason ?? "",
    status: "InProgress",
    zone: kept.zone,
  });
  const reason =
    "Could not scale to desired capacity because all remaining instances are protected from scale-in.";
  endActivity(model, activity, { status: "Cancelled", reason });
}

/** From the fullest zone, the oldest launch template version first, then the oldest member. Only members in service. */
function chooseVictims(group: SimAutoScalingGroup, count: number): SimMember[] {
  const left = group.members.filter(
    (member) => member.lifecycleState === "InService" && !member.protectedFromScaleIn,
  );
  const victims: SimMember[] = [];
  while (victims.length < count && left.length > 0) {
    const inZone = (zone: string) => left.filter((member) => member.zone === zone).length;
    const version = (member: SimMember) => Number(member.launchTemplate?.version ?? 0);
    const victim = left.reduce((best, member) => {
      const byZone = inZone(member.zone) - inZone(best.zone);
      if (byZone !== 0) return byZone > 0 ? member : best;
      return version(member) < version(best) ? member : best;
    });
    victims.push(victim);
    left.splice(left.indexOf(victim), 1);
  }
  return victims;
}
