import { describe, expect, it } from "vitest";
import { hookInstalledTooLate } from "#lib/rules/hooks/hook-installed-too-late.ts";
import type { AllFacts, FactRevision, SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeAutoScalingGroup,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeHook,
  makeInstance,
  makeMember,
  makeTargetList,
  minutesAgo,
  secondsAgo,
  testHookName,
} from "#lib/testing/facts.ts";

/** Not there at the reading of eleven minutes ago, there at the next. */
const appeared: FactRevision<"lifecycle-hook"> = {
  ...makeHook({}, { since: minutesAgo(10) }),
  before: minutesAgo(11),
};

function makeLate(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    "deployment-group": [makeDeploymentGroup()],
    "auto-scaling-group": [makeAutoScalingGroup({}, { since: minutesAgo(60) })],
    "lifecycle-hook": [appeared],
    member: [makeMember()],
    instance: [makeInstance({ launchTime: minutesAgo(30) })],
    ...parts,
  };
}

const check = (parts?: Partial<AllFacts>, partial: readonly SourceId[] = []) =>
  checkRule(hookInstalledTooLate, makeLate(parts), { partial });

describe("hook-installed-too-late", () => {
  it("an instance in service that was launched before the hook was there, without a deployment, is suspected", () => {
    const [finding, ...others] = check();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "suspected",
      since: minutesAgo(11),
    });
    expect(finding?.summary).toContain(idA);
    expect(finding?.summary).toContain(testHookName);
    expect(finding?.advice[0]?.command).toContain("get-deployment-group");
  });

  it.each([
    ["just before that reading", secondsAgo(661), 1],
    ["at that reading", minutesAgo(11), 0],
    ["after it", minutesAgo(5), 0],
    ["just within six hours", secondsAgo(6 * 3600 - 1), 1],
    ["six hours ago, further back than targets are read", minutesAgo(360), 0],
  ])("launched %s: %s", (_, launchTime, count) => {
    expect(check({ instance: [makeInstance({ launchTime })] })).toHaveLength(count);
  });

  it.each([
    ["nobody had read the hooks before", { "lifecycle-hook": [makeHook()] }],
    [
      "the hook was there and only changed",
      { "lifecycle-hook": [{ ...appeared, firstSeen: minutesAgo(90) }] },
    ],
    [
      "the group itself is younger than that reading",
      { "auto-scaling-group": [makeAutoScalingGroup({}, { since: minutesAgo(10) })] },
    ],
    [
      "another hook of CodeDeploy was there before",
      { "lifecycle-hook": [appeared, makeHook({ name: `${testHookName}-old` }, { since: minutesAgo(90) })] },
    ],
    ["a deployment had it", { "deployment-target": [makeDeploymentTarget()] }],
    ["a deployment lists it", { "target-list": [makeTargetList("d-OLD", [idA])] }],
    ["it is not in service", { member: [makeMember({ lifecycleState: "Standby" })] }],
    ["it is in another group", { member: [makeMember({ group: "asg-other" })] }],
    [
      "the hook is not CodeDeploy's",
      { "lifecycle-hook": [{ ...appeared, value: { ...appeared.value, name: "warm-cache" } }] },
    ],
  ])("nothing is said where %s", (_, parts) => {
    expect(check(parts)).toEqual([]);
  });

  it("a foreign hook that was there before changes nothing", () => {
    const foreign = makeHook({ name: "warm-cache" }, { since: minutesAgo(300) });
    expect(check({ "lifecycle-hook": [foreign, appeared] })).toHaveLength(1);
  });

  it("many instances are one finding, and a partial reading none", () => {
    const parts = {
      member: [makeMember(), makeMember({ instanceId: idB })],
      instance: [idA, idB].map((id) => makeInstance({ id, launchTime: minutesAgo(30) })),
    };
    expect(check(parts)).toHaveLength(1);
    expect(check(parts)[0]?.summary).toContain(`${idA} and ${idB}`);
    expect(check(parts, ["codedeploy-targets"])).toEqual([]);
  });
});
