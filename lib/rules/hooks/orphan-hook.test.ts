import { describe, expect, it } from "vitest";
import { addSeconds } from "#lib/domain/time.ts";
import { orphanHook } from "#lib/rules/hooks/orphan-hook.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  makeDeploymentGroup,
  makeHook,
  makeRegionGroup,
  minutesAgo,
  secondsAgo,
  seenOnce,
  testHookName,
  testNow,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

const leftover = "CodeDeploy-managed-automatic-launch-deployment-hook-old-api-0f1e2d3c";
const orphan = makeHook({ name: leftover, notificationMetadata: "deleted-group-id" });

function makeRegion(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    "lifecycle-hook": [makeHook(), orphan],
    "deployment-group": [makeDeploymentGroup()],
    "region-group": [
      makeRegionGroup(),
      makeRegionGroup({ application: "web", name: "web", id: "web-id", autoScalingGroups: [] }),
    ],
    ...parts,
  };
}

describe("orphan-hook", () => {
  it("a hook of CodeDeploy that no group of the region names or means is an orphan", () => {
    const [finding, ...others] = checkRule(orphanHook, makeRegion());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "lifecycle-hook", id: `asg-prod-api/${leftover}` },
      verdict: "corroborated",
    });
    expect(finding?.summary).toContain("none of the 2 deployment groups of us-east-1");
    expect(finding?.summary).toContain("deleted-group-id");
    expect(finding?.summary).toContain("600 seconds");
    expect(finding?.advice.map(({ command }) => command)).toEqual([
      "aws autoscaling describe-lifecycle-hooks --auto-scaling-group-name asg-prod-api --region us-east-1",
      `aws autoscaling delete-lifecycle-hook --lifecycle-hook-name ${leftover} --auto-scaling-group-name asg-prod-api --region us-east-1`,
    ]);
  });

  it.each<[string, Partial<AllFacts>]>([
    [
      "named by another group",
      {
        "region-group": [
          makeRegionGroup({
            name: "old-api",
            id: "x",
            autoScalingGroups: [{ name: "asg-prod-api", hook: leftover }],
          }),
        ],
      },
    ],
    [
      "with another group's id",
      {
        "region-group": [makeRegionGroup({ name: "old-api", id: "deleted-group-id", autoScalingGroups: [] })],
      },
    ],
    [
      "not CodeDeploy's",
      { "lifecycle-hook": [makeHook({ name: "warm-cache", notificationMetadata: undefined })] },
    ],
    ["the group's own", { "lifecycle-hook": [makeHook()] }],
    [
      "one whose group is newer than the inventory",
      {
        "lifecycle-hook": [makeHook(orphan.value, seenOnce)],
        "region-group": [makeRegionGroup({}, { since: minutesAgo(20), lastSeen: secondsAgo(61) })],
      },
    ],
    ["one of a region whose groups are not known", { "region-group": [] }],
  ])("a hook %s is no orphan", (_case, parts) => {
    expect(checkRule(orphanHook, makeRegion(parts))).toEqual([]);
  });

  it.each([
    ["codedeploy-inventory" as const, 0],
    ["autoscaling-hooks" as const, 1],
  ])("%s read in part: %s", (source, count) => {
    expect(checkRule(orphanHook, makeRegion(), { partial: [source] })).toHaveLength(count);
  });

  it.each([
    [
      "a minute before the inventory was read",
      { hook: orphan.value, firstSeen: secondsAgo(60) },
      "corroborated",
    ],
    ["less than a minute before", { hook: orphan.value, firstSeen: secondsAgo(59) }, "suspected"],
    [
      "long before, but without metadata",
      { hook: { ...orphan.value, notificationMetadata: undefined }, firstSeen: minutesAgo(90) },
      "suspected",
    ],
  ])("first seen %s: %s", (_case, { hook, firstSeen }, verdict) => {
    const facts = makeRegion({ "lifecycle-hook": [makeHook(hook, { since: firstSeen, lastSeen: testNow })] });
    expect(checkRule(orphanHook, facts).map((finding) => finding.verdict)).toEqual([verdict]);
  });

  it.each([
    ["before the inventory was read again", 1, []],
    ["at the inventory's very reading", 0, ["suspected"]],
  ] as const)("a hook that was seen to come %s", (_case, seconds, verdicts) => {
    const cameAt = secondsAgo(30);
    const facts = makeRegion({
      "lifecycle-hook": [
        { ...makeHook(orphan.value, { since: cameAt, lastSeen: testNow }), before: secondsAgo(60) },
      ],
      "region-group": [
        makeRegionGroup({}, { since: minutesAgo(20), lastSeen: addSeconds(cameAt, -seconds) }),
      ],
    });
    expect(checkRule(orphanHook, facts).map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  it("neither the incident nor a healthy group has one", () => {
    expect(makeHealthyFacts()["lifecycle-hook"][0]?.value.name).toBe(testHookName);
    expect(checkRule(orphanHook, makeHealthyFacts())).toEqual([]);
    expect(checkRule(orphanHook, makeIncidentFacts())).toEqual([]);
  });
});
