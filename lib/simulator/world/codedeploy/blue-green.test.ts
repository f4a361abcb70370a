import { describe, expect, it } from "vitest";
import { makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";

function makeBlueGreen(terminateBlue: "TERMINATE" | "KEEP_ALIVE" = "TERMINATE") {
  const lab = makeLab();
  const service = makeSteadyService(lab, {
    targetGroup: { deregistrationDelaySeconds: 30 },
    deploymentGroup: {
      deploymentType: "BLUE_GREEN",
      blueGreen: { terminateBlue, terminationWaitMinutes: 5, greenProvisioning: "COPY_AUTO_SCALING_GROUP" },
    },
  });
  const blueIds = lab.memberIds(service.autoScalingGroup);
  const deployment = lab.ops.createDeployment({ ...service, revision: "r2" });
  return { lab, service, blueIds, deployment, green: `CodeDeploy_prod-api_${deployment.id}` };
}

describe("a blue/green deployment", () => {
  it("copies the group, moves traffic and hook to the copy, and removes the original", () => {
    const { lab, service, blueIds, deployment, green } = makeBlueGreen();
    const blue = service.autoScalingGroup;
    lab.forward(120);
    expect(lab.memberIds(green)).toHaveLength(3);
    expect(lab.group(green)).toMatchObject({ hooks: [], targetGroupArns: [] });
    expect(lab.group(green).suspended.map((entry) => entry.process)).toEqual([
      "AddToLoadBalancer",
      "AlarmNotification",
      "ScheduledActions",
    ]);
    expect(lab.group(green).tags).toContainEqual({
      key: "CodeDeployProvisioningDeploymentId",
      value: deployment.id,
      propagateAtLaunch: true,
    });
    lab.forward(1800);
    expect(deployment).toMatchObject({ status: "Succeeded", deploymentType: "BLUE_GREEN" });
    expect(deployment.targets?.map(({ label, status }) => `${label} ${status}`)).toEqual([
      ...Array.from({ length: 3 }, () => "Green Succeeded"),
      ...Array.from({ length: 3 }, () => "Blue Succeeded"),
    ]);
    expect(lab.state.deploymentGroups.get("api/prod-api")?.autoScalingGroups).toMatchObject([
      { name: green },
    ]);
    expect(lab.group(green).hooks).toHaveLength(1);
    expect(lab.group(green).suspended).toEqual([]);
    lab.forward(120);
    expect(lab.state.autoScalingGroups.has(blue)).toBe(false);
    expect(blueIds.map((id) => lab.instance(id).state)).toEqual(["terminated", "terminated", "terminated"]);
    expect(lab.memberIds(green).every((id) => lab.target("tg-prod-api", id)?.state === "healthy")).toBe(true);
  });

  it("keeps the original where it is told to", () => {
    const { lab, service, deployment } = makeBlueGreen("KEEP_ALIVE");
    lab.forward(1800);
    expect(deployment.status).toBe("Succeeded");
    expect(lab.memberIds(service.autoScalingGroup)).toHaveLength(3);
    expect(lab.group(service.autoScalingGroup).hooks).toEqual([]);
  });

  it.each(["Failed", "Stopped"])(
    "that ends as %s leaves the copy behind, and the group as it was",
    (status) => {
      const { lab, service, deployment, green } = makeBlueGreen();
      if (status === "Failed") lab.ops.setBadRevision("api", "r2", { event: "AfterInstall" });
      lab.forward(100);
      if (status === "Stopped") lab.ops.stopDeployment(deployment.id);
      lab.forward(1800);
      expect(deployment.status).toBe(status);
      expect(lab.memberIds(green)).toHaveLength(3);
      expect(lab.memberIds(service.autoScalingGroup)).toHaveLength(3);
      expect(lab.state.deploymentGroups.get("api/prod-api")?.autoScalingGroups).toMatchObject([
        { name: service.autoScalingGroup },
      ]);
    },
  );

  it("fails where one original instance is dead", () => {
    const { lab, service, blueIds, deployment } = makeBlueGreen();
    lab.ops.suspendProcesses(service.autoScalingGroup, ["HealthCheck"]);
    lab.ops.terminateInstances(blueIds.slice(0, 1));
    lab.forward(3600);
    expect(deployment.status).toBe("InProgress");
    lab.forward(6 * 3600);
    expect(deployment).toMatchObject({ status: "Failed", errorCode: "HEALTH_CONSTRAINTS" });
    expect(deployment.targets?.filter((target) => target.status === "Failed")).toMatchObject([
      { instanceId: blueIds[0], label: "Blue" },
    ]);
  });

  it("is refused without COPY_AUTO_SCALING_GROUP", () => {
    const lab = makeLab();
    const service = makeSteadyService(lab, { deploymentGroup: { deploymentType: "BLUE_GREEN" } });
    expect(() => lab.ops.createDeployment({ ...service, revision: "r2" })).toThrow(
      /COPY_AUTO_SCALING_GROUP only/,
    );
  });
});
