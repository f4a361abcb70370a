import type { Place } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";

type Region = Pick<Place, "region">;

/** Read-only: the newest activities of an Auto Scaling group. */
export function toDescribeActivities(group: string, place: Region): string {
  return toCommand(place, [
    "autoscaling",
    "describe-scaling-activities",
    "--auto-scaling-group-name",
    group,
    "--max-items",
    "10",
  ]);
}

/** Read-only: an Auto Scaling group, its members and suspended processes included. */
export function toDescribeGroup(group: string, place: Region): string {
  return toCommand(place, [
    "autoscaling",
    "describe-auto-scaling-groups",
    "--auto-scaling-group-names",
    group,
  ]);
}

/** Read-only: what EC2 says of instances. By filter, since an id that EC2 has forgotten fails the other form. */
export function toDescribeInstances(instanceIds: readonly string[], place: Region): string {
  const filter = `Name=instance-id,Values=${instanceIds.join(",")}`;
  return toCommand(place, ["ec2", "describe-instances", "--filters", filter]);
}
