import type { SweepShape } from "#lib/bench/fewest-sweep-calls.ts";
import { addMs, hourMs, type Instant } from "#lib/domain/time.ts";
import type { SimRegion } from "#lib/simulator/world/state.ts";

/** How far back every reading tells of ended deployments' targets and of activities. */
const recentMs = 6 * hourMs;

/**
 * What a sweep of the simulated region has to learn. `first`: nothing is known yet · `later`: what has ended is known,
 * and nothing has happened since.
 */
export function toSweepShape(region: SimRegion, sweep: "first" | "later", now: Instant): SweepShape {
  const groups = [...region.deploymentGroups.values()];
  const scalingGroups = [...region.autoScalingGroups.values()];
  const isWanted = (endedAt: Instant | undefined, since: Instant) =>
    endedAt === undefined || (sweep === "first" && endedAt >= since);
  const oldest = addMs(now, -recentMs);
  const deployments = [...region.deployments.values()];
  return {
    groupsByApplication: [...region.applications.keys()].map(
      (name) => groups.filter(({ application }) => application === name).length,
    ),
    deploymentConfigs: new Set(groups.map(({ configName }) => configName)).size,
    deployments: deployments.length,
    newDeployments: deployments.filter(({ completeTime, createTime }) => isWanted(completeTime, createTime))
      .length,
    targetsOfDeployments: deployments
      .filter(({ completeTime }) => isWanted(completeTime, oldest))
      .map(({ targets = [] }) => targets.length),
    autoScalingGroups: scalingGroups.length,
    newActivities: scalingGroups
      .flatMap(({ activities }) => activities)
      .filter(({ endTime }) => isWanted(endTime, oldest)).length,
    targetGroups: region.targetGroups.size,
    instances: region.instances.size,
  };
}
