import { describe, expect, it } from "vitest";
import { processSuspended } from "#lib/rules/scaling/process-suspended.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  idC,
  makeAutoScalingGroup,
  makeDeployment,
  makeMember,
  makeTerminated,
  minutesAgo,
} from "#lib/testing/facts.ts";

const reason = "User suspended at 2026-01-31T14:00:00Z";
const all = [idA, idB, idC].map((instanceId) => makeMember({ instanceId }));
const groupWith = (...names: readonly string[]) => [
  makeAutoScalingGroup({ suspendedProcesses: names.map((name) => ({ name, reason })) }),
];

describe("without Launch", () => {
  const parts = { "auto-scaling-group": groupWith("Launch"), member: all.slice(1) };

  it("a group that lacks an instance is warned of, and told what it lacks", () => {
    const [finding] = checkRule(processSuspended, parts);
    expect(finding).toMatchObject({
      severity: "warning",
      verdict: "proved",
      summary:
        "Launch of asg-prod-api is suspended since 14:00:00 UTC. Therefore asg-prod-api wants 3 instances, has 2, and launches none.",
    });
    expect(finding?.advice.at(-1)?.command).toContain("--scaling-processes Launch");
  });

  it("a group that has all is no matter of this rule, and members read in part prove nothing", () => {
    expect(checkRule(processSuspended, { ...parts, member: all })).toEqual([]);
    expect(checkRule(processSuspended, parts, { partial: ["autoscaling-groups"] })).toEqual([]);
  });

  it.each([
    ["Pending:Wait", 0],
    ["Standby", 1],
    ["Terminating:Wait", 1],
    ["Detaching", 1],
  ])("a third member that is %s makes %i findings", (lifecycleState, count) => {
    const member = [...all.slice(1), makeMember({ lifecycleState })];
    expect(checkRule(processSuspended, { ...parts, member })).toHaveLength(count);
  });
});

describe("without Terminate or ReplaceUnhealthy", () => {
  const ill = (minutes: number, healthStatus = "Unhealthy") =>
    makeMember({ healthStatus }, { since: minutesAgo(minutes) });
  const check = (process: string, member: ReturnType<typeof ill>, more = {}) =>
    checkRule(processSuspended, {
      "auto-scaling-group": groupWith(process),
      member: [member, ...all.slice(1)],
      ...more,
    });

  it.each(["Terminate", "ReplaceUnhealthy"])("%s: an unhealthy member stays", (process) => {
    expect(check(process, ill(10))).toMatchObject([
      { severity: "warning", summary: expect.stringContaining(`${idA} is unhealthy and not replaced`) },
    ]);
    expect(check(process, ill(10, "UNHEALTHY"))).toHaveLength(1);
  });

  it("less than ten minutes, or a healthy one, or one that is gone, is not meant", () => {
    expect(check("Terminate", ill(9.9))).toEqual([]);
    expect(check("Terminate", ill(30, "Healthy"))).toEqual([]);
    expect(check("Terminate", ill(30), { instance: [makeTerminated()] })).toEqual([]);
    expect(check("AlarmNotification", ill(30))).toEqual([]);
  });
});

describe("while a deployment runs", () => {
  const parts = { "auto-scaling-group": groupWith("AZRebalance", "AlarmNotification"), member: all };

  it("a suspension is told of, and not warned of", () => {
    expect(checkRule(processSuspended, { ...parts, deployment: [makeDeployment()] })).toMatchObject([
      { severity: "info", summary: expect.stringContaining("while d-7QK2AAAAA runs") },
    ]);
  });

  it.each([
    ["one that has ended", makeDeployment({ status: "Succeeded" })],
    ["one for a launch", makeDeployment({ creator: "autoscaling" })],
  ])("%s does not count", (_, deployment) => {
    expect(checkRule(processSuspended, { ...parts, deployment: [deployment] })).toEqual([]);
  });
});

it.each([
  ["nothing suspended", []],
  ["Auto Scaling's own process", [{ name: "RemoveFromLoadBalancerLowPriority" }]],
  ["what AWS suspended", [{ name: "Launch", reason: "Administratively suspended" }]],
])("%s is not meant", (_, suspendedProcesses) => {
  expect(
    checkRule(processSuspended, {
      "auto-scaling-group": [makeAutoScalingGroup({ suspendedProcesses })],
      deployment: [makeDeployment()],
    }),
  ).toEqual([]);
});
