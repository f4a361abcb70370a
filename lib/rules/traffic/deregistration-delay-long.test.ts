import { describe, expect, it } from "vitest";
import { deregistrationDelayLong } from "#lib/rules/traffic/deregistration-delay-long.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeTarget,
  makeTargetGroupAttributes,
  minutesAgo,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";

const draining = makeTarget({ state: "draining", reason: "Target.DeregistrationInProgress" });

function check(delaySeconds: number, more = {}) {
  return checkRule(deregistrationDelayLong, {
    "target-group-attributes": [makeTargetGroupAttributes(delaySeconds)],
    target: [draining, makeTarget({ instanceId: idB })],
    ...more,
  });
}

it("a long delay is told while something drains, and explains", () => {
  expect(check(900)).toMatchObject([
    {
      subject: { kind: "target-group", id: testTargetGroupArn },
      verdict: "proved",
      severity: "info",
      since: minutesAgo(10),
      summary: `tg-prod-api drains for 15 minutes: ${idA}, first read so at 14:12:10 UTC.`,
    },
  ]);
});

it.each([
  [300, 0],
  [301, 1],
])("a delay of %i s: %i findings", (seconds, count) => {
  expect(check(seconds)).toHaveLength(count);
});

it.each([
  ["nothing drains", { target: [makeTarget()] }],
  [
    "another group's target drains",
    { target: [makeTarget({ state: "draining", targetGroupArn: "arn:other" })] },
  ],
  ["the delay was not read", { "target-group-attributes": [] }],
])("%s: nothing", (_, more) => {
  expect(check(3600, more)).toEqual([]);
});

it("unhealthy targets drain too", () => {
  expect(check(900, { target: [makeTarget({ state: "unhealthy.draining" })] })).toHaveLength(1);
});

describe("a deployment that waits in BlockTraffic", () => {
  const blocked = (status: string, targetId = idA) => ({
    deployment: [makeDeployment()],
    "deployment-target": [
      makeDeploymentTarget({ targetId, status: "InProgress", events: [{ name: "BlockTraffic", status }] }),
    ],
  });

  it.each([
    [3600, "warning"],
    [3599, "info"],
  ])("for a delay of %i s is %s, and named", (seconds, severity) => {
    expect(check(seconds, blocked("InProgress"))).toMatchObject([
      { severity, summary: expect.stringContaining("d-7QK2AAAAA waits for it in BlockTraffic") },
    ]);
  });

  it.each([
    ["that is past it", blocked("Succeeded")],
    ["on another instance", blocked("InProgress", idB)],
  ])("%s is no warning", (_, more) => {
    expect(check(3600, more)[0]?.severity).toBe("info");
  });
});
