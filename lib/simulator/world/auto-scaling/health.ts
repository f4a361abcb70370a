import { addSeconds, type Instant } from "#lib/domain/time.ts";
import { causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { findRow, groupNote, isSuspended, memberNote } from "#lib/simulator/world/auto-scaling/group.ts";
import { terminateMember } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { statesIn } from "#lib/simulator/world/elb/targets.ts";
import type { MemberNote, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

/** How long Auto Scaling takes to notice that EC2 or ELB calls an instance unhealthy. */
const healthNoticeSeconds = 40;
/** How long it watches failed status checks before it replaces the instance: "a few minutes". */
const impairedNoticeSeconds = 300;

const causeTexts: Readonly<Record<NonNullable<MemberNote["unhealthyBecause"]>, string>> = {
  ec2: "an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped",
  elb: "an instance was taken out of service in response to an ELB system health check failure",
  user: "an instance was taken out of service in response to a user health-check",
  status: "an instance was taken out of service in response to an EC2 instance status checks failure",
};

/** Health checks follow EC2 and ELB with some delay, and only for members in service: Standby and Detaching rows are not checked. */
export function connectHealthChecks(model: RegionModel): void {
  const checkSoon = (instanceId: string) =>
    model.world.afterAbout(healthNoticeSeconds, () => checkInstance(model, instanceId));
  model.on("instance", (signal) => {
    if (signal.to === "shutting-down" || signal.to === "stopping") checkSoon(signal.instanceId);
  });
  model.on("target", (signal) => {
    if (signal.to === "unhealthy") checkSoon(signal.instanceId);
  });
  model.on("member", (signal) => {
    if (signal.to === "InService") checkSoon(signal.instanceId);
  });
}

/** Checks every member now: after a process was resumed, say. */
export function checkHealthOfAll(model: RegionModel, group: SimAutoScalingGroup): void {
  for (const member of [...group.members]) checkMember(model, group, member);
}

/** Marks the member; it is replaced where the processes for that run. */
export function markUnhealthy(
  model: RegionModel,
  group: SimAutoScalingGroup,
  mark: { readonly member: SimMember; readonly because: NonNullable<MemberNote["unhealthyBecause"]> },
): void {
  mark.member.healthStatus = "Unhealthy";
  memberNote(model, mark.member.instanceId).unhealthyBecause = mark.because;
  replaceIfAllowed(model, group, mark.member);
}

/** Status checks fail: after a while Auto Scaling gives the instance up (ASG:ec2-auto-scaling-health-checks). */
export function watchImpairment(model: RegionModel, instanceId: string): void {
  model.world.afterAbout(impairedNoticeSeconds, () => {
    const row = findRow(model, instanceId);
    if (row === undefined || isSuspended(row.group, "HealthCheck")) return;
    if (model.state.instances.get(instanceId)?.statusCheck !== "impaired") return;
    const { group, member } = row;
    if (member.lifecycleState === "InService" && member.healthStatus === "Healthy")
      markUnhealthy(model, group, { member, because: "status" });
  });
}

function checkInstance(model: RegionModel, instanceId: string): void {
  const row = findRow(model, instanceId);
  if (row !== undefined) checkMember(model, row.group, row.member);
}

function checkMember(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  if (member.lifecycleState !== "InService") return;
  if (member.healthStatus === "Unhealthy") {
    replaceIfAllowed(model, group, member);
    return;
  }
  if (isSuspended(group, "HealthCheck")) return;
  if (model.state.instances.get(member.instanceId)?.state !== "running") {
    markUnhealthy(model, group, { member, because: "ec2" });
    return;
  }
  const states = statesIn(model, group.targetGroupArns, member.instanceId);
  if (group.healthCheckType !== "ELB" || !states.includes("unhealthy")) return;
  const graceEnd = endOfGrace(model, group, member);
  if (graceEnd > model.world.now()) {
    model.world.at(graceEnd, () => checkInstance(model, member.instanceId));
    return;
  }
  markUnhealthy(model, group, { member, because: "elb" });
}

/** The grace period begins when a member comes into service (ASG:health-check-grace-period). */
function endOfGrace(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): Instant {
  const since = memberNote(model, member.instanceId).inServiceSince ?? model.world.now();
  return addSeconds(since, group.healthCheckGraceSeconds);
}

function replaceIfAllowed(model: RegionModel, group: SimAutoScalingGroup, member: SimMember): void {
  if (member.lifecycleState !== "InService") return;
  if (isSuspended(group, "ReplaceUnhealthy") || isSuspended(group, "Terminate")) return;
  const because = memberNote(model, member.instanceId).unhealthyBecause ?? "ec2";
  groupNote(model, group.name).replacementsDue += 1;
  const cause = causeSentence(model.world.now(), causeTexts[because]);
  terminateMember(model, group, { member, cause, activity: "logged", hooks: "run" });
}
