import { describe, expect, it } from "vitest";
import { type Lab, makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";

const hookName = "warm-up";
const launching = "autoscaling:EC2_INSTANCE_LAUNCHING";

/** A group without CodeDeploy. */
function makeGroup(options: { readonly desired?: number; readonly parameters?: Partial<Parameters> } = {}) {
  const lab = makeLab({ parameters: options.parameters ?? {} });
  const launchTemplate = lab.build.launchTemplate("lt", { servesAtBoot: true });
  lab.build.autoScalingGroup("asg", {
    desired: options.desired ?? 1,
    minSize: 0,
    maxSize: 6,
    launchTemplate,
  });
  return lab;
}

function makeHeldLaunch(defaultResult: "CONTINUE" | "ABANDON" = "ABANDON"): Lab {
  const lab = makeGroup();
  lab.ops.putLifecycleHook("asg", {
    name: hookName,
    transition: launching,
    heartbeatTimeoutSeconds: 300,
    defaultResult,
  });
  lab.forward(60);
  return lab;
}

describe("a launch", () => {
  it("comes into service without hooks, and tells of it in AWS's words", () => {
    const lab = makeGroup();
    lab.forward(120);
    const [launch] = lab.activities("asg", "Launching");
    expect(lab.memberIds("asg")).toHaveLength(1);
    expect(launch).toMatchObject({
      description: `Launching a new EC2 instance: ${lab.memberId("asg")}`,
      statusCode: "Successful",
      progress: 100,
    });
    expect(launch?.cause).toMatch(
      /^At 2026-01-31T12:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 1\. {2}At 2026-01-31T12:00:\d\dZ an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1\.$/,
    );
  });

  it("is spread over the zones", () => {
    const lab = makeGroup({ desired: 3 });
    lab.forward(120);
    expect(new Set(lab.group("asg").members.map((member) => member.zone)).size).toBe(3);
  });

  it("waits for every hook at once", () => {
    const lab = makeGroup();
    for (const name of ["one", "two"]) lab.ops.putLifecycleHook("asg", { name, transition: launching });
    lab.forward(60);
    const id = lab.memberId("asg");
    expect(lab.member("asg", id)).toMatchObject({ lifecycleState: "Pending:Wait" });
    expect(lab.member("asg", id)?.waits.map((wait) => wait.hook)).toEqual(["one", "two"]);
    lab.ops.completeLifecycleAction({
      autoScalingGroup: "asg",
      instanceId: id,
      hook: "one",
      result: "CONTINUE",
    });
    lab.forward(60);
    expect(lab.member("asg", id)?.lifecycleState).toBe("Pending:Wait");
    lab.ops.completeLifecycleAction({
      autoScalingGroup: "asg",
      instanceId: id,
      hook: "two",
      result: "CONTINUE",
    });
    lab.forward(60);
    expect(lab.member("asg", id)?.lifecycleState).toBe("InService");
  });

  it("is abandoned by one hook, whatever the others say", () => {
    const lab = makeGroup();
    for (const name of ["one", "two"]) lab.ops.putLifecycleHook("asg", { name, transition: launching });
    lab.forward(60);
    const id = lab.memberId("asg");
    const token = lab.member("asg", id)?.waits[1]?.token;
    lab.ops.completeLifecycleAction({
      autoScalingGroup: "asg",
      instanceId: id,
      hook: "two",
      result: "ABANDON",
    });
    lab.forward(120);
    expect(lab.member("asg", id)).toBeUndefined();
    const reason = `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${token} was abandoned: Lifecycle Action Completed with ABANDON Result`;
    expect(lab.activities("asg", id)).toMatchObject([
      {
        description: `Launching a new EC2 instance: ${id}.  Status Reason: ${reason}`,
        statusMessage: reason.slice(0, 255),
        statusCode: "Cancelled",
      },
    ]);
  });

  it.each([
    { defaultResult: "ABANDON" as const, lives: false },
    { defaultResult: "CONTINUE" as const, lives: true },
  ])(
    "whose hook runs into its heartbeat timeout gets the default: $defaultResult",
    ({ defaultResult, lives }) => {
      const lab = makeHeldLaunch(defaultResult);
      const id = lab.memberId("asg");
      const deadline = lab.member("asg", id)?.waits[0]?.heartbeatDeadline ?? lab.start;
      lab.world.advanceTo(deadline);
      lab.forward(60);
      expect(lab.member("asg", id)?.lifecycleState).toBe(lives ? "InService" : undefined);
      expect(lab.activities("asg", "was abandoned: Heartbeat Timeout")).toHaveLength(lives ? 0 : 1);
    },
  );

  it("is cancelled when its hook is deleted", () => {
    const lab = makeHeldLaunch();
    const id = lab.memberId("asg");
    lab.ops.deleteLifecycleHook("asg", hookName);
    lab.forward(180);
    expect(lab.member("asg", id)).toBeUndefined();
    expect(lab.memberIds("asg")).toHaveLength(1);
  });

  it("whose instance is terminated in Pending:Wait is held until the hook ends", () => {
    const lab = makeHeldLaunch();
    const id = lab.memberId("asg");
    lab.ops.terminateInstances([id]);
    lab.forward(200);
    expect(lab.member("asg", id)).toMatchObject({ lifecycleState: "Pending:Wait", healthStatus: "Healthy" });
    lab.ops.completeLifecycleAction({ autoScalingGroup: "asg", instanceId: id, result: "CONTINUE" });
    lab.forward(30);
    expect(lab.member("asg", id)).toBeUndefined();
    expect(
      lab.activities("asg", "Instance became unhealthy while waiting for instance to be in InService state"),
    ).toHaveLength(1);
  });

  it("without capacity fails, names no instance, and is tried again until there is some", () => {
    const lab = makeGroup();
    lab.ops.setLaunches("asg", "capacity");
    lab.forward(600);
    const failed = lab.activities("asg", "sufficient m6i.large capacity");
    expect(failed.length).toBeGreaterThan(2);
    expect(failed[0]).toMatchObject({ statusCode: "Failed" });
    expect(failed[0]?.description).toMatch(
      /^Launching a new EC2 instance\. {2}Status Reason: We currently do not have sufficient m6i\.large capacity in the Availability Zone you requested \(us-east-1a\)\./,
    );
    expect(failed[0]?.statusMessage).toHaveLength(255);
    expect(lab.group("asg").members).toEqual([]);
    lab.ops.setLaunches("asg", "ok");
    lab.forward(900);
    expect(lab.memberIds("asg")).toHaveLength(1);
  });

  it("slows down after repeated failures", () => {
    const lab = makeHeldLaunch();
    const abandon = () => {
      const [id] = lab.memberIds("asg", "Pending:Wait");
      if (id !== undefined)
        lab.ops.completeLifecycleAction({ autoScalingGroup: "asg", instanceId: id, result: "ABANDON" });
    };
    for (let second = 0; second < 3600; second += 10) {
      abandon();
      lab.forward(10);
    }
    const starts = lab.activities("asg", "Launching").map((activity) => activity.startTime);
    const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? start));
    expect(gaps[1]).toBeLessThan(60_000);
    expect(gaps.at(-1)).toBeGreaterThan(600_000);
  });

  it.each([
    { logged: true, count: 1 },
    { logged: false, count: 0 },
  ])(
    "that was abandoned leaves a terminating activity where the parameter says so: $logged",
    ({ logged, count }) => {
      const lab = makeGroup({ parameters: { abandonedLaunchLogsTerminatingActivity: logged } });
      lab.ops.putLifecycleHook("asg", { name: hookName, transition: launching });
      lab.forward(60);
      const id = lab.memberId("asg");
      lab.ops.completeLifecycleAction({ autoScalingGroup: "asg", instanceId: id, result: "ABANDON" });
      lab.forward(120);
      expect(lab.activities("asg", `Terminating EC2 instance: ${id}`)).toHaveLength(count);
    },
  );
});

