import { describe, expect, it } from "vitest";
import { bgOriginalKept } from "#lib/rules/blue-green/bg-original-kept.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeInstance,
  makeTerminated,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const done = makeDeployment({
  status: "Succeeded",
  deploymentType: "BLUE_GREEN",
  createTime: minutesAgo(60),
  completeTime: minutesAgo(30),
});
const keeping = makeDeploymentGroup({ blueTerminationAction: "KEEP_ALIVE" });
const ending = makeDeploymentGroup({ blueTerminationAction: "TERMINATE", blueWaitMinutes: 60 });
const parts = {
  "deployment-group": [keeping],
  deployment: [done],
  "deployment-target": [
    makeDeploymentTarget({ status: "Succeeded", label: "Blue" }),
    makeDeploymentTarget({ targetId: idB, status: "Succeeded", label: "Green" }),
  ],
  instance: [makeInstance(), makeInstance({ id: idB })],
};

it("originals that are kept for good explain themselves", () => {
  const [finding, ...others] = checkRule(bgOriginalKept, parts);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    subject: { kind: "deployment", id: "d-7QK2AAAAA" },
    verdict: "corroborated",
    summary: `1 original instance of d-7QK2AAAAA still runs: ${idA}. The deployment group keeps originals alive (KEEP_ALIVE).`,
  });
  expect(bgOriginalKept.severity).toBe("info");
});

describe("originals that are kept for a time", () => {
  const check = (deployment: ReturnType<typeof makeDeployment>) =>
    checkRule(bgOriginalKept, { ...parts, "deployment-group": [ending], deployment: [deployment] })[0];

  it("say until when", () => {
    expect(check(done)?.summary).toContain("They end at about 14:52:10 UTC, 1 hour after");
  });

  it.each([
    [3600, "suspected"],
    [3599, "corroborated"],
  ])("%i seconds after the deployment: %s", (seconds, verdict) => {
    expect(check(makeDeployment({ ...done.value, completeTime: secondsAgo(seconds) }))?.verdict).toBe(
      verdict,
    );
  });

  it("are said to be over time by today's setting only", () => {
    expect(check(makeDeployment({ ...done.value, completeTime: minutesAgo(90) }))?.summary).toContain(
      "it may have been another when the deployment began",
    );
  });

  it("while the deployment still counts down", () => {
    const open = makeDeployment({ deploymentType: "BLUE_GREEN", blueWaitStarted: true });
    expect(check(open)?.summary).toContain("has begun; the deployment group sets 1 hour");
  });
});

it.each([
  [
    "the deployment is in-place",
    { deployment: [makeDeployment({ ...done.value, deploymentType: "IN_PLACE" })] },
  ],
  [
    "the deployment has not shifted the traffic",
    { deployment: [makeDeployment({ deploymentType: "BLUE_GREEN" })] },
  ],
  ["the deployment failed", { deployment: [makeDeployment({ ...done.value, status: "Failed" })] }],
  [
    "a later deployment is the newest",
    { deployment: [done, makeDeployment({ id: "d-NEW", status: "Succeeded", createTime: minutesAgo(5) })] },
  ],
  ["the originals are gone", { instance: [makeTerminated(), makeInstance({ id: idB })] }],
  ["no target is called an original", { "deployment-target": [makeDeploymentTarget()] }],
  ["the setting is not known", { "deployment-group": [makeDeploymentGroup()] }],
])("nothing is said where %s", (_, changed) => {
  expect(checkRule(bgOriginalKept, { ...parts, ...changed })).toEqual([]);
});

it("a launch since then changes nothing, nor does a partial reading", () => {
  const launch = makeDeployment({ id: "d-L", creator: "autoscaling", createTime: minutesAgo(5) });
  expect(
    checkRule(bgOriginalKept, { ...parts, deployment: [done, launch] }, { partial: ["codedeploy-targets"] }),
  ).toHaveLength(1);
});
