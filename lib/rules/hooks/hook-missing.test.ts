import { describe, expect, it } from "vitest";
import { hookMissing } from "#lib/rules/hooks/hook-missing.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  makeAutoScalingGroup,
  makeDeploymentGroup,
  makeHook,
  seenOnce,
  testHookName,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

function makeBare(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    "deployment-group": [makeDeploymentGroup()],
    "auto-scaling-group": [makeAutoScalingGroup()],
    "lifecycle-hook": [makeHook({ name: "warm-cache", notificationMetadata: undefined })],
    ...parts,
  };
}

const bare = [{ name: "asg-prod-api" }];

describe("hook-missing", () => {
  it("the named launch hook is not on the group", () => {
    const [finding, ...others] = checkRule(hookMissing, makeBare());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "corroborated",
      severity: "warning",
    });
    expect(finding?.summary).toContain(`names launch hook ${testHookName} for asg-prod-api`);
    expect(finding?.summary).toContain("does not have it");
    expect(finding?.advice.map(({ command }) => command)).toEqual([
      "aws autoscaling describe-lifecycle-hooks --auto-scaling-group-name asg-prod-api --region us-east-1",
      "aws deploy update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups asg-prod-api --region us-east-1",
      "aws deploy update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups --region us-east-1",
    ]);
  });

  it.each([[undefined], [""]])("the group names no hook (%j)", (hook) => {
    const group = makeDeploymentGroup({ autoScalingGroups: [{ name: "asg-prod-api", hook }] });
    const [finding] = checkRule(hookMissing, makeBare({ "deployment-group": [group] }));
    expect(finding?.summary).toContain("names no launch hook for asg-prod-api. New instances");
  });

  it.each<[string, Partial<AllFacts>]>([
    ["the hook is there", { "lifecycle-hook": [makeHook()] }],
    [
      "it has another name: that is hook-name-mismatch",
      { "lifecycle-hook": [makeHook({ name: `${testHookName}b` })] },
    ],
    ["the Auto Scaling group is not there", { "auto-scaling-group": [] }],
    [
      "the Auto Scaling group is being deleted",
      { "auto-scaling-group": [makeAutoScalingGroup({ status: "Delete in progress" })] },
    ],
    [
      "no Auto Scaling group is named",
      { "deployment-group": [makeDeploymentGroup({ autoScalingGroups: [] })] },
    ],
  ])("%s: nothing is missing", (_case, parts) => {
    expect(checkRule(hookMissing, makeBare(parts))).toEqual([]);
  });

  it("the same name on another Auto Scaling group does not count", () => {
    expect(
      checkRule(hookMissing, makeBare({ "lifecycle-hook": [makeHook({ group: "asg-other" })] })),
    ).toHaveLength(1);
  });

  it.each([
    [true, 1],
    [false, 0],
    [undefined, 0],
  ])("termination hook enabled %s and none there: %s", (terminationHookEnabled, count) => {
    const group = makeDeploymentGroup({ terminationHookEnabled });
    const findings = checkRule(
      hookMissing,
      makeBare({ "deployment-group": [group], "lifecycle-hook": [makeHook()] }),
    );
    expect(findings.map(({ severity }) => severity)).toEqual(count === 0 ? [] : ["info"]);
  });

  it("a group without any hook is missing both", () => {
    const group = makeDeploymentGroup({ terminationHookEnabled: true, autoScalingGroups: bare });
    expect(checkRule(hookMissing, makeBare({ "deployment-group": [group] }))).toHaveLength(2);
  });

  it("hooks read in part: nothing is said to be missing", () => {
    expect(checkRule(hookMissing, makeBare(), { partial: ["autoscaling-hooks"] })).toEqual([]);
  });

  it("seen in one reading only, it is suspected", () => {
    const group = makeDeploymentGroup({}, seenOnce);
    expect(checkRule(hookMissing, makeBare({ "deployment-group": [group] }))[0]?.verdict).toBe("suspected");
  });

  it("neither the incident nor a healthy group has one", () => {
    expect(checkRule(hookMissing, makeIncidentFacts())).toEqual([]);
    expect(checkRule(hookMissing, makeHealthyFacts())).toEqual([]);
  });
});
