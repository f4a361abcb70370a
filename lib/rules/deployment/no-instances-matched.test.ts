import { describe, expect, it } from "vitest";
import { noInstancesMatched } from "#lib/rules/deployment/no-instances-matched.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentGroup,
  makeMember,
  minutesAgo,
} from "#lib/testing/facts.ts";
import { makeFailedDeployment } from "#lib/testing/failed-targets.ts";

const refused = makeFailedDeployment({
  errorCode: "NO_INSTANCES",
  errorMessage: "The deployment failed because no instances were found for your deployment group.",
});
const tagged = { tagFilters: [{ key: "Role", value: "api", type: "KEY_AND_VALUE" }] };

function check(parts: Partial<AllFacts> = {}, partial: readonly SourceId[] = []) {
  const all = {
    deployment: [refused],
    "deployment-group": [makeDeploymentGroup()],
    "auto-scaling-group": [makeAutoScalingGroup()],
    member: [makeMember({ lifecycleState: "Pending:Wait" })],
    ...parts,
  };
  return checkRule(noInstancesMatched, all, { partial });
}

it("is proved by CodeDeploy's code, and says what is in service now", () => {
  const findings = check();
  expect(findings).toMatchObject([{ verdict: "proved", since: minutesAgo(5) }]);
  expect(findings[0]).not.toHaveProperty("severity");
  expect(findings[0]?.summary).toContain("No member of asg-prod-api is InService now.");
  expect(findings[0]?.advice[1]?.command).toBe(
    "aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names asg-prod-api --region us-east-1",
  );
});

describe("its words", () => {
  it.each<[string, Partial<AllFacts>, string]>([
    [
      "a fleet that came into service since",
      { member: [makeMember()] },
      "Now 1 member of asg-prod-api is InService: deploying again should find it.",
    ],
    ["a group that Auto Scaling does not have", { "auto-scaling-group": [] }, "no group named asg-prod-api"],
    [
      "a deployment group by tags",
      { "deployment-group": [makeDeploymentGroup({ autoScalingGroups: [], ...tagged })] },
      "matches by tags alone",
    ],
    [
      "a deployment group by nothing",
      { "deployment-group": [makeDeploymentGroup({ autoScalingGroups: [] })] },
      "neither an Auto Scaling group nor tags",
    ],
  ])("for %s", (_, parts, words) => {
    expect(check(parts)[0]?.summary).toContain(words);
  });

  it("do not count as none what was read in part", () => {
    expect(check({}, ["autoscaling-groups"])[0]?.summary).toContain("read only in part");
  });
});

describe("a fleet set to zero", () => {
  const zero = { "auto-scaling-group": [makeAutoScalingGroup({ desiredCapacity: 0 })], member: [] };

  it("has nothing to deploy to: info", () => {
    expect(check(zero)).toMatchObject([{ severity: "info" }]);
  });

  it.each<[string, Partial<AllFacts>, readonly SourceId[]]>([
    ["is not all where tags match too", { "deployment-group": [makeDeploymentGroup(tagged)] }, []],
    ["is not known to be so from a part", {}, ["autoscaling-groups"]],
  ])("%s", (_, parts, partial) => {
    expect(check({ ...zero, ...parts }, partial)[0]).not.toHaveProperty("severity");
  });
});

it.each([
  ["another code", [makeFailedDeployment()]],
  [
    "one that a later success has mended",
    [refused, makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(2) })],
  ],
])("%s is not meant", (_, deployment) => {
  expect(check({ deployment })).toEqual([]);
});
