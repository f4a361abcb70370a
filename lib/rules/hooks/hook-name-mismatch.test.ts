import { describe, expect, it } from "vitest";
import { hookNameMismatch } from "#lib/rules/hooks/hook-name-mismatch.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeploymentGroup, makeHook, minutesAgo, seenOnce, testHookName } from "#lib/testing/facts.ts";
import { makeHealthyFacts } from "#lib/testing/incident-facts.ts";

const otherName = `${testHookName}b`;

function makePair(hooks: AllFacts["lifecycle-hook"]): Partial<AllFacts> {
  return { "deployment-group": [makeDeploymentGroup()], "lifecycle-hook": hooks };
}

describe("hook-name-mismatch", () => {
  it("a hook of this group under another name than the group gives is a mismatch: both names are said", () => {
    const [finding, ...others] = checkRule(hookNameMismatch, makePair([makeHook({ name: otherName })]));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "corroborated",
      since: minutesAgo(10),
    });
    expect(finding?.summary).toContain(`asg-prod-api has ${otherName}`);
    expect(finding?.summary).toContain(`It names ${testHookName}, which is not there`);
  });

  it("with the named hook missing, the group is saved without and then with the Auto Scaling group", () => {
    const commands = checkRule(hookNameMismatch, makePair([makeHook({ name: otherName })]))[0]?.advice.map(
      ({ command }) => command,
    );
    const update =
      "aws deploy update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups";
    expect(commands?.slice(1)).toEqual([
      `${update} --region us-east-1`,
      `${update} asg-prod-api --region us-east-1`,
      `aws autoscaling delete-lifecycle-hook --lifecycle-hook-name ${otherName} --auto-scaling-group-name asg-prod-api --region us-east-1`,
    ]);
  });

  it("with the named hook there, the extra one is deleted and the group saved", () => {
    const [finding] = checkRule(hookNameMismatch, makePair([makeHook(), makeHook({ name: otherName })]));
    expect(finding?.summary).not.toContain("which is not there");
    expect(finding?.advice.map(({ command }) => command?.split(" ")[2])).toEqual([
      "describe-lifecycle-hooks",
      "delete-lifecycle-hook",
      "update-deployment-group",
    ]);
  });

  it("a difference of one character counts", () => {
    const name = `${testHookName.slice(0, -1)}b`;
    expect(checkRule(hookNameMismatch, makePair([makeHook({ name })]))).toHaveLength(1);
  });

  it.each<[string, AllFacts["lifecycle-hook"]]>([
    ["equal names", [makeHook()]],
    ["no hook at all: that is hook-missing", []],
    [
      "an orphan beside it: that is orphan-hook",
      [makeHook(), makeHook({ name: otherName, notificationMetadata: "gone" })],
    ],
    ["a custom hook beside it", [makeHook(), makeHook({ name: "warm-cache" })]],
    [
      "the hook of another Auto Scaling group",
      [makeHook(), makeHook({ group: "asg-other", name: otherName })],
    ],
  ])("%s: no mismatch", (_case, hooks) => {
    expect(checkRule(hookNameMismatch, makePair(hooks))).toEqual([]);
  });

  it("a named termination hook is no extra hook", () => {
    const group = makeDeploymentGroup({
      autoScalingGroups: [{ name: "asg-prod-api", hook: testHookName, terminationHook: otherName }],
    });
    const facts = {
      "deployment-group": [group],
      "lifecycle-hook": [makeHook(), makeHook({ name: otherName })],
    };
    expect(checkRule(hookNameMismatch, facts)).toEqual([]);
  });

  it("seen in one reading only, it is suspected: a deployment group may be being changed", () => {
    const hooks = [makeHook({ name: otherName }, seenOnce)];
    expect(checkRule(hookNameMismatch, makePair(hooks))[0]?.verdict).toBe("suspected");
  });

  it("hooks read in part: the extra one counts, the missing one is not claimed", () => {
    const [finding] = checkRule(hookNameMismatch, makePair([makeHook({ name: otherName })]), {
      partial: ["autoscaling-hooks"],
    });
    expect(finding?.summary).not.toContain("which is not there");
  });

  it("a healthy group has none", () => {
    expect(checkRule(hookNameMismatch, makeHealthyFacts())).toEqual([]);
  });
});
