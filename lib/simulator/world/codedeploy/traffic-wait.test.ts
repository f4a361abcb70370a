import { describe, expect, it } from "vitest";
import { makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";

function makeWaiting() {
  const lab = makeLab();
  const service = makeSteadyService(lab, {
    targetGroup: { deregistrationDelaySeconds: 30 },
    deploymentGroup: {
      deploymentType: "BLUE_GREEN",
      blueGreen: {
        terminateBlue: "TERMINATE",
        terminationWaitMinutes: 5,
        greenProvisioning: "COPY_AUTO_SCALING_GROUP",
        readyWaitMinutes: 60,
      },
    },
  });
  const deployment = lab.ops.createDeployment({ ...service, revision: "r2" });
  lab.forward(900);
  return { lab, service, deployment };
}

describe("a blue/green deployment that waits before it moves the traffic", () => {
  it("is Ready when every replacement is, however long that is; no original has lost traffic", () => {
    const { lab, deployment } = makeWaiting();
    expect(deployment.status).toBe("Ready");
    lab.forward(1800);
    expect(deployment.status).toBe("Ready");
    expect(deployment.targets?.map(({ label, status }) => `${label} ${status}`)).toEqual([
      ...Array.from({ length: 3 }, () => "Green Ready"),
      ...Array.from({ length: 3 }, () => "Blue Pending"),
    ]);
  });

  it("goes on when it is told to, and counts the originals' last minutes", () => {
    const { lab, deployment } = makeWaiting();
    lab.ops.continueDeployment(deployment.id);
    lab.forward(240);
    expect(deployment).toMatchObject({ status: "InProgress", blueWaitStarted: true });
    lab.forward(400);
    expect(deployment.status).toBe("Succeeded");
  });

  it("is stopped when nobody tells it", () => {
    const { lab, deployment } = makeWaiting();
    lab.forward(3600);
    expect(deployment.status).toBe("Stopped");
    expect(deployment.targets?.some(({ status }) => status === "Ready")).toBe(false);
    expect(() => lab.ops.continueDeployment(deployment.id)).toThrow(/it is Stopped/);
  });
});
