import { describe, expect, it } from "vitest";
import { makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";

const name = "tg-prod-api";

function makeBalanced(goneTarget: "invalid-state" | "removed" = "invalid-state") {
  const lab = makeLab({ parameters: { goneTarget } });
  const { autoScalingGroup } = makeSteadyService(lab);
  return { lab, autoScalingGroup, id: lab.memberId(autoScalingGroup) };
}

describe("a target", () => {
  it("is registered, checked, and healthy after a single pass", () => {
    const lab = makeLab();
    const launchTemplate = lab.build.launchTemplate("lt", { servesAtBoot: true });
    lab.build.targetGroup("tg", { healthCheck: { intervalSeconds: 10 } });
    lab.build.autoScalingGroup("asg", { desired: 1, launchTemplate, targetGroups: ["tg"] });
    const reasons = new Set<string | undefined>();
    for (let second = 0; second < 90; second += 1) {
      lab.forward(1);
      const [target] = [...lab.state.targetGroups.values()].flatMap(({ targets }) => targets);
      if (target !== undefined) reasons.add(target.reason ?? target.state);
    }
    expect([...reasons]).toEqual(["Elb.RegistrationInProgress", "Elb.InitialHealthChecking", "healthy"]);
  });

  it("turns unhealthy when the application stops answering, and healthy again after five passes", () => {
    const { lab, id } = makeBalanced();
    expect(lab.target(name, id)?.state).toBe("healthy");
    lab.ops.stopServing(id);
    lab.forward(9);
    expect(lab.target(name, id)?.state).toBe("healthy");
    lab.forward(12);
    expect(lab.target(name, id)).toMatchObject({ state: "unhealthy", reason: "Target.ResponseCodeMismatch" });
    lab.ops.resumeServing(id);
    lab.forward(39);
    expect(lab.target(name, id)?.state).toBe("unhealthy");
    lab.forward(12);
    expect(lab.target(name, id)?.state).toBe("healthy");
    expect(lab.target(name, id)?.reason).toBeUndefined();
  });

  it("takes no notice of a failure that is over before the checks are", () => {
    const { lab, id } = makeBalanced();
    lab.ops.stopServing(id);
    lab.forward(9);
    lab.ops.resumeServing(id);
    lab.forward(120);
    expect(lab.target(name, id)?.state).toBe("healthy");
  });

  it.each([
    { afterSeconds: 299, state: "draining" },
    { afterSeconds: 300, state: undefined },
  ])("drains for the whole delay: $state after $afterSeconds s", ({ afterSeconds, state }) => {
    const { lab, autoScalingGroup, id } = makeBalanced();
    lab.ops.detachInstances({ autoScalingGroup, instanceIds: [id], capacity: "replace" });
    expect(lab.target(name, id)).toMatchObject({
      state: "draining",
      reason: "Target.DeregistrationInProgress",
    });
    lab.forward(afterSeconds);
    expect(lab.target(name, id)?.state).toBe(state);
  });

  it("of a terminated instance is unused", () => {
    const { lab, id } = makeBalanced();
    lab.ops.terminateInstances([id]);
    lab.forward(1);
    expect(lab.target(name, id)).toMatchObject({
      state: "unused",
      reason: "Target.InvalidState",
      description: "Target is in the terminated state",
    });
  });

  it("of a terminated instance is gone, where that is the parameter", () => {
    const { lab, id } = makeBalanced("removed");
    lab.ops.terminateInstances([id]);
    lab.forward(1);
    expect(lab.target(name, id)).toBeUndefined();
  });

  it("goes on draining when its instance is terminated", () => {
    const { lab, autoScalingGroup, id } = makeBalanced();
    lab.ops.detachInstances({ autoScalingGroup, instanceIds: [id], capacity: "replace" });
    lab.forward(60);
    lab.ops.terminateInstances([id]);
    lab.forward(239);
    expect(lab.target(name, id)?.state).toBe("draining");
    lab.forward(1);
    expect(lab.target(name, id)).toBeUndefined();
  });
});
