import { capacityClause, causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { memberNote } from "#lib/simulator/world/auto-scaling/group.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimActivity, SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

type ActivityStart = {
  readonly description: string;
  readonly cause: string;
  readonly status: string;
  readonly zone: string;
  /** Whose move it is, where there is an instance. */
  readonly instanceId?: string;
};

/** The code of an activity whose instance is held by a hook: a choice of this model. */
export const midLifecycleAction = "MidLifecycleAction";
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

/** The activity of a move that somebody asked for; its cause also says what came of the capacity. */
export function startAskedActivity(
  model: RegionModel,
  group: SimAutoScalingGroup,
  move: Pick<ActivityStart, "description" | "status"> & {
    readonly member: SimMember;
    readonly was: string;
    readonly desiredBefore: number;
  },
): void {
  const { instanceId, zone } = move.member;
  const clause = capacityClause(move.desiredBefore, group.desiredCapacity);
  const text = `instance ${instanceId} was ${move.was} in response to a user request${clause}`;
  const description = `${move.description}: ${instanceId}`;
  const cause = causeSentence(model.world.now(), text);
  startActivity(model, group, { description, cause, status: move.status, zone, instanceId });
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
