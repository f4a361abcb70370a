import { describe, expect, it } from "vitest";
import type { Instance } from "#lib/domain/ec2.ts";
import { freshlyTaggedNotMatched } from "#lib/rules/ghosts/freshly-tagged-not-matched.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  idC,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeInstance,
  makeMember,
  makeTargetList,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const role = { key: "Role", value: "api", type: "KEY_AND_VALUE" };
const tags = { Role: "api" };
type ListedInstance = Extract<Instance, { readonly listed: true }>;
const longAgo = { since: minutesAgo(300) };
/** Tagged twelve minutes ago: until then it was read otherwise. */
const tagged = { ...makeInstance({ tags }, { since: minutesAgo(12) }), before: minutesAgo(12) };

function makeFresh(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    "deployment-group": [makeDeploymentGroup({ tagFilters: [role] }, longAgo)],
    instance: [tagged],
    deployment: [makeDeployment({ createTime: minutesAgo(15) })],
    "target-list": [makeTargetList("d-7QK2AAAAA", [idB])],
    ...parts,
  };
}

const check = (parts?: Partial<AllFacts>, partial: readonly SourceId[] = []) =>
  checkRule(freshlyTaggedNotMatched, makeFresh(parts), { partial });

describe("freshly-tagged-not-matched", () => {
  it("an instance that fulfils the rules now, and that the newest deployment left out, is suspected", () => {
    const [finding, ...others] = check();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ subject: { kind: "instance", id: idA }, verdict: "suspected" });
    expect(finding?.summary).toContain("Role=api");
    expect(finding?.advice[0]?.text).toContain("tagging alone starts nothing");
  });

  it.each([
    ["five minutes after the last other reading", minutesAgo(7), 0],
    ["a second less", secondsAgo(12 * 60 - 299), 1],
    ["before it", minutesAgo(15), 1],
  ])("a deployment created %s: %s", (_, createTime, count) => {
    expect(check({ deployment: [makeDeployment({ createTime })] })).toHaveLength(count);
  });

  it.each([
    ["ten minutes", 10 * 60, 1],
    ["a second less", 10 * 60 - 1, 0],
  ])("without the deployment for %s: %s", (_, seconds, count) => {
    const instance = [{ ...tagged, before: secondsAgo(seconds) }];
    expect(check({ instance })).toHaveLength(count);
  });

  it("its launch counts where nobody read it before", () => {
    const launched = makeInstance({ tags, launchTime: minutesAgo(11) }, { since: minutesAgo(11) });
    expect(check({ instance: [launched] })).toHaveLength(1);
    const known = makeInstance({ tags, launchTime: minutesAgo(600) }, { since: minutesAgo(100) });
    expect(check({ instance: [known] })).toEqual([]);
  });

  it.each([
    ["it is a target", { "target-list": [makeTargetList("d-7QK2AAAAA", [idA])] }],
    [
      "an earlier deployment had it",
      { "deployment-target": [makeDeploymentTarget({ deploymentId: "d-OLD" })] },
    ],
    ["it is a member of the group", { member: [makeMember()] }],
    ["it fulfils no rule", { instance: [{ ...tagged, value: { ...tagged.value, tags: { Role: "web" } } }] }],
    ["it does not run", { instance: [{ ...tagged, value: { ...tagged.value, state: "stopped" } }] }],
    ["the targets are not fixed yet", { "target-list": [makeTargetList("d-7QK2AAAAA", undefined)] }],
    ["there is no deployment to the group", { deployment: [makeDeployment({ creator: "autoscaling" })] }],
    [
      "the group deploys blue/green",
      {
        "deployment-group": [
          makeDeploymentGroup({ tagFilters: [role], deploymentType: "BLUE_GREEN" }, longAgo),
        ],
      },
    ],
  ])("nothing is said where %s", (_, parts) => {
    expect(check(parts)).toEqual([]);
  });

  describe("the group's own fact is younger than the deployment, as after every deployment", () => {
    const touched = {
      "deployment-group": [makeDeploymentGroup({ tagFilters: [role] }, { since: minutesAgo(14) })],
    };
    const known = (changed: Partial<ListedInstance>) =>
      makeInstance({ id: idB, tags, launchTime: minutesAgo(600), ...changed }, { since: minutesAgo(300) });

    it("then its rules may have changed, and the finding says so", () => {
      const [finding] = check(touched);
      expect(finding).toMatchObject({ verdict: "suspected" });
      expect(finding?.summary).toContain("unless the tag rules were changed since.");
      expect(check()[0]?.summary).toContain("It may have been tagged too late for it.");
    });

    it("a target that fulfils the same rule shows that they have not", () => {
      const [finding] = check({ ...touched, instance: [tagged, known({})] });
      expect(finding?.summary).toContain("It may have been tagged too late for it.");
    });

    it("a target that is one as a member shows nothing", () => {
      const member = [makeMember({ instanceId: idB })];
      const [finding] = check({ ...touched, instance: [tagged, known({})], member });
      expect(finding?.summary).toContain("unless the tag rules were changed since.");
    });

    it.each([
      ["that fulfilled it all along shows that they have", {}, 0],
      ["that does not run shows nothing", { state: "stopped" }, 1],
      ["that fulfils no rule shows nothing", { tags: {} }, 1],
    ])("an instance left out %s", (_, changed, count) => {
      expect(check({ ...touched, instance: [tagged, known({ id: idC, ...changed })] })).toHaveLength(count);
    });
  });

  it.each<SourceId>(["codedeploy-targets", "codedeploy-deployments", "autoscaling-groups"])(
    "a partial %s proves no absence",
    (source) => {
      expect(check({}, [source])).toEqual([]);
    },
  );
});
