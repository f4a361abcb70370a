import { describe, expect, it } from "vitest";
import { makeLab } from "#lib/simulator/testing/make-lab.ts";

function makeInstance() {
  const lab = makeLab();
  const launchTemplate = lab.build.launchTemplate("lt-lone");
  const { id } = lab.build.instance({ launchTemplate, tags: [{ key: "role", value: "batch" }] });
  return { lab, id };
}

describe("an EC2 instance", () => {
  it("is pending, then running, and passes its status checks later", () => {
    const { lab, id } = makeInstance();
    expect(lab.instance(id)).toMatchObject({
      state: "pending",
      statusCheck: "initializing",
      stateTransitionReason: "",
    });
    lab.forward(30);
    expect(lab.instance(id)).toMatchObject({ state: "running", statusCheck: "initializing" });
    lab.forward(150);
    expect(lab.instance(id).statusCheck).toBe("ok");
  });

  it("shows when and by whose hand it was terminated, and is forgotten an hour later", () => {
    const { lab, id } = makeInstance();
    lab.forward(3600);
    lab.ops.terminateInstances([id]);
    expect(lab.instance(id)).toMatchObject({
      state: "shutting-down",
      stateTransitionReason: "User initiated (2026-01-31 13:00:00 GMT)",
      stateReason: { code: "Client.UserInitiatedShutdown" },
      terminatedAt: lab.world.now(),
    });
    lab.forward(60);
    expect(lab.instance(id).state).toBe("terminated");
    lab.forward(3600 - 61);
    expect(lab.instance(id).forgottenAt).toBe(lab.world.now() + 1000);
    lab.forward(1);
    expect(lab.state.instances.has(id)).toBe(false);
  });

  it("keeps the time of its first termination when it is terminated again", () => {
    const { lab, id } = makeInstance();
    lab.forward(60);
    lab.ops.terminateInstances([id]);
    const { terminatedAt } = lab.instance(id);
    lab.forward(60);
    lab.ops.terminateInstances([id]);
    expect(lab.instance(id).terminatedAt).toBe(terminatedAt);
  });

  it("stops, and can be terminated from there", () => {
    const { lab, id } = makeInstance();
    lab.forward(60);
    lab.ops.stopInstances([id]);
    expect(lab.instance(id).state).toBe("stopping");
    lab.forward(60);
    expect(lab.instance(id).state).toBe("stopped");
    lab.ops.terminateInstances([id]);
    expect(lab.instance(id).state).toBe("shutting-down");
  });

  it("is not stopped while pending, nor touched where EC2 does not know it", () => {
    const { lab, id } = makeInstance();
    expect(() => lab.ops.stopInstances([id])).toThrow(/is pending; only a running instance/);
    expect(() => lab.ops.terminateInstances(["i-0badbadbadbadbad0"])).toThrow(
      /'i-0badbadbadbadbad0' does not exist/,
    );
  });
});
