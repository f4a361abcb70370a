import { describe, expect, it } from "vitest";
import { multipleDgOneAsg } from "#lib/rules/hooks/multiple-dg-one-asg.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeploymentGroup, makeHook, makeRegionGroup } from "#lib/testing/facts.ts";
import { makeHealthyFacts } from "#lib/testing/incident-facts.ts";

const secondHook = "CodeDeploy-managed-automatic-launch-deployment-hook-web-0f1e2d3c";
const second = makeRegionGroup({
  application: "web",
  name: "web",
  id: "web-id",
  autoScalingGroups: [{ name: "asg-prod-api", hook: secondHook }, { name: "asg-web" }],
});

function makeShared(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    "deployment-group": [makeDeploymentGroup()],
    "region-group": [makeRegionGroup(), second],
    "lifecycle-hook": [makeHook(), makeHook({ name: secondHook, notificationMetadata: "web-id" })],
    ...parts,
  };
}

describe("multiple-dg-one-asg", () => {
  it("two groups that name one Auto Scaling group are proved by their own configuration", () => {
    const [finding, ...others] = checkRule(multipleDgOneAsg, makeShared());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ subject: { id: "asg-prod-api" }, verdict: "proved" });
    expect(finding?.summary).toContain("api/prod-api and web/web all deploy to asg-prod-api (2 launch hooks");
    expect(finding?.evidence.map(({ source }) => source)).toEqual([
      "codedeploy-group",
      "codedeploy-inventory",
      "autoscaling-hooks",
      "autoscaling-hooks",
    ]);
  });

  it("the other group is the one to change, and keeps its other Auto Scaling groups", () => {
    const commands = checkRule(multipleDgOneAsg, makeShared())[0]?.advice.map(({ command }) => command);
    expect(commands?.[0]).toContain("describe-lifecycle-hooks");
    expect(commands?.[1]).toBe(
      "aws deploy update-deployment-group --application-name web --current-deployment-group-name web --auto-scaling-groups asg-web --region us-east-1",
    );
  });

  it("a hook whose metadata is another group's id counts even if that group no longer names the Auto Scaling group", () => {
    const web = makeRegionGroup({ ...second.value, autoScalingGroups: [] });
    expect(
      checkRule(multipleDgOneAsg, makeShared({ "region-group": [makeRegionGroup(), web] })),
    ).toHaveLength(1);
  });

  it.each<[string, Partial<AllFacts>]>([
    ["one group", { "region-group": [makeRegionGroup()] }],
    [
      "another group on another Auto Scaling group",
      {
        "region-group": [
          makeRegionGroup(),
          makeRegionGroup({ name: "web", id: "x", autoScalingGroups: [{ name: "asg-web" }] }),
        ],
        "lifecycle-hook": [makeHook()],
      },
    ],
    [
      "the group itself, as the inventory still has it with an older hook",
      { "region-group": [makeRegionGroup({ autoScalingGroups: [{ name: "asg-prod-api", hook: "older" }] })] },
    ],
    ["an orphan beside it", { "region-group": [makeRegionGroup()] }],
  ])("%s: none", (_case, parts) => {
    expect(checkRule(multipleDgOneAsg, makeShared(parts))).toEqual([]);
  });

  it("an inventory read in part still proves what it shows", () => {
    expect(checkRule(multipleDgOneAsg, makeShared(), { partial: ["codedeploy-inventory"] })).toHaveLength(1);
  });

  it("a healthy group has none", () => {
    expect(checkRule(multipleDgOneAsg, makeHealthyFacts())).toEqual([]);
  });
});
