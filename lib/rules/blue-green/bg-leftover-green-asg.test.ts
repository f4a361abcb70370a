import { expect, it } from "vitest";
import { bgLeftoverGreenAsg } from "#lib/rules/blue-green/bg-leftover-green-asg.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentGroup,
  makeInstance,
  makeRegionGroup,
  makeTerminated,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const name = "CodeDeploy_prod-api_d-7QK2AAAAA";
const tags = { "aws:autoscaling:groupName": name };
const failed = makeDeployment({ status: "Failed", completeTime: minutesAgo(31) });
const parts = {
  instance: [makeInstance({ tags }), makeInstance({ id: idB, tags })],
  deployment: [failed],
  "deployment-group": [makeDeploymentGroup()],
  "region-group": [makeRegionGroup()],
};

it("instances of the copy of a failed deployment are one finding about the copy", () => {
  const findings = checkRule(bgLeftoverGreenAsg, parts);
  expect(findings).toMatchObject([
    {
      subject: { kind: "auto-scaling-group", id: name },
      verdict: "corroborated",
      since: minutesAgo(31),
      summary: `d-7QK2AAAAA failed at 13:51:10 UTC, and the group it had copied, ${name}, still has at least 2 instances: ${idA} and ${idB}. No deployment group of us-east-1 that was read names it.`,
    },
  ]);
  expect(findings[0]?.advice.at(-1)?.command).toBe(
    `aws autoscaling delete-auto-scaling-group --auto-scaling-group-name ${name} --force-delete --region us-east-1`,
  );
});

it("the copy of a stopped deployment too", () => {
  const deployment = [makeDeployment({ ...failed.value, status: "Stopped" })];
  expect(checkRule(bgLeftoverGreenAsg, { ...parts, deployment })).toHaveLength(1);
});

it.each([
  [1800, 1],
  [1799, 0],
])("%i seconds after the deployment's end: %i finding", (seconds, count) => {
  const deployment = [makeDeployment({ ...failed.value, completeTime: secondsAgo(seconds) })];
  expect(checkRule(bgLeftoverGreenAsg, { ...parts, deployment })).toHaveLength(count);
});

it.each([
  ["the deployment succeeded", { deployment: [makeDeployment({ ...failed.value, status: "Succeeded" })] }],
  ["the deployment goes on", { deployment: [makeDeployment()] }],
  ["the deployment is not known", { deployment: [] }],
  ["its instances are gone", { instance: [makeTerminated({ tags })] }],
  [
    "they belong to another group",
    { instance: [makeInstance({ tags: { "aws:autoscaling:groupName": "asg-prod-api" } })] },
  ],
  [
    "it is the copy of another deployment group",
    {
      instance: [
        makeInstance({ tags: { "aws:autoscaling:groupName": "CodeDeploy_prod-api-2_d-7QK2AAAAA" } }),
      ],
    },
  ],
  [
    "the deployment group names it",
    { "deployment-group": [makeDeploymentGroup({ autoScalingGroups: [{ name }] })] },
  ],
  [
    "another deployment group names it",
    { "region-group": [makeRegionGroup({ name: "other", autoScalingGroups: [{ name }] })] },
  ],
])("nothing is left over where %s", (_, changed) => {
  expect(checkRule(bgLeftoverGreenAsg, { ...parts, ...changed })).toEqual([]);
});

it("not every deployment group is known: suspected", () => {
  expect(checkRule(bgLeftoverGreenAsg, parts, { partial: ["codedeploy-inventory"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});
