import { removeTargetGroup, shiftZone, unlistenTargetGroup } from "#lib/simulator/world/elb/reach.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";

/** What an operator does to load balancers. */
export function operateLoadBalancing(model: RegionModel) {
  return {
    /** DeleteTargetGroup, with the listener rules that name it; Auto Scaling and CodeDeploy go on naming it. */
    deleteTargetGroup: (name: string) => removeTargetGroup(model, name),
    /** DeleteListener or DeleteRule: no load balancer uses the target group any more. */
    unlistenTargetGroup: (name: string) => unlistenTargetGroup(model, name),
    /** StartZonalShift: load balancers send no traffic to the zone; `off` ends it. */
    shiftZone: (zone: string, shift: "on" | "off") => shiftZone(model, zone, shift),
  };
}
