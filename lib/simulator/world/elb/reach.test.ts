import { describe, expect, it } from "vitest";
import { makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";

function makeTargets() {
  const lab = makeLab();
  const service = makeSteadyService(lab);
  return { lab, service, ids: lab.memberIds(service.autoScalingGroup) };
}

describe("what load balancers reach", () => {
  it("targets without a listener are not in use, new ones too, and a release waits for them in vain", () => {
    const { lab, service, ids } = makeTargets();
    lab.ops.unlistenTargetGroup("tg-prod-api");
    expect(lab.target("tg-prod-api", ids[0] ?? "")).toMatchObject({
      state: "unused",
      reason: "Target.NotInUse",
    });
    const deployment = lab.ops.createDeployment({ ...service, revision: "r2" });
    lab.forward(1800);
    expect(deployment.targets?.[0]?.events.find(({ name }) => name === "AllowTraffic")?.status).toBe(
      "InProgress",
    );
    expect(lab.target("tg-prod-api", ids[0] ?? "")).toMatchObject({ reason: "Target.NotInUse" });
  });

  it("a zonal shift marks the zone's targets, new ones too, until it ends", () => {
    const { lab, service, ids } = makeTargets();
    const shifted = () =>
      [...lab.state.targetGroups.values()].flatMap(({ targets }) =>
        targets.filter(({ administrativeOverride }) => administrativeOverride === "zonal_shift_active"),
      );
    lab.ops.shiftZone("us-east-1a", "on");
    expect(shifted().map(({ zone }) => zone)).toEqual(["us-east-1a"]);
    lab.ops.setDesiredCapacity(service.autoScalingGroup, ids.length + 1);
    lab.forward(600);
    expect(shifted()).toHaveLength(2);
    lab.ops.shiftZone("us-east-1a", "off");
    expect(shifted()).toEqual([]);
  });
});
