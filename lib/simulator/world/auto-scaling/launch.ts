import {
  endActivity,
  midLifecycleAction,
  openActivityOf,
  startActivity,
  updateActivity,
} from "#lib/simulator/world/auto-scaling/activities.ts";
import {
  addMember,
  askForCapacity,
  findRow,
  findRowIn,
  groupNote,
  isSuspended,
  isWarm,
  memberNote,
  moveMember,
} from "#lib/simulator/world/auto-scaling/group.ts";
import { launching, startHookWaits } from "#lib/simulator/world/auto-scaling/hooks.ts";
import { failLaunch, findLaunchFailure } from "#lib/simulator/world/auto-scaling/launch-failures.ts";
import { noteFailedLaunch, noteLaunched } from "#lib/simulator/world/auto-scaling/launch-throttle.ts";
import { terminateMember } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { stepSeconds } from "#lib/simulator/world/delays.ts";
import {
  isGone,
  launchInstance,
  stopInstance,
  terminateInstance,
} from "#lib/simulator/world/ec2/instances.ts";
import { registerTarget } from "#lib/simulator/world/elb/targets.ts";
import type { LaunchTemplate, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

export type Launch = { readonly cause: string; readonly into?: "warm-pool" };

/** Launches one instance for the group and gives its id; undefined where EC2 refuses: then there is neither an instance nor a member. */
export function launchMember(
  model: RegionModel,
  group: SimAutoScalingGroup,
  { cause, into }: Launch,
): string | undefined {
  const zone = emptiestZone(model, group);
  const template = templateOf(model, group);
  const reason = findLaunchFailure(model, group, { cause, zone, template });
  if (reason !== undefined) {
    failLaunch(model, group, { cause, zone, template, reason });
    return undefined;
  }
  const { id, name, version } = group.launchTemplate;
  const tags = group.tags.filter((tag) => tag.propagateAtLaunch).map(({ key, value }) => ({ key, value }));
  const instance = launchInstance(model, {
    template,
    zone,
    tags: [{ key: "aws:autoscaling:groupName", value: group.name }, ...tags],
  });
  startActivity(model, group, {
    description: `Launching a new EC2 instance${into === undefined ? "" : " into warm pool"}: ${instance.id}`,
    cause,
    status: "PreInService",
    zone,
    instanceId: instance.id,
  });
  addMember(model, group, {
    instanceId: instance.id,
    lifecycleState: into === undefined ? "Pending" : "Warmed:Pending",
    healthStatus: "Healthy",
    zone,
    protectedFromScaleIn: false,
    launchTemplate: { id, name, version },
    waits: [],
  });
  if (groupNote(model, group.name).launchFault === "key-disabled") endForKey(model, instance.id);
  return instance.id;
}

/** The volume's key cannot be used: EC2 ends the instance before it runs (ASG:ts-as-instancelaunchfailure). */
function endForKey(model: RegionModel, instanceId: string): void {
  const code = "Client.InternalError";
  model.world.afterAbout(stepSeconds, () =>
    terminateInstance(model, instanceId, { code, message: `${code}: Client error on launch` }),
  );
}

/** Into service: registered with the target groups unless AddToLoadBalancer is suspended, and then never later (ASG:as-suspend-resume-processes). */
export function putInService(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  const { instanceId } = member;
  moveMember(model, group, { member, to: "InService" });
  const note = memberNote(model, instanceId);
  note.inServiceSince = model.world.now();
  note.returning = false;
  if (!isSuspended(group, "AddToLoadBalancer") && model.state.instances.has(instanceId)) {
    for (const arn of group.targetGroupArns) {
      if (model.state.targetGroups.has(arn)) registerTarget(model, arn, instanceId);
    }
  }
  endActivity(model, openActivityOf(model, group, instanceId), { status: "Successful" });
  askForCapacity(model, group);
}

export function connectLaunches(model: RegionModel): void {
  model.on("instance", (signal) => {
    const row = findRow(model, signal.instanceId);
    if (row === undefined || !["Pending", "Warmed:Pending"].includes(row.member.lifecycleState)) return;
    const { group, member } = row;
    if (memberNote(model, signal.instanceId).returning) return;
    if (signal.to === "running") reachHooks(model, group, member);
    else if (isGone(model, signal.instanceId)) loseLaunch(model, group, member);
  });
  model.on("hooks-ended", (signal) => {
    const row = findRowIn(model, signal.group, signal.instanceId);
    if (row?.member.lifecycleState.endsWith("Pending:Wait") !== true) return;
    const { group, member } = row;
    if (signal.result === "CONTINUE") {
      moveMember(model, group, { member, to: isWarm(member) ? "Warmed:Pending:Proceed" : "Pending:Proceed" });
      proceed(model, group, member);
      return;
    }
    abandonLaunch(model, group, {
      member,
      reason: `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${signal.token} was abandoned: ${signal.why}`,
    });
  });
}

/** The launch hooks, or on without any. */
export function reachHooks(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  if (!startHookWaits(model, group, { member, transition: launching })) {
    proceed(model, group, member);
    return;
  }
  const activity = openActivityOf(model, group, member.instanceId);
  updateActivity(model, activity, { status: midLifecycleAction, progress: 40 });
}

function proceed(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  const reached = member.lifecycleState;
  model.world.afterAbout(stepSeconds, () => {
    if (member.lifecycleState !== reached) return;
    if (isGone(model, member.instanceId)) {
      loseLaunch(model, group, member);
      return;
    }
    noteLaunched(model, group);
    if (isWarm(member)) enterWarmPool(model, group, member);
    else putInService(model, group, member);
  });
}

/** Its hooks are done: it waits in the pool, stopped or running. */
function enterWarmPool(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  const poolState = group.warmPool?.poolState ?? "Stopped";
  const { instanceId } = member;
  if (poolState === "Stopped" && model.state.instances.get(instanceId)?.state === "running")
    stopInstance(model, instanceId);
  endActivity(model, openActivityOf(model, group, instanceId), { status: "Successful" });
  moveMember(model, group, { member, to: `Warmed:${poolState}` });
  askForCapacity(model, group);
}

/** The instance died before it came into service (ASG:ts-as-instancelaunchfailure). */
function loseLaunch(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  const ec2Says = model.state.instances.get(member.instanceId)?.stateReason?.message ?? "unknown";
  const reason = `Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: ${ec2Says}`;
  abandonLaunch(model, group, { member, reason });
}

function abandonLaunch(
  model: RegionModel,
  group: SimAutoScalingGroup,
  launch: { readonly member: SimMember; readonly reason: string },
): void {
  const { parameters } = model.world;
  const { member, reason } = launch;
  const activity = openActivityOf(model, group, member.instanceId);
  endActivity(model, activity, { status: "Cancelled", reason });
  noteFailedLaunch(model, group, { instance: "abandoned" });
  terminateMember(model, group, {
    member,
    cause: activity?.cause ?? "",
    activity: parameters.abandonedLaunchLogsTerminatingActivity ? "logged" : "silent",
    hooks: parameters.abandonedLaunchRunsTerminationHooks ? "run" : "skipped",
  });
}

function emptiestZone(model: RegionModel, group: SimAutoScalingGroup): string {
  const count = (zone: string) => group.members.filter((member) => member.zone === zone).length;
  const { fullZones } = groupNote(model, group.name);
  const open = group.zones.filter((zone) => !fullZones.has(zone));
  const [first = "", ...rest] = open.length > 0 ? open : group.zones;
  return rest.reduce((best, zone) => (count(zone) < count(best) ? zone : best), first);
}

function templateOf(model: RegionModel, group: SimAutoScalingGroup): LaunchTemplate {
  const template = model.hidden.launchTemplates.get(group.launchTemplate.id);
  if (template !== undefined) return template;
  throw new Error(
    `Auto Scaling group ${group.name} names the unknown launch template ${group.launchTemplate.id}`,
  );
}
