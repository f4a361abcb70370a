import { toInstant } from "#lib/domain/time.ts";
import { causeSentence } from "#lib/simulator/world/auto-scaling/causes.ts";
import { isSuspended } from "#lib/simulator/world/auto-scaling/group.ts";
import { terminateMember } from "#lib/simulator/world/auto-scaling/terminate.ts";
import { agentPollSeconds, reconcileSeconds, stepSeconds } from "#lib/simulator/world/delays.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup, SimInstanceRefresh } from "#lib/simulator/world/state.ts";

type RefreshRun = { readonly refresh: SimInstanceRefresh; readonly left: string[]; readonly of: number };

/** StartInstanceRefresh: members in service are replaced one after the other, each through its hooks (ASG:asg-instance-refresh). */
export function startInstanceRefresh(model: RegionModel, group: SimAutoScalingGroup): SimInstanceRefresh {
  const active = findActiveRefresh(group);
  if (active !== undefined)
    refuse(`An Instance Refresh is already in progress for ${group.name}: ${active.id}`);
  const left = group.members
    .filter((member) => member.lifecycleState === "InService")
    .map((member) => member.instanceId);
  const refresh: SimInstanceRefresh = {
    id: model.world.ids.uuid(),
    status: "Pending",
    percentageComplete: 0,
    instancesToUpdate: left.length,
  };
  group.instanceRefreshes = [...(group.instanceRefreshes ?? []), refresh];
  const run = { refresh, left, of: Math.max(1, left.length) };
  model.world.afterAbout(reconcileSeconds, () => {
    if (refresh.status !== "Pending") return;
    refresh.status = "InProgress";
    refresh.startTime = model.world.now();
    goOn(model, group, run);
  });
  return refresh;
}

/** CancelInstanceRefresh: what has been replaced stays replaced. */
export function cancelInstanceRefresh(model: RegionModel, group: SimAutoScalingGroup): void {
  const refresh = findActiveRefresh(group) ?? refuse(`No Instance Refresh is in progress for ${group.name}`);
  refresh.status = "Cancelling";
  model.world.afterAbout(stepSeconds, () => end(model, refresh, "Cancelled"));
}

function findActiveRefresh(group: SimAutoScalingGroup): SimInstanceRefresh | undefined {
  return group.instanceRefreshes?.find(({ status }) =>
    ["Pending", "InProgress", "Cancelling"].includes(status),
  );
}

/** The next one goes as soon as the group is whole again. */
function goOn(model: RegionModel, group: SimAutoScalingGroup, run: RefreshRun): void {
  const { refresh, left, of } = run;
  if (refresh.status !== "InProgress") return;
  if (model.state.autoScalingGroups.get(group.name) !== group) {
    end(model, refresh, "Failed");
    return;
  }
  const inService = group.members.filter((member) => member.lifecycleState === "InService");
  const whole = inService.length >= group.desiredCapacity && !isSuspended(group, "InstanceRefresh");
  if (whole) {
    refresh.percentageComplete = Math.floor(((of - left.length) * 100) / of);
    refresh.instancesToUpdate = left.length;
    const next = inService.find((member) => member.instanceId === left[0]);
    left.shift();
    if (next === undefined && left.length === 0) {
      end(model, refresh, "Successful");
      return;
    }
    if (next !== undefined) {
      const cause = causeSentence(
        model.world.now(),
        "an instance was taken out of service in response to an instance refresh",
      );
      terminateMember(model, group, { member: next, cause, activity: "logged", hooks: "run" });
    }
  }
  model.world.after(agentPollSeconds * 1000, () => goOn(model, group, run));
}

function end(
  model: RegionModel,
  refresh: SimInstanceRefresh,
  status: "Successful" | "Cancelled" | "Failed",
): void {
  if (status === "Successful") refresh.percentageComplete = 100;
  refresh.status = status;
  refresh.endTime = toInstant(model.world.now());
}
