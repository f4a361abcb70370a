import { describe, expect, it } from "vitest";
import type { LifecycleHook } from "#lib/domain/auto-scaling.ts";
import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import { isCodeDeployHook, isCodeDeployQueue, toHookDeadlines, toHookOwner } from "#lib/domain/hook.ts";
import { addSeconds, toInstant } from "#lib/domain/time.ts";

const launchHook = "CodeDeploy-managed-automatic-launch-deployment-hook-prod-api-0f1e2d3c";
const queue =
  "arn:aws:sqs:us-east-1:123456789012:razorbill-us-east-1-prod-default-autoscaling-lifecycle-hook";

function makeHook(value: Partial<LifecycleHook> = {}): LifecycleHook {
  return {
    group: "asg-prod-api",
    name: launchHook,
    transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    notificationTargetArn: queue,
    notificationMetadata: "group-id-1",
    ...value,
  };
}

function makeGroup(value: Partial<DeploymentGroup> = {}): DeploymentGroup {
  return {
    application: "api",
    name: "prod-api",
    id: "group-id-1",
    autoScalingGroups: [{ name: "asg-prod-api", hook: launchHook }],
    tagFilters: [],
    tagSet: [],
    targetGroupNames: [],
    alarmNames: [],
    ...value,
  };
}

describe("isCodeDeployHook", () => {
  it.each([
    ["by name", makeHook({ notificationTargetArn: undefined }), true],
    ["by queue", makeHook({ name: "renamed" }), true],
    ["neither", makeHook({ name: "warm-cache", notificationTargetArn: undefined }), false],
    [
      "the prefix inside a name",
      makeHook({ name: `my-${launchHook}`, notificationTargetArn: undefined }),
      false,
    ],
    ["another queue", makeHook({ name: "x", notificationTargetArn: "arn:aws:sqs:us-east-1:1:jobs" }), false],
  ])("%s", (_case, hook, expected) => {
    expect(isCodeDeployHook(hook)).toBe(expected);
  });

  it.each([
    [queue, true],
    [queue.replace("arn:aws:", "arn:aws-cn:").replaceAll("us-east-1", "cn-north-1"), true],
    [`${queue}-2`, false],
    [undefined, false],
  ])("the queue %s: %s", (arn, expected) => {
    expect(isCodeDeployQueue(arn)).toBe(expected);
  });
});

describe("toHookOwner", () => {
  const other = makeGroup({ name: "other", id: "group-id-2", autoScalingGroups: [] });

  it("the group that names the hook on that Auto Scaling group owns it, before its metadata is asked", () => {
    const hook = makeHook({ notificationMetadata: "group-id-2" });
    expect(toHookOwner(hook, { groups: [other, makeGroup()], inventory: "complete" })).toMatchObject({
      kind: "group",
      by: "name",
      group: { name: "prod-api" },
    });
  });

  it("a termination hook belongs to the group that names it, whatever it is called", () => {
    const hook = makeHook({ name: "anything", notificationTargetArn: undefined });
    const group = makeGroup({ autoScalingGroups: [{ name: "asg-prod-api", terminationHook: "anything" }] });
    expect(toHookOwner(hook, { groups: [group], inventory: "partial" })).toMatchObject({ by: "name" });
  });

  it("a hook that no group names belongs to the group whose id its metadata carries", () => {
    const group = makeGroup({ autoScalingGroups: [{ name: "asg-prod-api", hook: `${launchHook}0` }] });
    expect(toHookOwner(makeHook(), { groups: [other, group], inventory: "complete" })).toMatchObject({
      by: "metadata",
      group: { name: "prod-api" },
    });
  });

  it("a name given for another Auto Scaling group does not count", () => {
    const group = makeGroup({ id: "x", autoScalingGroups: [{ name: "asg-other", hook: launchHook }] });
    expect(toHookOwner(makeHook(), { groups: [group], inventory: "complete" })).toEqual({ kind: "orphan" });
  });

  it("CodeDeploy's hook with no group is an orphan only if all groups were read", () => {
    expect(toHookOwner(makeHook(), { groups: [other], inventory: "complete" })).toEqual({ kind: "orphan" });
    expect(toHookOwner(makeHook(), { groups: [other], inventory: "partial" })).toEqual({ kind: "unknown" });
  });

  it("a missing id never equals missing metadata", () => {
    const group = makeGroup({ id: undefined, autoScalingGroups: [] });
    const hook = makeHook({ notificationMetadata: undefined });
    expect(toHookOwner(hook, { groups: [group], inventory: "complete" })).toEqual({ kind: "orphan" });
  });

  it.each(["complete", "partial"] as const)(
    "a hook that is not CodeDeploy's is foreign (%s)",
    (inventory) => {
      const hook = makeHook({ name: "warm-cache", notificationTargetArn: undefined });
      expect(toHookOwner(hook, { groups: [makeGroup()], inventory })).toEqual({ kind: "foreign" });
    },
  );
});

describe("toHookDeadlines", () => {
  const since = toInstant(1_769_860_800_000);
  it.each([
    [{ heartbeatTimeoutSeconds: 600, globalTimeoutSeconds: 60_000 }, 600, 60_000],
    [{ heartbeatTimeoutSeconds: 600 }, 600, 60_000],
    [{ heartbeatTimeoutSeconds: 3600 }, 3600, 172_800],
    [{ heartbeatTimeoutSeconds: 3600, globalTimeoutSeconds: 900 }, 900, 900],
    [{ globalTimeoutSeconds: 900 }, undefined, 900],
    [{}, undefined, undefined],
  ])("%j ends after %s s at the earliest, %s s at the latest", (hook, heartbeat, global) => {
    const deadlines = toHookDeadlines({ hook, since });
    expect(deadlines.heartbeat).toBe(heartbeat === undefined ? undefined : addSeconds(since, heartbeat));
    expect(deadlines.global).toBe(global === undefined ? undefined : addSeconds(since, global));
  });
});
