import { describe, expect, it } from "vitest";
import { stopLeftInstanceInStandby } from "#lib/rules/deployment/stop-left-instance-in-standby.ts";
import type { SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeActivity,
  makeAutoScalingGroup,
  makeDeployment,
  makeInstance,
  makeMember,
  makeTargetList,
  makeTerminated,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const failed = makeDeployment({ status: "Failed", completeTime: minutesAgo(12) });
const enter = makeActivity({
  id: "enter",
  description: `Moving EC2 instance to Standby: ${idA}`,
  startTime: minutesAgo(16),
});
const parts = {
  "auto-scaling-group": [makeAutoScalingGroup()],
  instance: [makeInstance()],
  member: [makeMember({ lifecycleState: "Standby" })],
  "scaling-activity": [enter],
  deployment: [failed],
  "target-list": [makeTargetList("d-7QK2AAAAA", [idA, idB])],
};

it("an instance that a failed deployment put into Standby is corroborated, and the advice takes it back", () => {
  const [finding] = checkRule(stopLeftInstanceInStandby, parts);
  expect(finding).toMatchObject({
    subject: { kind: "deployment", id: "d-7QK2AAAAA" },
    verdict: "corroborated",
    severity: "warning",
    since: minutesAgo(16),
  });
  expect(finding?.advice[1]?.command).toBe(
    `aws autoscaling exit-standby --instance-ids ${idA} --auto-scaling-group-name asg-prod-api --region us-east-1`,
  );
});

it("two of them are one finding", () => {
  const findings = checkRule(stopLeftInstanceInStandby, {
    ...parts,
    member: [...parts.member, makeMember({ instanceId: idB, lifecycleState: "Standby" })],
    "scaling-activity": [
      enter,
      makeActivity({ ...enter.value, id: "b", description: `Moving EC2 instance to Standby: ${idB}` }),
    ],
  });
  expect(findings).toHaveLength(1);
  expect(findings[0]?.summary).toContain(`${idA} and ${idB}`);
});

it.each([
  ["the deployment succeeded", { deployment: [makeDeployment({ ...failed.value, status: "Succeeded" })] }],
  [
    "no deployment ran then",
    { deployment: [makeDeployment({ ...failed.value, createTime: minutesAgo(15) })] },
  ],
  [
    "the deployment was over by then",
    { deployment: [makeDeployment({ ...failed.value, completeTime: minutesAgo(17) })] },
  ],
  ["the deployment had other targets", { "target-list": [makeTargetList("d-7QK2AAAAA", [idB])] }],
  ["another deployment is at work", { deployment: [failed, makeDeployment({ id: "d-NEW" })] }],
  ["the instance is in service again", { member: [makeMember()] }],
  ["the instance is gone: a ghost", { instance: [makeTerminated()] }],
  ["nobody knows when it was moved", { "scaling-activity": [] }],
  [
    "it was moved back, and again by hand later",
    {
      "scaling-activity": [enter, makeActivity({ ...enter.value, id: "hand", startTime: minutesAgo(3) })],
    },
  ],
  [
    "the last move was out of Standby",
    {
      "scaling-activity": [
        enter,
        makeActivity({
          ...enter.value,
          id: "exit",
          description: `Moving EC2 instance out of Standby: ${idA}`,
          startTime: minutesAgo(14),
        }),
      ],
    },
  ],
  ["the move failed", { "scaling-activity": [makeActivity({ ...enter.value, status: "Failed" })] }],
])("nothing is said where %s", (_, changed) => {
  expect(checkRule(stopLeftInstanceInStandby, { ...parts, ...changed })).toEqual([]);
});

it.each([
  [300, 1],
  [299, 0],
])("%i seconds after the deployment's end: %i finding", (seconds, count) => {
  const deployment = [makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) })];
  expect(checkRule(stopLeftInstanceInStandby, { ...parts, deployment })).toHaveLength(count);
});

it.each([
  [24 * 3600, "warning"],
  [24 * 3600 + 1, "info"],
])("moved %i seconds ago it is %s", (seconds, severity) => {
  const findings = checkRule(stopLeftInstanceInStandby, {
    ...parts,
    "scaling-activity": [makeActivity({ ...enter.value, startTime: secondsAgo(seconds) })],
    deployment: [makeDeployment({ ...failed.value, createTime: minutesAgo(25 * 60) })],
  });
  expect(findings).toMatchObject([{ severity }]);
});

describe("what is not known", () => {
  it("the deployment's targets: suspected", () => {
    expect(checkRule(stopLeftInstanceInStandby, { ...parts, "target-list": [] })).toMatchObject([
      { verdict: "suspected" },
    ]);
  });

  it.each<[SourceId, number]>([
    ["codedeploy-deployments", 0],
    ["autoscaling-activities", 1],
  ])("%s in part: %i finding", (source, count) => {
    const findings = checkRule(stopLeftInstanceInStandby, parts, { partial: [source] });
    expect(findings).toHaveLength(count);
    for (const finding of findings) expect(finding.verdict).toBe("suspected");
  });
});
