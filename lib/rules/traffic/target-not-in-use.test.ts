import { describe, expect, it } from "vitest";
import { targetNotInUse } from "#lib/rules/traffic/target-not-in-use.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeTarget,
  makeTerminated,
  minutesAgo,
  secondsAgo,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";

const unused = (instanceId = idA, seconds = 600) =>
  makeTarget(
    { instanceId, state: "unused", reason: "Target.NotInUse", description: "Target group is not configured" },
    { since: secondsAgo(seconds) },
  );

it("targets that the load balancer does not use are one finding about their group", () => {
  expect(checkRule(targetNotInUse, { target: [unused(), unused(idB)] })).toMatchObject([
    {
      subject: { kind: "target-group", id: testTargetGroupArn },
      verdict: "proved",
      since: minutesAgo(10),
      summary: `2 targets of tg-prod-api in us-east-1a are not in use, first read so at 14:12:10 UTC: ${idA} and ${idB}.`,
    },
  ]);
});

it("a minute may be a listener that is being changed", () => {
  expect(checkRule(targetNotInUse, { target: [unused(idA, 59)] })).toEqual([]);
  expect(checkRule(targetNotInUse, { target: [unused(idA, 60)] })).toHaveLength(1);
});

it.each([
  ["unused", "Target.InvalidState"],
  ["unused", "Target.NotRegistered"],
  ["healthy", undefined],
])("%s, %s is not meant", (state, reason) => {
  expect(checkRule(targetNotInUse, { target: [makeTarget({ state, reason })] })).toEqual([]);
});

it("one whose instance is gone is another rule's", () => {
  expect(checkRule(targetNotInUse, { target: [unused()], instance: [makeTerminated()] })).toEqual([]);
});

describe("a deployment that waits for it", () => {
  const check = (deployment: ReturnType<typeof makeDeployment>, status = "InProgress") =>
    checkRule(targetNotInUse, {
      target: [unused()],
      deployment: [deployment],
      "deployment-target": [makeDeploymentTarget({ status })],
    })[0]?.summary;

  it("is named", () => {
    expect(check(makeDeployment())).toContain("d-7QK2AAAAA will wait in vain");
  });

  it("is not, once it is done with it or has ended", () => {
    expect(check(makeDeployment(), "Succeeded")).not.toContain("in vain");
    expect(check(makeDeployment({ status: "Stopped" }))).not.toContain("in vain");
  });
});
