import { endActivity, openActivityOf } from "#lib/simulator/world/auto-scaling/activities.ts";
import { causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { finishDetach } from "#lib/simulator/world/auto-scaling/detach.ts";
import { terminateMember } from "#lib/simulator/world/auto-scaling/terminate.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** DeleteAutoScalingGroup with ForceDelete: every member is terminated without hooks, then the group is gone. */
export function deleteGroup(model: RegionModel, group: SimAutoScalingGroup): void {
  if (group.status !== undefined) return;
  group.status = "Delete in progress";
  for (const member of [...group.members]) {
    const leaving = member.lifecycleState.startsWith("Terminating");
    if (leaving && member.lifecycleState !== "Terminating:Retained") continue;
    if (member.lifecycleState === "Detaching") {
      finishDetach(model, group, member);
      continue;
    }
    endActivity(model, openActivityOf(model, group, member.instanceId), { status: "Cancelled" });
    const cause = causeSentence(model.world.now(), "a user request force deleted the AutoScalingGroup");
    terminateMember(model, group, { member, cause, activity: "logged", hooks: "skipped" });
  }
  if (group.members.length === 0) forget(model, group);
}

export function connectGroupDeletion(model: RegionModel): void {
  model.on("member", (signal) => {
    const group = model.state.autoScalingGroups.get(signal.group);
    if (signal.to !== undefined || group === undefined || group.status === undefined) return;
    if (group.members.length === 0) forget(model, group);
  });
}

function forget(model: RegionModel, group: SimAutoScalingGroup): void {
  model.state.autoScalingGroups.delete(group.name);
  model.hidden.groups.delete(group.name);
}
