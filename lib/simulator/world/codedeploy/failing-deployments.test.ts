import { describe, expect, it } from "vitest";
import { eventStatuses, makeFleet, targetStatuses } from "#lib/simulator/testing/make-fleet.ts";

describe("a deployment that cannot begin", () => {
  it("ends with the code of what is in its way, before any target is asked; and begins once it is not", () => {
    const { lab, service, deploy } = makeFleet();
    lab.ops.failDeployments(service, { errorCode: "THROTTLED", errorMessage: "slow down" });
    const first = deploy();
    lab.forward(10);
    expect(first).toMatchObject({ status: "Failed", errorCode: "THROTTLED", errorMessage: "slow down" });
    expect(first.targets).toBeUndefined();
    lab.ops.failDeployments(service, "ok");
    const second = deploy();
    lab.forward(600);
    expect(second.status).toBe("Succeeded");
  });

  it("names a missing Auto Scaling group", () => {
    const { lab, service, deploy } = makeFleet();
    lab.ops.deleteAutoScalingGroup(service.autoScalingGroup);
    lab.forward(300);
    const deployment = deploy();
    lab.forward(10);
    expect(deployment).toMatchObject({ status: "Failed", errorCode: "AUTO_SCALING_CONFIGURATION" });
  });

  it.each([
    ["at-start", "ELASTIC_LOAD_BALANCING_INVALID", undefined],
    ["at-traffic", "HEALTH_CONSTRAINTS", ["Succeeded", "Failed"]],
  ] as const)("finds a missing target group %s", (missingTargetGroupFound, errorCode, events) => {
    const { lab, deploy } = makeFleet({ service: {}, parameters: { missingTargetGroupFound } });
    lab.ops.deleteTargetGroup("tg-prod-api");
    const deployment = deploy();
    lab.forward(60);
    expect(deployment).toMatchObject({ status: "Failed", errorCode });
    expect(deployment.targets === undefined ? undefined : eventStatuses(deployment).slice(0, 2)).toEqual(
      events,
    );
  });

  it.each([
    ["at-start", "REVISION_MISSING", undefined],
    ["at-download", "HEALTH_CONSTRAINTS", "The specified key does not exist."],
  ] as const)("finds %s that its bundle is gone", (deletedBundleFound, errorCode, message) => {
    const { lab, deploy } = makeFleet({ parameters: { deletedBundleFound } });
    lab.ops.setBadRevision("api", "r2", "deleted");
    const deployment = deploy();
    lab.forward(60);
    expect(deployment).toMatchObject({ status: "Failed", errorCode });
    const download = deployment.targets?.[0]?.events.find(({ name }) => name === "DownloadBundle");
    expect(download?.diagnostics?.message).toBe(message);
  });

  it("stops where an alarm of its group is raised, at any time, and only then", () => {
    const { lab, service, deploy } = makeFleet();
    lab.ops.raiseAlarm("5xx");
    const unconcerned = deploy();
    lab.forward(600);
    expect(unconcerned.status).toBe("Succeeded");
    lab.ops.clearAlarm("5xx");
    lab.ops.updateDeploymentGroup(service, { alarmNames: ["5xx"] });
    const stopped = deploy("r3");
    lab.forward(30);
    lab.ops.raiseAlarm("5xx");
    expect(stopped).toMatchObject({ status: "Stopped", errorCode: "ALARM_ACTIVE" });
    const next = deploy("r4");
    lab.forward(10);
    expect(next).toMatchObject({ status: "Stopped", errorCode: "ALARM_ACTIVE" });
    expect(next.targets).toBeUndefined();
  });
});

describe("a machine that cannot do its part", () => {
  it.each([
    ["no instance profile", { profile: "none" }],
    ["no metadata service", { metadataEndpoint: "disabled" }],
  ] as const)("with %s has an agent that never takes an event", (_, launchTemplate) => {
    const { lab, deploy } = makeFleet({
      service: { balanced: false, launchTemplate, deploymentGroup: { revision: undefined } },
    });
    const deployment = deploy();
    lab.forward(400);
    expect(deployment.targets?.[0]?.events[0]?.diagnostics?.message).toMatch(/agent was not able/);
  });

  it("shows a silent agent as skipped events, where AWS is taken to do so", () => {
    const { lab, deploy, ids } = makeFleet({ parameters: { silentAgentShows: "skipped-events" } });
    for (const id of ids) lab.ops.breakAgent(id);
    const deployment = deploy();
    lab.forward(400);
    expect(targetStatuses(deployment)).toEqual(["Failed", "Skipped", "Skipped"]);
    expect(new Set(eventStatuses(deployment))).toEqual(new Set(["Skipped"]));
  });

  it("fails to download where its role may not", () => {
    const { lab, service, deploy } = makeFleet();
    lab.ops.setBundleAccess(service.launchTemplate.profileArn, "denied");
    const deployment = deploy();
    lab.forward(60);
    expect(eventStatuses(deployment).slice(0, 3)).toEqual(["Succeeded", "Failed", "Skipped"]);
    lab.ops.setBundleAccess(service.launchTemplate.profileArn, "ok");
    const again = deploy();
    lab.forward(600);
    expect(again.status).toBe("Succeeded");
  });

  it("finds foreign files where the deployment group was made anew", () => {
    const { lab, service, deploy } = makeFleet();
    lab.ops.deleteDeploymentGroup(service);
    lab.build.deploymentGroup(service, { autoScalingGroups: [service.autoScalingGroup] });
    const deployment = deploy();
    lab.forward(120);
    const install = deployment.targets?.[0]?.events.find(({ name }) => name === "Install");
    expect(install).toMatchObject({ status: "Failed" });
    expect(install?.diagnostics?.message).toMatch(/already exists at this location/);
  });

  it("fails scripts that begin before its packages are there, and no later ones", () => {
    const { lab, service } = makeFleet();
    service.launchTemplate.packagesAfterSeconds = 200;
    lab.ops.setDesiredCapacity(service.autoScalingGroup, 4);
    lab.forward(170);
    expect(lab.deployments("autoscaling")[3]?.status).toBe("Failed");
    service.launchTemplate.packagesAfterSeconds = 0;
    lab.forward(600);
    expect(lab.deployments("autoscaling").at(-1)?.status).toBe("Succeeded");
  });

  it.each([
    ["restartAgent", 30],
    ["rebootInstance", 150],
  ] as const)("%s fails the script under way, once the agent is back", (fault, withinSeconds) => {
    const { lab, deploy, ids } = makeFleet({ parameters: { eventSeconds: { AfterInstall: 60 } } });
    const deployment = deploy();
    lab.forward(50);
    lab.ops[fault](ids[0] ?? "");
    const event = deployment.targets?.[0]?.events.find(({ name }) => name === "AfterInstall");
    expect(event?.status).toBe("InProgress");
    lab.forward(withinSeconds);
    expect(event).toMatchObject({ status: "Failed", diagnostics: { errorCode: "UnknownError" } });
    const again = deploy("r3");
    lab.forward(900);
    expect(again.status).toBe("Succeeded");
  });
});