describe("suspended processes", () => {
  it("Launch: nothing is launched until it is resumed", () => {
    const lab = makeGroup();
    lab.ops.suspendProcesses("asg", ["Launch"]);
    lab.forward(600);
    expect(lab.group("asg").members).toEqual([]);
    expect(lab.group("asg").suspended).toEqual([
      { process: "Launch", reason: "User suspended at 2026-01-31T12:00:00Z" },
    ]);
    lab.ops.resumeProcesses("asg", ["Launch"]);
    lab.forward(120);
    expect(lab.memberIds("asg")).toHaveLength(1);
  });

  it("AddToLoadBalancer: what is launched meanwhile is never registered", () => {
    const lab = makeLab();
    const service = makeSteadyService(lab, { deploymentGroup: { trafficControl: false } });
    const asg = service.autoScalingGroup;
    lab.ops.suspendProcesses(asg, ["AddToLoadBalancer"]);
    lab.ops.setDesiredCapacity(asg, 4);
    lab.forward(600);
    lab.ops.resumeProcesses(asg, ["AddToLoadBalancer"]);
    lab.forward(600);
    const newest = lab.memberId(asg, 3);
    expect(lab.member(asg, newest)?.lifecycleState).toBe("InService");
    expect(lab.target("tg-prod-api", newest)).toBeUndefined();
    expect(lab.target("tg-prod-api", lab.memberId(asg, 0))?.state).toBe("healthy");
  });
});
