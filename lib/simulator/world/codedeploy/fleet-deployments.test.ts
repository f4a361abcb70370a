import { describe, expect, it } from "vitest";
import { makeFleet, targetStatuses } from "#lib/simulator/testing/make-fleet.ts";
import { makeLab } from "#lib/simulator/testing/make-lab.ts";

const blockAndInstall = [
  "BeforeBlockTraffic",
  "BlockTraffic",
  "AfterBlockTraffic",
  "ApplicationStop",
  "DownloadBundle",
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "ApplicationStart",
  "ValidateService",
];
const allow = ["BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"];

describe("a fleet deployment", () => {
  it("has no targets until it starts, and then the group's members", () => {
    const { lab, deploy, ids } = makeFleet();
    const deployment = deploy();
    expect(deployment).toMatchObject({ status: "Created", creator: "user" });
    expect(deployment.targets).toBeUndefined();
    lab.forward(10);
    expect(deployment.status).toBe("InProgress");
    expect(deployment.targets?.map((target) => target.instanceId)).toEqual(ids);
  });

  it("goes one at a time, and becomes the last successful one", () => {
    const { lab, service, deploy } = makeFleet();
    const deployment = deploy();
    let mostAtOnce = 0;
    while (deployment.status !== "Succeeded") {
      lab.forward(5);
      mostAtOnce = Math.max(
        mostAtOnce,
        targetStatuses(deployment).filter((status) => status === "InProgress").length,
      );
      expect(lab.world.now()).toBeLessThan(lab.start + 3_600_000);
    }
    expect(mostAtOnce).toBe(1);
    expect(targetStatuses(deployment)).toEqual(["Succeeded", "Succeeded", "Succeeded"]);
    expect(lab.state.deploymentGroups.get("api/prod-api")).toMatchObject({
      lastSuccessful: deployment.id,
      lastAttempted: deployment.id,
      name: service.group,
    });
  });

  it("goes all at once where it is told", () => {
    const { lab, deploy } = makeFleet();
    const deployment = deploy("r2", "CodeDeployDefault.AllAtOnce");
    lab.forward(15);
    expect(targetStatuses(deployment)).toEqual(["InProgress", "InProgress", "InProgress"]);
  });

  it.each([
    { balanced: true, names: [...blockAndInstall, ...allow] },
    { balanced: false, names: blockAndInstall.slice(3) },
  ])("runs its events in the documented order, balanced: $balanced", ({ balanced, names }) => {
    const { lab, deploy } = makeFleet({
      service: { balanced, targetGroup: { deregistrationDelaySeconds: 30 } },
    });
    const deployment = deploy();
    lab.forward(1800);
    const events = deployment.targets?.[0]?.events ?? [];
    expect(events.map((event) => event.name)).toEqual(names);
    const starts = events.map((event) => event.startTime ?? 0);
    expect(starts).toEqual(starts.toSorted((left, right) => left - right));
    expect(deployment.status).toBe("Succeeded");
  });

  it("takes a host out of the target group and waits until it is healthy in it again", () => {
    const { lab, deploy, ids } = makeFleet({ service: { targetGroup: { deregistrationDelaySeconds: 60 } } });
    const deployment = deploy();
    const [first = ""] = ids;
    lab.forward(30);
    expect(lab.target("tg-prod-api", first)?.state).toBe("draining");
    lab.forward(90);
    expect(lab.target("tg-prod-api", first)).toBeUndefined();
    const event = (name: string) =>
      deployment.targets?.[0]?.events.find((candidate) => candidate.name === name);
    while (event("AllowTraffic")?.status !== "Succeeded") lab.forward(5);
    expect(lab.target("tg-prod-api", first)?.state).toBe("healthy");
    const block = event("BlockTraffic");
    expect((block?.endTime ?? 0) - (block?.startTime ?? 0)).toBe(60_000);
  });

  it("fails without an instance in service", () => {
    const lab = makeLab();
    const service = lab.build.service({ application: "api", group: "prod-api" }, { desired: 0 });
    lab.forward(60);
    const deployment = lab.ops.createDeployment({ ...service, revision: "r2" });
    lab.forward(10);
    expect(deployment).toMatchObject({ status: "Failed", errorCode: "NO_INSTANCES" });
    expect(deployment.targets).toBeUndefined();
  });

  it("never starts where no host may be down", () => {
    const { lab, deploy } = makeFleet();
    lab.build.deploymentConfig({ name: "all-up", minimumHealthy: { type: "HOST_COUNT", value: 3 } });
    const deployment = deploy("r2", "all-up");
    lab.forward(10);
    expect(deployment).toMatchObject({ status: "Failed", errorCode: "HEALTH_CONSTRAINTS_INVALID" });
  });
});

describe("a second fleet deployment of a group", () => {
  it("is refused while the first one runs", () => {
    const { lab, deploy } = makeFleet();
    const first = deploy();
    lab.forward(10);
    expect(() => deploy("r3")).toThrow(
      `The Deployment Group 'prod-api' already has an active Deployment '${first.id}'`,
    );
  });

  it("is queued where the parameter says so, and starts after it", () => {
    const { lab, deploy } = makeFleet({ parameters: { secondFleetDeployment: "queued" } });
    const [first, second] = [deploy("r2"), deploy("r3")];
    lab.forward(30);
    expect([first.status, second.status]).toEqual(["InProgress", "Queued"]);
    expect(second.targets).toBeUndefined();
    lab.forward(1200);
    expect([first.status, second.status]).toEqual(["Succeeded", "Succeeded"]);
    expect(second.startTime).toBeGreaterThan(first.completeTime ?? Number.POSITIVE_INFINITY);
  });
});

describe("stopping", () => {
  it("leaves what had begun in an unknown state and skips the rest", () => {
    const { lab, deploy } = makeFleet();
    const deployment = deploy();
    lab.forward(15);
    lab.ops.stopDeployment(deployment.id);
    expect(deployment).toMatchObject({ status: "Stopped", errorCode: "MANUAL_STOP" });
    expect(targetStatuses(deployment)).toEqual(["Unknown", "Skipped", "Skipped"]);
    lab.forward(600);
    expect(targetStatuses(deployment)).toEqual(["Unknown", "Skipped", "Skipped"]);
  });

  it("is refused for a deployment that has ended, and for one that there is not", () => {
    const { lab, deploy } = makeFleet();
    const deployment = deploy();
    lab.forward(900);
    expect(() => lab.ops.stopDeployment(deployment.id)).toThrow(/has already ended as Succeeded/);
    expect(() => lab.ops.stopDeployment("d-NONE00000")).toThrow(/d-NONE00000 could not be found/);
  });
});
