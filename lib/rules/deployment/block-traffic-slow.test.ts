import { describe, expect, it } from "vitest";
import { blockTrafficSlow } from "#lib/rules/deployment/block-traffic-slow.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeInstance,
  makeTarget,
  makeTargetGroup,
  makeTargetGroupAttributes,
  makeTerminated,
  secondsAgo,
} from "#lib/testing/facts.ts";

function makeBlocked(seconds: number, targetId = idA) {
  return makeDeploymentTarget({
    targetId,
    status: "InProgress",
    events: [{ name: "BlockTraffic", status: "InProgress", startTime: secondsAgo(seconds) }],
  });
}

function makeWaiting(count: number) {
  return Array.from({ length: count }, (_, index) =>
    makeDeploymentTarget({
      targetId: `i-0000000000000000${index.toString(16)}`,
      events: [{ name: "BlockTraffic", status: "Pending" }],
    }),
  );
}
const draining = makeTarget({ state: "draining", reason: "Target.DeregistrationInProgress" });
const oneByOne = makeDeployment({ configName: "CodeDeployDefault.OneAtATime" });
const parts = {
  "deployment-group": [makeDeploymentGroup()],
  "target-group": [makeTargetGroup()],
  "target-group-attributes": [makeTargetGroupAttributes(300)],
  deployment: [oneByOne],
  "deployment-target": [makeBlocked(600)],
  target: [draining],
  instance: [makeInstance()],
};

describe("BlockTraffic beyond the deregistration delay", () => {
  it("is a warning, corroborated where the load balancer still drains", () => {
    const [finding] = checkRule(blockTrafficSlow, parts);
    expect(finding).toMatchObject({ severity: "warning", verdict: "corroborated", since: secondsAgo(600) });
    expect(finding?.summary).toContain("longer than the deregistration delay of 5 minutes");
    expect(finding?.advice[1]?.command).toContain("Key=deregistration_delay.timeout_seconds,Value=30");
  });

  it("is suspected where it does not", () => {
    expect(checkRule(blockTrafficSlow, { ...parts, target: [] })).toMatchObject([{ verdict: "suspected" }]);
  });

  it.each([
    [421, 300, 1],
    [420, 300, 0],
    [1320, 1200, 0],
    [1321, 1200, 1],
  ])("%i seconds with a delay of %i: %i finding", (seconds, delay, count) => {
    expect(
      checkRule(blockTrafficSlow, {
        ...parts,
        "target-group-attributes": [makeTargetGroupAttributes(delay)],
        "deployment-target": [makeBlocked(seconds)],
      }),
    ).toHaveLength(count);
  });

  it.each([
    ["the delay is not known", { "target-group-attributes": [] }],
    [
      "the target group is not the deployment group's",
      { "deployment-group": [makeDeploymentGroup({ targetGroupNames: ["tg-other"] })] },
    ],
    ["the deployment is over", { deployment: [makeDeployment({ status: "Failed" })] }],
    ["the instance is gone: a ghost", { instance: [makeTerminated()] }],
  ])("is not judged where %s", (_, changed) => {
    expect(checkRule(blockTrafficSlow, { ...parts, ...changed })).toEqual([]);
  });
});

describe("a long fleet that is drained one by one", () => {
  const check = (waiting: number, deployment = oneByOne) =>
    checkRule(blockTrafficSlow, {
      ...parts,
      deployment: [deployment],
      "deployment-target": [makeBlocked(60), ...makeWaiting(waiting)],
    });

  it("of six at 5 minutes takes half an hour: it does not hang", () => {
    const [finding] = check(5);
    expect(finding).toMatchObject({ severity: "info", verdict: "corroborated" });
    expect(finding?.summary).toContain("the 6 targets not drained yet need about 30 minutes");
  });

  it("of five is not worth a word, nor is one that drains several at once", () => {
    expect(check(4)).toEqual([]);
    expect(check(5, makeDeployment({ configName: "CodeDeployDefault.HalfAtATime" }))).toEqual([]);
  });
});
