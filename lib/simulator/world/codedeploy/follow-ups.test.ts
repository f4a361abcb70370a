import { describe, expect, it } from "vitest";
import { makeFleet } from "#lib/simulator/testing/make-fleet.ts";

const asg = "asg-prod-api";

describe("what follows by itself", () => {
  it("a failed deployment is rolled back to the last successful revision, where the group does that", () => {
    const { lab, deploy } = makeFleet({
      service: { balanced: false, deploymentGroup: { autoRollback: true } },
    });
    lab.ops.setBadRevision("api", "r2", { event: "AfterInstall" });
    const failed = deploy("r2");
    lab.forward(1200);
    const [rollback] = lab.deployments("codeDeployRollback");
    expect(rollback).toMatchObject({ status: "Succeeded", rollbackOf: failed.id });
    expect(rollback?.revision.s3Location?.key).toBe("api/r1.zip");
    expect(failed.rollbackDeploymentId).toBe(rollback?.id);
  });

  it("a rollback that fails is not rolled back", () => {
    const { lab, deploy } = makeFleet({
      service: { balanced: false, deploymentGroup: { autoRollback: true } },
    });
    for (const revision of ["r1", "r2"]) lab.ops.setBadRevision("api", revision, { event: "AfterInstall" });
    deploy("r2");
    lab.forward(1800);
    expect(lab.deployments("codeDeployRollback").map((deployment) => deployment.status)).toEqual(["Failed"]);
  });

  it("a stopped deployment is rolled back only where the operator says so", () => {
    const { lab, deploy } = makeFleet({
      service: { balanced: false, deploymentGroup: { autoRollback: true } },
    });
    const first = deploy("r2");
    lab.forward(15);
    lab.ops.stopDeployment(first.id);
    lab.forward(60);
    expect(lab.deployments("codeDeployRollback")).toEqual([]);
    const second = deploy("r2");
    lab.forward(15);
    lab.ops.stopDeployment(second.id, { afterwards: "roll-back" });
    lab.forward(900);
    expect(lab.deployments("codeDeployRollback")).toMatchObject([
      { status: "Succeeded", rollbackOf: second.id },
    ]);
  });

  it.each([
    { strategy: "UPDATE" as const, updates: 1, revision: "api/r2.zip" },
    { strategy: "IGNORE" as const, updates: 0, revision: "api/r1.zip" },
  ])(
    "an instance launched during a deployment gets the revision before, then an update: $strategy",
    (expected) => {
      const { lab, deploy } = makeFleet({
        service: {
          targetGroup: { deregistrationDelaySeconds: 120 },
          deploymentGroup: { outdatedInstancesStrategy: expected.strategy },
        },
      });
      const launches = lab.deployments("autoscaling").length;
      const release = deploy("r2");
      lab.forward(30);
      lab.ops.setDesiredCapacity(asg, 4);
      lab.forward(3600);
      expect(release.status).toBe("Succeeded");
      const launch = lab.deployments("autoscaling")[launches];
      expect(launch?.revision.s3Location?.key).toBe("api/r1.zip");
      const updates = lab.deployments("CodeDeployAutoUpdate");
      expect(updates).toHaveLength(expected.updates);
      for (const update of updates) {
        expect(update).toMatchObject({ status: "Succeeded", revision: release.revision });
        expect(update.targets?.map((target) => target.instanceId)).toEqual([lab.memberId(asg, 3)]);
      }
      expect((updates[0] ?? launch)?.revision.s3Location?.key).toBe(expected.revision);
    },
  );
});
