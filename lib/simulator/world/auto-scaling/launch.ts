import {
  endActivity,
  openActivityOf,
  startActivity,
  updateActivity,
} from "#lib/simulator/world/auto-scaling/activities.ts";
import {
  addMember,
  askForCapacity,
  groupNote,
  groupOfInstance,
  isSuspended,
  memberNote,
  memberOf,
  moveMember,
} from "#lib/simulator/world/auto-scaling/group.ts";
import { launching, startHookWaits } from "#lib/simulator/world/auto-scaling/hooks.ts";
import { noteFailedLaunch, noteLaunched } from "#lib/simulator/world/auto-scaling/launch-throttle.ts";
import { terminateMember } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { isGone, launchInstance } from "#lib/simulator/world/ec2/instances.ts";
import { registerTarget } from "#lib/simulator/world/elb/targets.ts";
import type { LaunchTemplate, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

/** Launches one instance for the group. False where EC2 has no capacity: then there is neither an instance nor a member. */
export function launchMember(model: RegionModel, group: SimAutoScalingGroup, cause: string): boolean {
  const zone = emptiestZone(group);
  const template = templateOf(model, group);
  if (groupNote(model, group.name).withoutCapacity) {
    failForCapacity(model, group, { cause, zone, instanceType: template.instanceType });
    return false;
  }
  const { id, name, version } = group.launchTemplate;
  const tags = group.tags.filter((tag) => tag.propagateAtLaunch).map(({ key, value }) => ({ key, value }));
  const instance = launchInstance(model, {
    template,
    zone,
    tags: [{ key: "aws:autoscaling:groupName", value: group.name }, ...tags],
  });
  startActivity(model, group, {
    description: `Launching a new EC2 instance: ${instance.id}`,
    cause,
    status: "PreInService",
    zone,
    instanceId: instance.id,
  });
  addMember(model, group, {
    instanceId: instance.id,
    lifecycleState: "Pending",
    healthStatus: "Healthy",
    zone,
    protectedFromScaleIn: false,
    launchTemplate: { id, name, version },
    waits: [],
  });
  return true;
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
    const group = groupOfInstance(model, signal.instanceId);
    const member = group === undefined ? undefined : memberOf(group, signal.instanceId);
    if (group === undefined || member?.lifecycleState !== "Pending") return;
    if (memberNote(model, signal.instanceId).returning) return;
    if (signal.to === "running") reachHooks(model, group, member);
    else if (isGone(model, signal.instanceId)) loseLaunch(model, group, member);
  });
  model.on("hooks-ended", (signal) => {
    const group = model.state.autoScalingGroups.get(signal.group);
    const member = group === undefined ? undefined : memberOf(group, signal.instanceId);
    if (group === undefined || member?.lifecycleState !== "Pending:Wait") return;
    if (signal.result === "CONTINUE") {
      moveMember(model, group, { member, to: "Pending:Proceed" });
      proceed(model, group, member);
      return;
    }
    abandonLaunch(model, group, {
      member,
      reason: `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${signal.token} was abandoned: ${signal.why}`,
    });
  });
}

function reachHooks(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  if (!startHookWaits(model, group, { member, transition: launching })) {
    proceed(model, group, member);
    return;
  }
  const status = model.world.parameters.activityCodeWhileHookWaits;
  updateActivity(model, openActivityOf(model, group, member.instanceId), { status, progress: 40 });
}

function proceed(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  const reached = member.lifecycleState;
  model.world.afterAbout(model.world.parameters.stepSeconds, () => {
    if (member.lifecycleState !== reached) return;
    if (isGone(model, member.instanceId)) {
      loseLaunch(model, group, member);
      return;
    }
    noteLaunched(model, group);
    putInService(model, group, member);
  });
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
  noteFailedLaunch(model, group);
  terminateMember(model, group, {
    member,
    cause: activity?.cause ?? "",
    activity: parameters.abandonedLaunchLogsTerminatingActivity ? "logged" : "silent",
    hooks: parameters.abandonedLaunchRunsTerminationHooks ? "run" : "skipped",
  });
}

function failForCapacity(
  model: RegionModel,
  group: SimAutoScalingGroup,
  launch: { readonly cause: string; readonly zone: string; readonly instanceType: string },
): void {
  const { cause, zone, instanceType } = launch;
  const others = group.zones.filter((other) => other !== zone);
  const choosing = others.length > 0 ? ` or choosing ${others.join(", ")}` : "";
  const reason =
    `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). ` +
    "Our system will be working on provisioning additional capacity. " +
    `You can currently get ${instanceType} capacity by not specifying an Availability Zone in your request${choosing}. ` +
    "Launching EC2 instance failed.";
  const description = "Launching a new EC2 instance";
  const activity = startActivity(model, group, { description, cause, status: "PreInService", zone });
  endActivity(model, activity, { status: "Failed", reason });
  noteFailedLaunch(model, group);
}

function emptiestZone(group: SimAutoScalingGroup): string {
  const count = (zone: string) => group.members.filter((member) => member.zone === zone).length;
  const [first = "", ...rest] = group.zones;
  return rest.reduce((best, zone) => (count(zone) < count(best) ? zone : best), first);
}

function templateOf(model: RegionModel, group: SimAutoScalingGroup): LaunchTemplate {
  const template = model.hidden.launchTemplates.get(group.launchTemplate.id);
  if (template !== undefined) return template;
  throw new Error(
    `Auto Scaling group ${group.name} names the unknown launch template ${group.launchTemplate.id}`,
  );
}
