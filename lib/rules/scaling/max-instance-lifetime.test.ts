import { describe, expect, it } from "vitest";
import { maxInstanceLifetime } from "#lib/rules/scaling/max-instance-lifetime.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeAutoScalingGroup,
  makeDeployment,
  makeInstance,
  makeMember,
  makeTerminated,
  minutesAgo,
} from "#lib/testing/facts.ts";
import { makeTermination } from "#lib/testing/scaling-facts.ts";

const daySeconds = 24 * 3600;

describe("an instance that gets too old while a deployment runs", () => {
  const minutesToLive = (minutes: number) => makeInstance({ launchTime: minutesAgo(24 * 60 - minutes) });
  const base = {
    "auto-scaling-group": [makeAutoScalingGroup({ maxInstanceLifetimeSeconds: daySeconds })],
    member: [makeMember()],
    instance: [minutesToLive(8 * 60)],
    deployment: [makeDeployment()],
  };

  it("is named, with when", () => {
    expect(checkRule(maxInstanceLifetime, base)).toMatchObject([
      {
        verdict: "corroborated",
        summary: `While d-7QK2AAAAA runs, Auto Scaling may replace ${idA} of asg-prod-api: it reaches the maximum lifetime from 22:22:10 UTC on.`,
      },
    ]);
    expect(maxInstanceLifetime.severity).toBe("info");
  });

  it.each([
    ["longer to live", { instance: [minutesToLive(8 * 60 + 1)] }],
    ["no deployment", { deployment: [] }],
    ["a deployment for a launch only", { deployment: [makeDeployment({ creator: "autoscaling" })] }],
    ["no maximum lifetime", { "auto-scaling-group": [makeAutoScalingGroup()] }],
    [
      "a lifetime of 0, which is none",
      { "auto-scaling-group": [makeAutoScalingGroup({ maxInstanceLifetimeSeconds: 0 })] },
    ],
    ["an instance that is gone", { instance: [makeTerminated({ launchTime: minutesAgo(2000) })] }],
    ["an instance of another group", { member: [makeMember({ group: "asg-other" })] }],
    ["no launch time", { instance: [makeInstance({ launchTime: undefined })] }],
  ])("with %s: nothing", (_, changed) => {
    expect(checkRule(maxInstanceLifetime, { ...base, ...changed })).toEqual([]);
  });
});

describe("a churn of replacements", () => {
  const rebalancing = [makeAutoScalingGroup({ capacityRebalance: true })];
  const replaced = (cause: "lifetime" | "rebalance" | "scaleIn", ...minutes: readonly number[]) =>
    minutes.map((at) => makeTermination(cause, at));

  it.each([["rebalance"], ["lifetime"]] as const)("three for %s are told", (cause) => {
    const parts = { "auto-scaling-group": rebalancing, "scaling-activity": replaced(cause, 10, 90, 360) };
    expect(checkRule(maxInstanceLifetime, parts)).toMatchObject([
      {
        verdict: "proved",
        since: minutesAgo(360),
        summary: expect.stringContaining("because of its own settings: Capacity Rebalancing"),
      },
    ]);
  });

  it.each([
    ["two", rebalancing, replaced("rebalance", 10, 90)],
    ["a third of more than six hours ago", rebalancing, replaced("rebalance", 10, 90, 361)],
    ["three scale-ins", rebalancing, replaced("scaleIn", 10, 20, 30)],
    ["three without the setting", [makeAutoScalingGroup()], replaced("rebalance", 10, 20, 30)],
  ])("%s are not", (_, groups, activities) => {
    const parts = { "auto-scaling-group": groups, "scaling-activity": activities };
    expect(checkRule(maxInstanceLifetime, parts)).toEqual([]);
  });
});
