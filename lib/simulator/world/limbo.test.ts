import { describe, expect, it } from "vitest";
import { makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";

/** What the operators of DESIGN §1 did: nothing below says what comes of it. */
function detachThenRelease(options: { readonly waitSeconds: number; readonly heartbeats?: boolean }) {
  const lab = makeLab({ parameters: { codeDeployHeartbeatsWhileBlocked: options.heartbeats ?? false } });
  const service = makeSteadyService(lab);
  const asg = service.autoScalingGroup;
  const a = lab.memberId(asg);
  lab.ops.newLaunchTemplateVersion(asg);
  lab.ops.detachInstances({ autoScalingGroup: asg, instanceIds: [a], capacity: "replace" });
  lab.forward(options.waitSeconds);
  lab.ops.terminateInstances([a]);
  lab.forward(10);
  const release = lab.ops.createDeployment({ ...service, revision: "r2", description: "pipeline" });
  const stopLaunchDeployment = () => {
    const [waiting] = lab.ops.activeDeployments(service, "autoscaling");
    if (waiting === undefined) throw new Error("no launch deployment to stop");
    lab.ops.stopDeployment(waiting.id);
    return waiting;
  };
  return { lab, service, asg, a, release, stopLaunchDeployment };
}

describe("the recursive deployment limbo", () => {
  it("comes of terminating an instance while its detach drains: each stop kills the newest instance", () => {
    const { lab, asg, a, release, stopLaunchDeployment } = detachThenRelease({ waitSeconds: 60 });
    lab.forward(300);
    const victims: string[] = [];
    for (let lap = 1; lap <= 3; lap += 1) {
      const [waiting] = lab.memberIds(asg, "Pending:Wait");
      if (waiting === undefined) throw new Error("nobody waits");
      const stopped = stopLaunchDeployment();
      expect(stopped.targets?.map((target) => target.instanceId)).toEqual([waiting]);
      expect(stopped).toMatchObject({ status: "Stopped", errorCode: "MANUAL_STOP", creator: "autoscaling" });
      expect(stopped.targets?.[0]?.events.every((event) => event.startTime === undefined)).toBe(true);
      lab.forward(300);
      victims.push(waiting);
      const [launch] = lab.activities(asg, `Launching a new EC2 instance: ${waiting}`);
      expect(launch?.statusCode).toBe("Cancelled");
      expect(launch?.description).toMatch(
        /\. {2}Status Reason: Instance failed to complete user's Lifecycle Action: Lifecycle Action with token [0-9a-f-]{36} was abandoned: Lifecycle Action Completed with ABANDON Result$/,
      );
      expect(launch?.statusMessage).toContain("was abandoned");
      expect((launch?.endTime ?? 0) - (stopped.completeTime ?? 0)).toBeLessThan(120_000);
      expect(lab.instance(waiting).state).toBe("terminated");
      expect(lab.member(asg, waiting)).toBeUndefined();
    }
    expect(new Set(victims).size).toBe(3);
    const relaunches = lab.group(asg).activities.slice(-3);
    for (const activity of relaunches) {
      expect(activity.cause).toContain(
        "an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 3",
      );
    }
    expect(
      lab.deployments("autoscaling").filter((deployment) => deployment.status === "Stopped"),
    ).toHaveLength(3);
    expect(lab.member(asg, a)?.lifecycleState).toBe("Detaching");
    expect(lab.instance(a).state).toBe("terminated");
    expect(lab.activities(asg, "Detaching")[0]).toMatchObject({
      statusCode: "WaitingForELBConnectionDraining",
    });
    expect(release.status).toBe("InProgress");
    expect(release.targets?.[0]).toMatchObject({ instanceId: a, status: "Pending" });
  });

  it("goes on without a hand on it: the launch hook dies of its heartbeat timeout", () => {
    const { lab, asg } = detachThenRelease({ waitSeconds: 60 });
    lab.forward(45 * 60);
    const cancelled = lab.activities(asg, "was abandoned: Heartbeat Timeout");
    expect(cancelled.length).toBeGreaterThanOrEqual(3);
    for (const activity of cancelled) expect(activity.statusCode).toBe("Cancelled");
  });

  it("holds one launch for hours where CodeDeploy keeps the hook alive", () => {
    const { lab, asg } = detachThenRelease({ waitSeconds: 60, heartbeats: true });
    lab.forward(300);
    const waiting = lab.memberIds(asg, "Pending:Wait");
    lab.forward(3 * 3600);
    expect(waiting).toHaveLength(1);
    expect(lab.memberIds(asg, "Pending:Wait")).toEqual(waiting);
  });

  it("does not come where the operator waits for the detach to finish", () => {
    const { lab, asg, a, release } = detachThenRelease({ waitSeconds: 400 });
    lab.forward(1800);
    expect(lab.member(asg, a)).toBeUndefined();
    expect(lab.activities(asg, "Detaching")[0]?.statusCode).toBe("Successful");
    expect(release.targets?.map((target) => target.instanceId)).not.toContain(a);
    lab.forward(1800);
    expect(release.status).toBe("Succeeded");
    expect(lab.activities(asg, "was abandoned")).toEqual([]);
    expect(lab.memberIds(asg)).toHaveLength(3);
  });

  it("ends when the fleet deployment that waits for the ghost is stopped", () => {
    const { lab, asg, release } = detachThenRelease({ waitSeconds: 60 });
    lab.forward(300);
    const waiting = lab.memberIds(asg, "Pending:Wait");
    lab.ops.stopDeployment(release.id);
    lab.forward(300);
    expect(lab.memberIds(asg)).toEqual(expect.arrayContaining(waiting));
    expect(lab.activities(asg, "was abandoned")).toEqual([]);
  });

  it("ends when the ghost is released: the waiting launch goes into service", () => {
    const { lab, asg, a, release } = detachThenRelease({ waitSeconds: 60 });
    lab.forward(400);
    const waiting = lab.memberIds(asg, "Pending:Wait");
    lab.ops.terminateInstanceInAutoScalingGroup({ instanceId: a, capacity: "replace" });
    lab.forward(300);
    expect(lab.member(asg, a)).toBeUndefined();
    expect(lab.memberIds(asg)).toEqual(expect.arrayContaining(waiting));
    lab.forward(60);
    expect(release).toMatchObject({ status: "Failed", errorCode: "HEALTH_CONSTRAINTS" });
  });

  it("ends by itself after hours", () => {
    const { lab, asg, a, release } = detachThenRelease({ waitSeconds: 60 });
    lab.forward(4.9 * 3600);
    expect(release.status).toBe("InProgress");
    lab.forward(0.3 * 3600);
    expect(release).toMatchObject({ status: "Failed", errorCode: "HEALTH_CONSTRAINTS" });
    expect(lab.state.instances.has(a)).toBe(false);
    expect(lab.member(asg, a)?.lifecycleState).toBe("Detaching");
    lab.forward(3600);
    expect(lab.member(asg, a)).toBeUndefined();
    expect(lab.memberIds(asg)).toHaveLength(3);
  });
});

describe("a ghost's row", () => {
  it.each([
    { seconds: 299, ghost: true },
    { seconds: 300, ghost: false },
  ])("stays after a termination $seconds s into a 300 s drain: $ghost", ({ seconds, ghost }) => {
    const { lab, asg, a } = detachThenRelease({ waitSeconds: seconds });
    lab.forward(600);
    expect(lab.member(asg, a) !== undefined).toBe(ghost);
  });

  it("never stays where the race is switched off", () => {
    const lab = makeLab({ parameters: { ghostOnDetachTerminateRace: false } });
    const { autoScalingGroup } = makeSteadyService(lab);
    const a = lab.memberId(autoScalingGroup);
    lab.ops.detachInstances({ autoScalingGroup, instanceIds: [a], capacity: "replace" });
    lab.forward(60);
    lab.ops.terminateInstances([a]);
    lab.forward(300);
    expect(lab.member(autoScalingGroup, a)).toBeUndefined();
  });

  it.each([
    { name: "DetachInstances", parameter: "ghostReleasedByDetach" },
    { name: "SetInstanceHealth", parameter: "ghostReleasedBySetHealth" },
    { name: "TerminateInstanceInAutoScalingGroup", parameter: "ghostReleasedByTerminateInGroup" },
  ] as const)(
    "goes by $name where that is allowed, and the call is refused where not",
    ({ name, parameter }) => {
      for (const allowed of [true, false]) {
        const lab = makeLab({ parameters: { [parameter]: allowed } });
        const { autoScalingGroup } = makeSteadyService(lab);
        const a = lab.memberId(autoScalingGroup);
        const detach = () =>
          lab.ops.detachInstances({ autoScalingGroup, instanceIds: [a], capacity: "replace" });
        detach();
        lab.forward(60);
        lab.ops.terminateInstances([a]);
        lab.forward(400);
        const release = () => {
          if (name === "DetachInstances") detach();
          else if (name === "SetInstanceHealth") lab.ops.setInstanceHealth(a, "Unhealthy");
          else lab.ops.terminateInstanceInAutoScalingGroup({ instanceId: a, capacity: "replace" });
        };
        if (!allowed) {
          expect(release).toThrow(/Detaching; allowed are/);
          continue;
        }
        release();
        expect(lab.member(autoScalingGroup, a)).toBeUndefined();
        expect(lab.activities(autoScalingGroup, "Detaching")[0]?.statusCode).toBe("Successful");
      }
    },
  );
});
