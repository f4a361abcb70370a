import { describe, expect, it } from "vitest";
import { eventStatuses, makeFleet, targetStatuses } from "#lib/simulator/testing/make-fleet.ts";

describe("a failing script", () => {
  it("fails its target with its diagnostics, and one at a time at once", () => {
    const { lab, deploy, ids } = makeFleet();
    lab.ops.failScript(ids[0] ?? "", { event: "AfterInstall", logTail: "no such file" });
    const deployment = deploy();
    lab.forward(300);
    expect(deployment).toMatchObject({ status: "Failed", errorCode: "HEALTH_CONSTRAINTS" });
    expect(targetStatuses(deployment)).toEqual(["Failed", "Skipped", "Skipped"]);
    expect(eventStatuses(deployment)).toEqual([
      ...Array.from({ length: 4 }, () => "Succeeded"),
      "Failed",
      "Skipped",
      "Skipped",
    ]);
    expect(deployment.targets?.[0]?.events[4]?.diagnostics).toEqual({
      errorCode: "ScriptFailed",
      scriptName: "scripts/after-install.sh",
      message:
        "Script at specified location: scripts/after-install.sh run as user root failed with exit code 1",
      logTail: "no such file",
    });
  });

  it("on the last of one at a time leaves the deployment a success", () => {
    const { lab, deploy, ids } = makeFleet();
    lab.ops.failScript(ids[2] ?? "", { event: "AfterInstall" });
    const deployment = deploy();
    lab.forward(900);
    expect(deployment.status).toBe("Succeeded");
    expect(targetStatuses(deployment)).toEqual(["Succeeded", "Succeeded", "Failed"]);
  });

  it("of a bad revision fails everywhere, until the revision is mended", () => {
    const { lab, deploy } = makeFleet();
    lab.ops.setBadRevision("api", "r2", { event: "BeforeInstall" });
    const bad = deploy("r2", "CodeDeployDefault.AllAtOnce");
    lab.forward(300);
    expect(targetStatuses(bad)).toEqual(["Failed", "Failed", "Failed"]);
    lab.ops.setBadRevision("api", "r2", "ok");
    const mended = deploy("r2");
    lab.forward(600);
    expect(mended.status).toBe("Succeeded");
  });

  it("in ApplicationStop is that of the revision before", () => {
    const { lab, deploy } = makeFleet();
    lab.ops.setBadRevision("api", "r2", { event: "ApplicationStop" });
    const first = deploy("r2");
    lab.forward(600);
    expect(first.status).toBe("Succeeded");
    const second = deploy("r3");
    lab.forward(600);
    expect(second.status).toBe("Failed");
    expect(eventStatuses(second)[0]).toBe("Failed");
  });

  it("is refused for an event that runs nothing of a revision", () => {
    const { lab, ids } = makeFleet();
    expect(() => lab.ops.failScript(ids[0] ?? "", { event: "BlockTraffic" })).toThrow(
      /BlockTraffic; allowed are BeforeBlockTraffic, /,
    );
  });
});

describe("the time limits of lifecycle events", () => {
  it("a dead agent fails its target after five minutes, with the agent's text", () => {
    const { lab, deploy, ids } = makeFleet();
    lab.ops.breakAgent(ids[0] ?? "");
    const deployment = deploy();
    lab.forward(290);
    expect(deployment.status).toBe("InProgress");
    lab.forward(40);
    expect(deployment).toMatchObject({ status: "Failed", errorCode: "HEALTH_CONSTRAINTS" });
    expect(deployment.targets?.[0]?.events[0]).toMatchObject({
      status: "Failed",
      diagnostics: {
        message: expect.stringMatching(/^CodeDeploy agent was not able to receive the lifecycle event\./),
      },
    });
  });

  it("an agent that comes back within five minutes goes on", () => {
    const { lab, deploy, ids } = makeFleet();
    lab.ops.breakAgent(ids[0] ?? "");
    const deployment = deploy();
    lab.forward(240);
    lab.ops.repairAgent(ids[0] ?? "");
    lab.forward(600);
    expect(deployment.status).toBe("Succeeded");
  });

  it("an instance terminated between events fails after five minutes", () => {
    const { lab, deploy, ids } = makeFleet({ service: { targetGroup: { deregistrationDelaySeconds: 60 } } });
    const deployment = deploy();
    lab.forward(40);
    const blocking = lab.world.now();
    lab.ops.terminateInstances([ids[0] ?? ""]);
    lab.forward(1200);
    expect(deployment.status).toBe("Failed");
    expect(eventStatuses(deployment).slice(0, 4)).toEqual(["Succeeded", "Succeeded", "Failed", "Skipped"]);
    const waitedMs = (deployment.completeTime ?? 0) - blocking;
    expect(waitedMs).toBeGreaterThan(300_000);
    expect(waitedMs).toBeLessThan(600_000);
  });

  it("an instance terminated within an event holds it for an hour from its start", () => {
    const { lab, deploy, ids } = makeFleet({ parameters: { eventSeconds: { BeforeInstall: 120 } } });
    const deployment = deploy();
    lab.forward(60);
    const event = deployment.targets?.[0]?.events.find((candidate) => candidate.name === "BeforeInstall");
    expect(event?.status).toBe("InProgress");
    lab.ops.terminateInstances([ids[0] ?? ""]);
    lab.forward(3400);
    expect(event?.status).toBe("InProgress");
    lab.forward(200);
    expect(event?.status).toBe("Failed");
    expect((event?.endTime ?? 0) - (event?.startTime ?? 0)).toBe(3_600_000);
    expect(deployment.status).toBe("Failed");
  });

  it("AllowTraffic fails after an hour without a word where the application never gets healthy", () => {
    const { lab, deploy } = makeFleet({ service: { targetGroup: { deregistrationDelaySeconds: 10 } } });
    lab.ops.setBadRevision("api", "r2", "never-serves");
    const deployment = deploy();
    lab.forward(3500);
    expect(deployment.status).toBe("InProgress");
    lab.forward(400);
    expect(deployment.status).toBe("Failed");
    const event = deployment.targets?.[0]?.events.find((candidate) => candidate.name === "AllowTraffic");
    expect(event).toMatchObject({ status: "Failed" });
    expect(event?.diagnostics).toBeUndefined();
  });

  it("a deployment ends after its own limit", () => {
    const { lab, deploy, ids } = makeFleet({ parameters: { inPlaceLimitSeconds: 250 } });
    for (const id of ids) lab.ops.breakAgent(id);
    const deployment = deploy();
    lab.forward(240);
    expect(deployment.status).toBe("InProgress");
    lab.forward(30);
    expect(deployment).toMatchObject({ status: "Failed", errorCode: "TIMEOUT" });
  });
});
