import { memberNote } from "#lib/simulator/world/auto-scaling/group.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimActivity, SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

type ActivityStart = {
  readonly description: string;
  readonly cause: string;
  readonly status: string;
  readonly zone: string;
  /** Whose move it is, where there is an instance. */
  readonly instanceId?: string;
};

const finalCodes = ["Successful", "Failed", "Cancelled"];
/** m:autoscaling caps both texts. */
const statusMessageLimit = 255;
const causeLimit = 1023;

export function startActivity(
  model: RegionModel,
  group: SimAutoScalingGroup,
  start: ActivityStart,
): SimActivity {
  const { world } = model;
  const subnet = `subnet-${group.zones.indexOf(start.zone) + 1}`;
  const activity: SimActivity = {
    id: world.ids.uuid(),
    group: group.name,
    description: start.description,
    cause: start.cause.slice(0, causeLimit),
    statusCode: start.status,
    startTime: world.now(),
    progress: 0,
    details: JSON.stringify({ "Subnet ID": subnet, "Availability Zone": start.zone }),
  };
  group.activities.push(activity);
  if (start.instanceId !== undefined) memberNote(model, start.instanceId).activityId = activity.id;
  model.emit({ kind: "activity", group: group.name, id: activity.id, to: start.status });
  return activity;
}

/** The activity that a member's present move belongs to, while it is open. */
export function openActivityOf(
  model: RegionModel,
  group: SimAutoScalingGroup,
  instanceId: string,
): SimActivity | undefined {
  const id = model.hidden.members.get(instanceId)?.activityId;
  const activity = group.activities.find((candidate) => candidate.id === id);
  return activity === undefined || finalCodes.includes(activity.statusCode) ? undefined : activity;
}

export function updateActivity(
  model: RegionModel,
  activity: SimActivity | undefined,
  change: { readonly status: string; readonly progress: number; readonly message?: string },
): void {
  if (activity === undefined) return;
  activity.progress = change.progress;
  if (change.message === undefined) delete activity.statusMessage;
  else activity.statusMessage = change.message;
  setCode(model, activity, change.status);
}

/** Ends the activity. The reason stands in the status message, cut, and whole in the description. */
export function endActivity(
  model: RegionModel,
  activity: SimActivity | undefined,
  end: { readonly status: "Successful" | "Failed" | "Cancelled"; readonly reason?: string },
): void {
  if (activity === undefined) return;
  activity.endTime = model.world.now();
  activity.progress = 100;
  delete activity.statusMessage;
  if (end.reason !== undefined) {
    activity.statusMessage = end.reason.slice(0, statusMessageLimit);
    activity.description += `.  Status Reason: ${end.reason}`;
  }
  setCode(model, activity, end.status);
}

function setCode(model: RegionModel, activity: SimActivity, to: string): void {
  const from = activity.statusCode;
  if (finalCodes.includes(from)) throw new Error(`activity ${activity.id} has already ended as ${from}`);
  if (from === to) return;
  activity.statusCode = to;
  model.emit({ kind: "activity", group: activity.group, id: activity.id, from, to });
}
