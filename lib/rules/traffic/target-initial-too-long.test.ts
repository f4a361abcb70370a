import { describe, expect, it } from "vitest";
import { targetInitialTooLong } from "#lib/rules/traffic/target-initial-too-long.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeTarget,
  makeTargetGroup,
  makeTerminated,
  secondsAgo,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";

const initial = (seconds: number, instanceId = idA) =>
  makeTarget(
    { instanceId, state: "initial", reason: "Elb.InitialHealthChecking" },
    { since: secondsAgo(seconds) },
  );

function check(seconds: number, groups = [makeTargetGroup()]) {
  return checkRule(targetInitialTooLong, { target: [initial(seconds)], "target-group": groups });
}

it("targets that stay initial are one finding about their group", () => {
  expect(
    checkRule(targetInitialTooLong, {
      target: [initial(600), initial(700, idB), makeTarget({ instanceId: "i-0d44ddddddddddddd" })],
      "target-group": [makeTargetGroup()],
    }),
  ).toMatchObject([
    {
      subject: { kind: "target-group", id: testTargetGroupArn },
      verdict: "proved",
      since: secondsAgo(700),
      summary: `2 targets of tg-prod-api have been initial since 14:10:30 UTC at the latest: ${idA} and ${idB} (Elb.InitialHealthChecking). Health checks should have decided within 3 minutes.`,
    },
  ]);
});

describe("the limit is what its health checks can take, and a minute", () => {
  it("5 × 30 s + 5 s", () => {
    expect(check(215)).toEqual([]);
    expect(check(216)).toHaveLength(1);
  });

  it("with the group's own settings", () => {
    const quick = [
      makeTargetGroup({ healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 2, healthyThreshold: 2 }),
    ];
    expect(check(72, quick)).toEqual([]);
    expect(check(73, quick)).toHaveLength(1);
  });

  it("with AWS's usual settings where the group's are not known", () => {
    expect(check(215, [])).toEqual([]);
    expect(check(216, [])).toHaveLength(1);
  });
});

it.each(["healthy", "unhealthy", "draining", "unused", "unavailable"])("%s is not meant", (state) => {
  expect(checkRule(targetInitialTooLong, { target: [makeTarget({ state })] })).toEqual([]);
});

it("initial for a minute is ordinary, and one whose instance is gone is another rule's", () => {
  expect(check(60)).toEqual([]);
  expect(checkRule(targetInitialTooLong, { target: [initial(600)], instance: [makeTerminated()] })).toEqual(
    [],
  );
});
