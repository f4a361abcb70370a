import { findTargetGroupNamed, recheckTargets } from "#lib/simulator/world/elb/targets.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";

/** What an operator does to load balancers. */
export function operateLoadBalancing(model: RegionModel) {
  return {
    /** DeleteTargetGroup, with the listener rules that name it; Auto Scaling and CodeDeploy go on naming it. */
    deleteTargetGroup(name: string) {
      const group = findTargetGroupNamed(model, name);
      group.targets = [];
      model.state.targetGroups.delete(group.arn);
    },
    /** DeleteListener or DeleteRule: without one the targets get no traffic and are not checked (ELB:target-group-health-checks). */
    unlistenTargetGroup(name: string) {
      const group = findTargetGroupNamed(model, name);
      group.loadBalancerArns = [];
      recheckTargets(model, group);
    },
    /** StartZonalShift: load balancers send no traffic to the zone; `off` ends it. It shows on every target of the zone (m:elbv2 AdministrativeOverride). */
    shiftZone(zone: string, shift: "on" | "off") {
      if (shift === "on") model.hidden.shiftedZones.add(zone);
      else model.hidden.shiftedZones.delete(zone);
      const groups = [...model.state.targetGroups.values()];
      for (const target of groups.flatMap(({ targets }) => targets)) {
        if (target.zone !== zone) continue;
        if (shift === "on") target.administrativeOverride = "zonal_shift_active";
        else delete target.administrativeOverride;
      }
    },
  };
}
