import { activeRuns, endDeployment } from "#lib/simulator/world/codedeploy/deployments.ts";
import { findDeploymentGroup, type GroupName, toGroupKey } from "#lib/simulator/world/codedeploy/groups.ts";
import { findAlarm } from "#lib/simulator/world/codedeploy/start-failures.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { DeploymentFault, RegionModel } from "#lib/simulator/world/sim-world.ts";

/** What keeps deployments from starting or from going on, for reasons that lie outside of the deployment group. */
export function makeDeploymentFaults(model: RegionModel) {
  return {
    /** Deployments of the group fail as a whole, before any target is asked; `ok` ends it. */
    failDeployments(name: GroupName, fault: DeploymentFault | "ok") {
      findDeploymentGroup(model, name);
      const key = toGroupKey(name);
      if (fault === "ok") model.hidden.deploymentFaults.delete(key);
      else model.hidden.deploymentFaults.set(key, fault);
    },
    /** The CloudWatch alarm is raised: deployments of groups that watch it end, and none starts. */
    raiseAlarm(alarm: string) {
      model.hidden.raisedAlarms.add(alarm);
      for (const run of activeRuns(model)) {
        const group = model.state.deploymentGroups.get(run.groupKey);
        const deployment = model.state.deployments.get(run.deploymentId);
        const end = group === undefined ? undefined : findAlarm(model, group);
        if (deployment?.startTime !== undefined && end !== undefined) endDeployment(model, deployment, end);
      }
    },
    clearAlarm: (alarm: string) => model.hidden.raisedAlarms.delete(alarm),
    /** The role of the instance profile may not read bundles, or may again. */
    setBundleAccess(profileArn: string | undefined, access: "denied" | "ok") {
      if (profileArn === undefined) refuse("there is no instance profile");
      if (access === "denied") model.hidden.deniedProfiles.add(profileArn);
      else model.hidden.deniedProfiles.delete(profileArn);
    },
  };
}
