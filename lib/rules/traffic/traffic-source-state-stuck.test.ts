import { describe, expect, it } from "vitest";
import { trafficSourceStateStuck } from "#lib/rules/traffic/traffic-source-state-stuck.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  makeAutoScalingGroup,
  makeDeployment,
  makeMember,
  makeTrafficSource,
  minutesAgo,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";

const source = (state: string, minutes: number) =>
  makeTrafficSource({ state }, { since: minutesAgo(minutes) });

function check(trafficSource: ReturnType<typeof source>, more = {}) {
  return checkRule(trafficSourceStateStuck, {
    "traffic-source": [trafficSource],
    "auto-scaling-group": [makeAutoScalingGroup({ healthCheckType: "ELB" })],
    member: [makeMember()],
    ...more,
  });
}

it("a target group that does not become InService is told, with what that costs", () => {
  expect(check(source("Added", 20))).toMatchObject([
    {
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "proved",
      severity: "warning",
      since: minutesAgo(20),
      summary: `${testTargetGroupArn} has been Added in asg-prod-api since 14:02:10 UTC at the latest. Until it is InService, Auto Scaling does not heed its health checks.`,
    },
  ]);
});

it.each([
  ["Adding", 15, 1],
  ["Adding", 14.9, 0],
  ["Added", 15, 1],
  ["Added", 14.9, 0],
  ["Removing", 70, 1],
  ["Removing", 69.9, 0],
  ["InService", 600, 0],
  ["Removed", 600, 0],
  ["Pondering", 600, 0],
])("%s for %f minutes: %i findings", (state, minutes, count) => {
  expect(check(source(state, minutes))).toHaveLength(count);
});

it.each(["EC2", undefined])("a group that heeds %s checks only loses nothing", (healthCheckType) => {
  const groups = { "auto-scaling-group": [makeAutoScalingGroup({ healthCheckType })] };
  expect(check(source("Added", 20), groups)[0]?.severity).toBe("info");
});

describe("nothing can pass a check", () => {
  it.each([
    ["without members in service", { member: [makeMember({ lifecycleState: "Pending:Wait" })] }, 0],
    ["while a deployment runs", { deployment: [makeDeployment()] }, 0],
    ["after a deployment", { deployment: [makeDeployment({ status: "Succeeded" })] }, 1],
    ["where the group itself was not read", { "auto-scaling-group": [] }, 0],
  ])("%s: %i", (_, more, count) => {
    expect(check(source("Added", 20), more)).toHaveLength(count);
  });

  it("but a removal has to end all the same", () => {
    expect(check(source("Removing", 90), { member: [], deployment: [makeDeployment()] })).toHaveLength(1);
  });
});
