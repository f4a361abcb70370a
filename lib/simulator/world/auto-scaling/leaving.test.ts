import { describe, expect, it } from "vitest";
import { makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";
import type { ScalingProcess } from "#lib/simulator/world/operate-auto-scaling.ts";

const asg = "asg-prod-api";

function makeService(healthCheckType: "EC2" | "ELB" = "EC2") {
  const lab = makeLab();
  makeSteadyService(lab, { autoScalingGroup: { healthCheckType, minSize: 1 } });
  return { lab, id: lab.memberId(asg) };
}

describe("an orderly termination", () => {
  it("drains first, then runs termination hooks, then terminates", () => {
    const { lab, id } = makeService();
    lab.ops.putLifecycleHook(asg, { name: "farewell", transition: "autoscaling:EC2_INSTANCE_TERMINATING" });
    lab.ops.terminateInstanceInAutoScalingGroup({ instanceId: id, capacity: "replace" });
    lab.forward(10);
    expect(lab.member(asg, id)?.lifecycleState).toBe("Terminating");
    expect(lab.activities(asg, `Terminating EC2 instance: ${id}`)).toMatchObject([
      { statusCode: "WaitingForELBConnectionDraining", progress: 50 },
    ]);
    lab.forward(295);
    expect(lab.member(asg, id)?.lifecycleState).toBe("Terminating:Wait");
    expect(lab.instance(id).state).toBe("running");
    lab.ops.completeLifecycleAction({ autoScalingGroup: asg, instanceId: id, result: "CONTINUE" });
    lab.forward(10);
    expect(lab.member(asg, id)?.lifecycleState).toBe("Terminating:Proceed");
    expect(lab.instance(id).state).toBe("shutting-down");
    lab.forward(60);
    expect(lab.member(asg, id)).toBeUndefined();
    expect(lab.activities(asg, `Terminating EC2 instance: ${id}`)[0]?.statusCode).toBe("Successful");
  });

  it("terminates also when its hook is abandoned", () => {
    const { lab, id } = makeService();
    lab.ops.putLifecycleHook(asg, { name: "farewell", transition: "autoscaling:EC2_INSTANCE_TERMINATING" });
    lab.ops.terminateInstanceInAutoScalingGroup({ instanceId: id, capacity: "decrement" });
    lab.forward(305);
    lab.ops.completeLifecycleAction({ autoScalingGroup: asg, instanceId: id, result: "ABANDON" });
    lab.forward(60);
    expect(lab.member(asg, id)).toBeUndefined();
  });

  it("keeps the capacity, or lets it go down by one", () => {
    const { lab, id } = makeService();
    lab.ops.terminateInstanceInAutoScalingGroup({ instanceId: id, capacity: "replace" });
    lab.ops.terminateInstanceInAutoScalingGroup({ instanceId: lab.memberId(asg, 1), capacity: "decrement" });
    expect(lab.group(asg).desiredCapacity).toBe(2);
    expect(
      lab
        .group(asg)
        .activities.slice(-2)
        .map((activity) => activity.cause),
    ).toEqual([
      expect.stringMatching(/was taken out of service in response to a user request\.$/),
      expect.stringMatching(/in response to a user request, shrinking the capacity from 3 to 2\.$/),
    ]);
    lab.forward(900);
    expect(lab.memberIds(asg)).toHaveLength(2);
  });

  it("of a scale-in takes the oldest launch template version first", () => {
    const { lab, id } = makeService();
    lab.ops.newLaunchTemplateVersion(asg);
    lab.ops.setDesiredCapacity(asg, 6);
    lab.forward(600);
    lab.ops.setDesiredCapacity(asg, 3);
    lab.forward(900);
    expect(lab.memberIds(asg)).not.toContain(id);
    expect(lab.group(asg).members.map((member) => member.launchTemplate?.version)).toEqual(["2", "2", "2"]);
    expect(lab.activities(asg, `Terminating EC2 instance: ${id}`)[0]?.cause).toMatch(
      new RegExp(
        `explicitly set group desired capacity changing the desired capacity from 6 to 3\\. {2}At \\S+ an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 6 to 3\\. {2}At \\S+ instance ${id} was selected for termination\\.$`,
      ),
    );
  });

  it("of a scale-in does not happen while Terminate is suspended", () => {
    const { lab } = makeService();
    lab.ops.suspendProcesses(asg, ["Terminate"]);
    lab.ops.setDesiredCapacity(asg, 1);
    lab.forward(900);
    expect(lab.memberIds(asg)).toHaveLength(3);
    lab.ops.resumeProcesses(asg, ["Terminate"]);
    lab.forward(900);
    expect(lab.memberIds(asg)).toHaveLength(1);
  });
});

describe("health checks", () => {
  it("replace an instance that EC2 has terminated", () => {
    const { lab, id } = makeService();
    lab.ops.terminateInstances([id]);
    lab.forward(900);
    expect(lab.member(asg, id)).toBeUndefined();
    expect(lab.activities(asg, `Terminating EC2 instance: ${id}`)[0]?.cause).toContain(
      "taken out of service in response to an EC2 health check indicating it has been terminated or stopped",
    );
    expect(lab.activities(asg, "Launching").at(-1)?.cause).toContain(
      "an instance was launched in response to an unhealthy instance needing to be replaced",
    );
    expect(lab.memberIds(asg)).toHaveLength(3);
  });

  it("replace a stopped instance", () => {
    const { lab, id } = makeService();
    lab.ops.stopInstances([id]);
    lab.forward(900);
    expect(lab.instance(id).state).toBe("terminated");
    expect(lab.memberIds(asg)).toHaveLength(3);
  });

  it.each([
    { type: "ELB" as const, replaced: true },
    { type: "EC2" as const, replaced: false },
  ])("of type $type replace an instance that ELB calls unhealthy: $replaced", ({ type, replaced }) => {
    const { lab, id } = makeService(type);
    lab.ops.stopServing(id);
    lab.forward(900);
    expect(lab.member(asg, id) === undefined).toBe(replaced);
    const causes = lab.activities(asg, `Terminating EC2 instance: ${id}`).map((activity) => activity.cause);
    expect(causes.join()).toContain(replaced ? "in response to an ELB system health check failure" : "");
    expect(causes).toHaveLength(replaced ? 1 : 0);
  });

  it("leave an instance alone that ELB calls unhealthy within the grace period", () => {
    const lab = makeLab();
    makeSteadyService(lab, { autoScalingGroup: { healthCheckType: "ELB", healthCheckGraceSeconds: 1200 } });
    const id = lab.memberId(asg);
    lab.ops.stopServing(id);
    lab.forward(600);
    expect(lab.member(asg, id)?.lifecycleState).toBe("InService");
    lab.forward(900);
    expect(lab.member(asg, id)).toBeUndefined();
  });

  it.each([
    { process: "HealthCheck" as const, health: "Healthy" },
    { process: "ReplaceUnhealthy" as const, health: "Unhealthy" },
    { process: "Terminate" as const, health: "Unhealthy" },
  ])("leave a dead row behind while $process is suspended", ({ process, health }) => {
    const { lab, id } = makeService();
    lab.ops.suspendProcesses(asg, [process]);
    lab.ops.terminateInstances([id]);
    lab.forward(900);
    expect(lab.member(asg, id)).toMatchObject({ lifecycleState: "InService", healthStatus: health });
    lab.ops.resumeProcesses(asg, [process]);
    lab.forward(900);
    expect(lab.member(asg, id)).toBeUndefined();
    expect(lab.memberIds(asg)).toHaveLength(3);
  });

  it("obey an operator", () => {
    const { lab, id } = makeService();
    lab.ops.setInstanceHealth(id, "Unhealthy");
    lab.forward(900);
    expect(lab.activities(asg, `Terminating EC2 instance: ${id}`)[0]?.cause).toContain("user health-check");
  });
});

describe("Standby", () => {
  it("drains, leaves the count, and comes back without hooks", () => {
    const { lab, id } = makeService();
    lab.ops.enterStandby({ instanceId: id, capacity: "decrement" });
    lab.forward(10);
    expect(lab.member(asg, id)?.lifecycleState).toBe("EnteringStandby");
    lab.forward(300);
    expect(lab.member(asg, id)?.lifecycleState).toBe("Standby");
    expect(lab.activities(asg, `Moving EC2 instance to Standby: ${id}`)).toMatchObject([
      { statusCode: "Successful", cause: expect.stringContaining("shrinking the capacity from 3 to 2") },
    ]);
    const launches = lab.deployments("autoscaling").length;
    lab.ops.exitStandby(id);
    lab.forward(60);
    expect(lab.member(asg, id)?.lifecycleState).toBe("InService");
    expect(lab.target("tg-prod-api", id)?.state).toBe("healthy");
    expect(lab.deployments("autoscaling")).toHaveLength(launches);
    expect(lab.activities(asg, `out of Standby: ${id}`)[0]?.cause).toContain(
      "increasing the capacity from 2 to 3",
    );
  });

  it("with replacement launches another", () => {
    const { lab, id } = makeService();
    lab.ops.enterStandby({ instanceId: id, capacity: "replace" });
    lab.forward(900);
    expect(lab.memberIds(asg)).toHaveLength(3);
    expect(lab.memberIds(asg, "Standby")).toEqual([id]);
  });

  it("keeps a terminated instance for ever, as healthy, until it is taken out", () => {
    const { lab, id } = makeService();
    lab.ops.enterStandby({ instanceId: id, capacity: "decrement" });
    lab.forward(400);
    lab.ops.terminateInstances([id]);
    lab.forward(48 * 3600);
    expect(lab.member(asg, id)).toMatchObject({ lifecycleState: "Standby", healthStatus: "Healthy" });
    lab.ops.exitStandby(id);
    lab.forward(900);
    expect(lab.member(asg, id)).toBeUndefined();
    expect(lab.memberIds(asg)).toHaveLength(3);
  });
});

describe("a detach", () => {
  it("drains, leaves the instance running, and has it replaced", () => {
    const { lab, id } = makeService();
    lab.ops.detachInstances({ autoScalingGroup: asg, instanceIds: [id], capacity: "replace" });
    expect(lab.member(asg, id)?.lifecycleState).toBe("Detaching");
    expect(lab.activities(asg, `Detaching EC2 instance: ${id}`)).toMatchObject([
      {
        statusCode: "WaitingForELBConnectionDraining",
        cause: `At 2026-01-31T12:10:00Z instance ${id} was detached in response to a user request.`,
      },
    ]);
    lab.forward(400);
    expect(lab.member(asg, id)).toBeUndefined();
    expect(lab.instance(id).state).toBe("running");
    expect(lab.memberIds(asg)).toHaveLength(3);
  });

  it("with decrement has nothing launched", () => {
    const { lab, id } = makeService();
    lab.ops.detachInstances({ autoScalingGroup: asg, instanceIds: [id], capacity: "decrement" });
    lab.forward(600);
    expect(lab.memberIds(asg)).toHaveLength(2);
    expect(lab.activities(asg, "Detaching")[0]?.cause).toMatch(
      /request, shrinking the capacity from 3 to 2\.$/,
    );
  });

  it("leaves no ghost where there is nothing to drain", () => {
    const lab = makeLab();
    makeSteadyService(lab, { balanced: false });
    const id = lab.memberId(asg);
    lab.ops.detachInstances({ autoScalingGroup: asg, instanceIds: [id], capacity: "replace" });
    lab.ops.terminateInstances([id]);
    lab.forward(60);
    expect(lab.member(asg, id)).toBeUndefined();
  });

  it("leaves no ghost where the instance was dead before", () => {
    const { lab, id } = makeService();
    lab.ops.terminateInstances([id]);
    lab.forward(5);
    lab.ops.detachInstances({ autoScalingGroup: asg, instanceIds: [id], capacity: "replace" });
    lab.forward(400);
    expect(lab.member(asg, id)).toBeUndefined();
  });
});

describe("an operator is refused", () => {
  it.each([
    ["a detach from Pending:Wait", /is Pending:Wait; allowed are InService, Standby/],
    ["a desired capacity above the maximum", /must be a whole number from min 1 to max 6/],
    ["a process that there is not", /no such process: Sleep; allowed are Launch, /],
    ["an instance that no group lists", /i-0badbadbadbadbad0/],
    ["a group that there is not", /name not found: asg-none; known are: asg-prod-api/],
    ["a decrement below the minimum", /cannot go below its minimum 1/],
    ["a hook that there is not", /No Lifecycle Hook found with name: none; known are: CodeDeploy-/],
    ["an action that does not wait", /No active Lifecycle Action found .* it is InService/],
  ])("%s, and is told why", (what, message) => {
    const { lab, id } = makeService();
    const attempts: Readonly<Record<string, () => void>> = {
      "a detach from Pending:Wait": () => {
        lab.ops.setDesiredCapacity(asg, 4);
        lab.forward(60);
        lab.ops.detachInstances({
          autoScalingGroup: asg,
          instanceIds: [lab.memberId(asg, 3)],
          capacity: "replace",
        });
      },
      "a desired capacity above the maximum": () => lab.ops.setDesiredCapacity(asg, 7),
      "a process that there is not": () => {
        const names: ScalingProcess[] = JSON.parse('["Sleep"]');
        lab.ops.suspendProcesses(asg, names);
      },
      "an instance that no group lists": () => lab.ops.exitStandby("i-0badbadbadbadbad0"),
      "a group that there is not": () => lab.ops.setDesiredCapacity("asg-none", 1),
      "a decrement below the minimum": () => {
        lab.ops.setDesiredCapacity(asg, 1);
        lab.ops.enterStandby({ instanceId: id, capacity: "decrement" });
      },
      "a hook that there is not": () => lab.ops.deleteLifecycleHook(asg, "none"),
      "an action that does not wait": () =>
        lab.ops.completeLifecycleAction({ autoScalingGroup: asg, instanceId: id, result: "CONTINUE" }),
    };
    expect(attempts[what]).toThrow(message);
  });
});
