import { recheckTargets } from "#lib/simulator/world/elb/targets.ts";
import { Refusal } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimTargetGroup } from "#lib/simulator/world/state.ts";

/** The target group is gone with all its targets. */
export function removeTargetGroup(model: RegionModel, name: string): void {
  const group = findByName(model, name);
  group.targets = [];
  model.state.targetGroups.delete(group.arn);
}

/** Without a listener its targets get no traffic and are not checked (ELB:target-group-health-checks). */
export function unlistenTargetGroup(model: RegionModel, name: string): void {
  const group = findByName(model, name);
  group.loadBalancerArns = [];
  recheckTargets(model, group);
}

/** A zonal shift shows on every target of the zone (m:elbv2 AdministrativeOverride). */
export function shiftZone(model: RegionModel, zone: string, shift: "on" | "off"): void {
  if (shift === "on") model.hidden.shiftedZones.add(zone);
  else model.hidden.shiftedZones.delete(zone);
  for (const group of model.state.targetGroups.values()) {
    for (const target of group.targets) {
      if (target.zone !== zone) continue;
      if (shift === "on") target.administrativeOverride = "zonal_shift_active";
      else delete target.administrativeOverride;
    }
  }
}

function findByName(model: RegionModel, name: string): SimTargetGroup {
  const found = [...model.state.targetGroups.values()].find((group) => group.name === name);
  if (found !== undefined) return found;
  throw new Refusal("TargetGroupNotFound", `One or more target groups not found: ${name}`);
}
