import {
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentConfigs,
  makeDeploymentGroup,
  makeInstance,
  makeTargetGroup,
} from "#lib/bench/make-parts.ts";
import type { Place } from "#lib/domain/scope.ts";
import { addMs, hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { SimRegion } from "#lib/simulator/world/state.ts";

/** One deployment group of `size` instances in the middle of a deployment, as AWS would list it. */
export function makeFleet(place: Place, size: number, now: Instant): SimRegion {
  const started = addMs(now, -20 * minuteMs);
  const autoScalingGroup = "asg-bench";
  const instances = Array.from({ length: size }, (_, index) =>
    makeInstance(index, autoScalingGroup, addMs(now, -3 * hourMs)),
  );
  const targetGroup = makeTargetGroup({ place, name: "tg-bench", instances, now: started });
  const group = makeDeploymentGroup(place, {
    application: "bench",
    name: "bench",
    autoScalingGroup,
    targetGroup: targetGroup.name,
    lastAttempted: "d-BENCH0001",
  });
  const parts = { place, name: autoScalingGroup, instances, now: addMs(now, -100 * hourMs) };
  return {
    ...place,
    instances: new Map(instances.map((instance) => [instance.id, instance])),
    autoScalingGroups: new Map([[autoScalingGroup, makeAutoScalingGroup(parts, targetGroup)]]),
    targetGroups: new Map([[targetGroup.arn, targetGroup]]),
    applications: new Map([["bench", { name: "bench", id: "bench", createTime: started }]]),
    deploymentGroups: new Map([["bench/bench", group]]),
    deployments: new Map([["d-BENCH0001", makeDeployment(group, instances, { started })]]),
    deploymentConfigs: makeDeploymentConfigs(),
  };
}
