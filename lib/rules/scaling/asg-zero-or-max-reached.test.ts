import { describe, expect, it } from "vitest";
import { asgZeroOrMaxReached } from "#lib/rules/scaling/asg-zero-or-max-reached.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, makeAutoScalingGroup, makeDeployment, makeMember, minutesAgo } from "#lib/testing/facts.ts";

describe("a group that wants no instances", () => {
  const empty = [makeAutoScalingGroup({ minSize: 0, desiredCapacity: 0 })];
  const check = (value: Parameters<typeof makeDeployment>[0] = {}) =>
    checkRule(asgZeroOrMaxReached, { "auto-scaling-group": empty, deployment: [makeDeployment(value)] });

  it("is a warning while a deployment looks for them", () => {
    const [finding] = check();
    expect(finding).toMatchObject({
      verdict: "corroborated",
      severity: "warning",
      summary: expect.stringContaining("finds none there to deploy to"),
    });
    expect(finding?.advice.at(-1)?.command).toContain("--desired-capacity 1");
  });

  it("is one where a deployment failed for it, and explains after a day", () => {
    const failed = { status: "Failed", errorCode: "NO_INSTANCES" };
    expect(check({ ...failed, completeTime: minutesAgo(24 * 60) })[0]?.severity).toBe("warning");
    expect(check({ ...failed, completeTime: minutesAgo(24 * 60 + 1) })[0]?.severity).toBe("info");
  });

  it("with a maximum of 0 cannot be given one", () => {
    const none = [makeAutoScalingGroup({ minSize: 0, desiredCapacity: 0, maxSize: 0 })];
    const parts = { "auto-scaling-group": none, deployment: [makeDeployment()] };
    expect(checkRule(asgZeroOrMaxReached, parts)[0]?.advice.at(-1)?.command).toBeUndefined();
  });

  it.each([
    ["no deployment", []],
    ["one that succeeded", [makeDeployment({ status: "Succeeded" })]],
    ["one that failed for another reason", [makeDeployment({ status: "Failed", errorCode: "TIMEOUT" })]],
    ["one for a termination", [makeDeployment({ creator: "autoscalingTermination" })]],
  ])("with %s is meant to be empty", (_, deployment) => {
    expect(checkRule(asgZeroOrMaxReached, { "auto-scaling-group": empty, deployment })).toEqual([]);
  });
});

describe("a group at its maximum", () => {
  const full = { minSize: 2, desiredCapacity: 3, maxSize: 3 };
  const waiting = (minutes: number, lifecycleState = "Pending:Wait") =>
    makeMember({ lifecycleState }, { since: minutesAgo(minutes) });
  const check = (group: Parameters<typeof makeAutoScalingGroup>[0], member: ReturnType<typeof waiting>) =>
    checkRule(asgZeroOrMaxReached, { "auto-scaling-group": [makeAutoScalingGroup(group)], member: [member] });

  it("is told while a launch hook holds one of its places", () => {
    expect(check(full, waiting(10))).toMatchObject([
      {
        verdict: "proved",
        summary: `asg-prod-api is at its maximum of 3: while ${idA} waits in a launch hook, no other instance is launched.`,
      },
    ]);
    expect(asgZeroOrMaxReached.severity).toBe("info");
  });

  it.each([
    ["a launch of less than ten minutes", full, waiting(9.9)],
    ["a member in service", full, waiting(60, "InService")],
    ["room for another", { ...full, maxSize: 4 }, waiting(60)],
    ["a fixed size", { ...full, minSize: 3 }, waiting(60)],
  ])("with %s is not", (_, group, member) => {
    expect(check(group, member)).toEqual([]);
  });
});
