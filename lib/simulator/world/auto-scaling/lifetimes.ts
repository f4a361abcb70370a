import { addSeconds, minuteMs, toInstant } from "#lib/domain/time.ts";
import { causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { findRowIn } from "#lib/simulator/world/auto-scaling/group.ts";
import { terminateMember } from "#lib/simulator/world/auto-scaling/terminate.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";

/** A group with a maximum instance lifetime replaces members that have reached it, one at a time (ASG:asg-max-instance-lifetime). */
export function connectLifetimes(model: RegionModel): void {
  model.on("member", (signal) => {
    const group = model.state.autoScalingGroups.get(signal.group);
    const instance = model.state.instances.get(signal.instanceId);
    const most = group?.maxInstanceLifetimeSeconds;
    if (signal.to !== "InService" || most === undefined || instance === undefined) return;
    const due = toInstant(Math.max(model.world.now(), addSeconds(instance.launchTime, most)));
    model.world.at(due, () => retire(model, signal.group, signal.instanceId));
  });
}

function retire(model: RegionModel, groupName: string, instanceId: string): void {
  const row = findRowIn(model, groupName, instanceId);
  if (row?.member.lifecycleState !== "InService") return;
  const { group, member } = row;
  const inService = group.members.filter(({ lifecycleState }) => lifecycleState === "InService");
  if (inService.length < group.desiredCapacity) {
    model.world.after(minuteMs, () => retire(model, groupName, instanceId));
    return;
  }
  const cause = causeSentence(
    model.world.now(),
    "an instance was taken out of service because it reached the maximum instance lifetime",
  );
  terminateMember(model, group, { member, cause, activity: "logged", hooks: "run" });
}
