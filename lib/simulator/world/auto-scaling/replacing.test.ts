import { describe, expect, it } from "vitest";
import { makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";
import type { ServiceOptions } from "#lib/simulator/world/set-up.ts";

const asg = "asg-prod-api";

function makeSteady(service: ServiceOptions = {}, parameters: Partial<Parameters> = {}) {
  const lab = makeLab({ parameters });
  makeSteadyService(lab, { balanced: false, ...service });
  return { lab, ids: lab.memberIds(asg) };
}

describe("an instance refresh", () => {
  it("replaces one member after the other, each through its own deployment, and then is Successful", () => {
    const { lab, ids } = makeSteady();
    const refresh = lab.ops.startInstanceRefresh(asg);
    for (let step = 0; step < 60; step += 1) {
      lab.forward(30);
      expect(lab.memberIds(asg).length).toBeGreaterThanOrEqual(2);
    }
    expect(refresh).toMatchObject({ status: "Successful", percentageComplete: 100 });
    expect(lab.memberIds(asg).filter((id) => ids.includes(id))).toEqual([]);
    expect(lab.deployments("autoscaling")).toHaveLength(6);
  });

  it("is refused while another runs, and leaves the rest as it is when it is cancelled", () => {
    const { lab, ids } = makeSteady();
    const refresh = lab.ops.startInstanceRefresh(asg);
    expect(() => lab.ops.startInstanceRefresh(asg)).toThrow(/already in progress/);
    lab.forward(60);
    lab.ops.cancelInstanceRefresh(asg);
    lab.forward(900);
    expect(refresh.status).toBe("Cancelled");
    expect(lab.memberIds(asg).filter((id) => ids.includes(id))).toHaveLength(2);
  });
});

describe("replacements that Auto Scaling makes by itself", () => {
  it("a maximum lifetime takes one at a time", () => {
    const { lab, ids } = makeSteady({ autoScalingGroup: { maxInstanceLifetimeSeconds: 7200 } });
    lab.forward(6400);
    expect(lab.memberIds(asg)).toEqual(ids);
    lab.forward(300);
    expect(lab.memberIds(asg).filter((id) => ids.includes(id))).toHaveLength(2);
    lab.forward(1200);
    expect(lab.memberIds(asg).filter((id) => ids.includes(id))).toEqual([]);
  });

  it("an impaired instance goes after some minutes", () => {
    const { lab, ids } = makeSteady();
    lab.ops.impairInstance(ids[0] ?? "");
    lab.forward(200);
    expect(lab.memberIds(asg)).toContain(ids[0]);
    lab.forward(300);
    expect(lab.memberIds(asg)).not.toContain(ids[0]);
    expect(lab.activities(asg, "Terminating")[0]?.cause).toMatch(/EC2 instance status checks failure/);
  });

  it("a Spot Instance is taken back by EC2, which says so", () => {
    const { lab, ids } = makeSteady({ launchTemplate: { market: "spot" } });
    lab.ops.interruptSpotInstance(ids[0] ?? "");
    lab.forward(200);
    expect(lab.instance(ids[0] ?? "").stateReason?.code).toBe("Server.SpotInstanceTermination");
    lab.forward(300);
    expect(lab.memberIds(asg)).toHaveLength(3);
    const onDemand = makeSteady();
    expect(() => onDemand.lab.ops.interruptSpotInstance(onDemand.ids[0] ?? "")).toThrow(/no Spot Instance/);
  });

  it("uneven zones are evened out above the desired capacity and back, only where that is on", () => {
    const lives = [true, false].map((azRebalances) => {
      const lab = makeLab({ parameters: { azRebalances } });
      const launchTemplate = lab.build.launchTemplate("lt");
      lab.build.autoScalingGroup(asg, { desired: 6, launchTemplate });
      lab.ops.setZoneCapacity(asg, "us-east-1c", "none");
      lab.forward(300);
      lab.ops.setZoneCapacity(asg, "us-east-1c", "ok");
      lab.forward(900);
      return lab.group(asg).members.filter(({ zone }) => zone === "us-east-1c").length;
    });
    expect(lives).toEqual([2, 0]);
  });
});

describe("scale-in", () => {
  it("leaves protected members alone, and says so once", () => {
    const { lab, ids } = makeSteady({ autoScalingGroup: { minSize: 0 } });
    lab.ops.setInstanceProtection(ids, "on");
    lab.ops.setDesiredCapacity(asg, 2);
    lab.forward(900);
    expect(lab.memberIds(asg)).toEqual(ids);
    expect(lab.activities(asg, "protected from scale-in")).toHaveLength(1);
    lab.ops.setInstanceProtection(ids.slice(0, 1), "off");
    lab.ops.setDesiredCapacity(asg, 2);
    lab.forward(900);
    expect(lab.memberIds(asg)).toEqual(ids.slice(1));
  });

  it("keeps an instance whose termination hook was abandoned, where the group retains it", () => {
    const { lab } = makeSteady({ autoScalingGroup: { minSize: 0, terminateHookAbandon: "retain" } });
    const transition = "autoscaling:EC2_INSTANCE_TERMINATING";
    lab.ops.putLifecycleHook(asg, { name: "save", transition, heartbeatTimeoutSeconds: 60 });
    lab.ops.setDesiredCapacity(asg, 2);
    lab.forward(300);
    const [kept = ""] = lab.memberIds(asg, "Terminating:Retained");
    expect(lab.instance(kept).state).toBe("running");
    lab.ops.terminateInstanceInAutoScalingGroup({ instanceId: kept, capacity: "replace" });
    lab.forward(300);
    expect(lab.member(asg, kept)).toBeUndefined();
  });
});

describe("an attached instance", () => {
  it("is in service without a hook, and raises the desired capacity", () => {
    const { lab } = makeSteady();
    const spare = lab.build.instance({ launchTemplate: lab.build.launchTemplate("other") });
    expect(() => lab.ops.attachInstances(asg, [spare.id])).toThrow(/only a running one/);
    lab.forward(120);
    lab.ops.attachInstances(asg, [spare.id]);
    lab.forward(30);
    expect(lab.member(asg, spare.id)?.lifecycleState).toBe("InService");
    expect(lab.group(asg).desiredCapacity).toBe(4);
    expect(lab.deployments("autoscaling")).toHaveLength(3);
    expect(() => lab.ops.attachInstances(asg, [spare.id])).toThrow(/part of a group already/);
  });
});
