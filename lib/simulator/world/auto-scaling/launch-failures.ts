import { endActivity, startActivity } from "#lib/simulator/world/auto-scaling/activities.ts";
import { groupNote } from "#lib/simulator/world/auto-scaling/group.ts";
import { noteFailedLaunch } from "#lib/simulator/world/auto-scaling/launch-throttle.ts";
import type { LaunchFault, LaunchTemplate, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

export type LaunchAttempt = {
  readonly cause: string;
  readonly zone: string;
  readonly template: LaunchTemplate;
};

/** ASG:ts-as-instancelaunchfailure, ASG:ts-as-loadbalancer. With `key-disabled` there is an instance, which EC2 ends at once. */
const reasons: Readonly<
  Record<Exclude<LaunchFault, "key-disabled">, (attempt: LaunchAttempt, group: SimAutoScalingGroup) => string>
> = {
  capacity: toCapacityText,
  "spot-capacity": () => "There is no Spot capacity available that matches your request",
  "image-missing": ({ template }) => `The AMI ID '${template.imageId}' does not exist`,
  "security-group-missing": () => "The security group 'sg-0123456789abcdef0' does not exist",
  "unsupported-configuration": () =>
    "The requested configuration is currently not supported. Please check the documentation for supported configurations",
  "instance-quota": () => "20 instance(s) are already running",
};

/** Why this launch gets no instance, if it gets none. */
export function findLaunchFailure(
  model: RegionModel,
  group: SimAutoScalingGroup,
  attempt: LaunchAttempt,
): string | undefined {
  if (group.targetGroupArns.some((arn) => !model.state.targetGroups.has(arn)))
    return "One or more target groups not found. Validating load balancer configuration failed.";
  const fault = groupNote(model, group.name).launchFault;
  if (fault === undefined || fault === "key-disabled") return undefined;
  return `${reasons[fault](attempt, group)}. Launching EC2 instance failed.`;
}

/** An activity without an instance. */
export function failLaunch(
  model: RegionModel,
  group: SimAutoScalingGroup,
  failure: LaunchAttempt & { readonly reason: string },
): void {
  const { cause, zone, reason } = failure;
  const description = "Launching a new EC2 instance";
  const activity = startActivity(model, group, { description, cause, status: "PreInService", zone });
  endActivity(model, activity, { status: "Failed", reason });
  noteFailedLaunch(model, group, { instance: "none" });
}

function toCapacityText({ template, zone }: LaunchAttempt, group: SimAutoScalingGroup): string {
  const { instanceType } = template;
  const others = group.zones.filter((other) => other !== zone);
  const choosing = others.length > 0 ? ` or choosing ${others.join(", ")}` : "";
  return (
    `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). ` +
    "Our system will be working on provisioning additional capacity. " +
    `You can currently get ${instanceType} capacity by not specifying an Availability Zone in your request${choosing}`
  );
}
