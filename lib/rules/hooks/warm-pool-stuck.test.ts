import { describe, expect, it } from "vitest";
import { warmPoolStuck } from "#lib/rules/hooks/warm-pool-stuck.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeHook,
  makeInstance,
  makeMember,
  minutesAgo,
  secondsAgo,
  testHookName,
} from "#lib/testing/facts.ts";

const held = makeMember({ lifecycleState: "Warmed:Pending:Wait" }, { since: minutesAgo(11) });

function makePool(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    "auto-scaling-group": [makeAutoScalingGroup({ warmPoolSize: 2 })],
    "lifecycle-hook": [makeHook()],
    "deployment-group": [makeDeploymentGroup()],
    ...parts,
  };
}

const check = (parts: Partial<AllFacts>, partial: readonly SourceId[] = []) =>
  checkRule(warmPoolStuck, makePool(parts), { partial });

describe("warm-pool-stuck: an instance in Warmed:Pending:Wait", () => {
  it("that CodeDeploy's hook has held for eleven minutes is stuck", () => {
    const [finding, ...others] = check({ member: [held] });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "instance", id: idA },
      verdict: "corroborated",
      since: minutesAgo(11),
    });
    expect(finding?.evidence.map(({ value }) => value)).toContain(testHookName);
    expect(finding?.advice[0]?.command).toContain(
      "describe-warm-pool --auto-scaling-group-name asg-prod-api",
    );
  });

  it.each([
    ["ten minutes", minutesAgo(10), 0],
    ["a second more", secondsAgo(601), 1],
  ])("after %s: %s", (_, since, count) => {
    const member = [makeMember({ lifecycleState: "Warmed:Pending:Wait" }, { since })];
    expect(check({ member })).toHaveLength(count);
  });

  it.each(["Warmed:Stopped", "Warmed:Running", "Warmed:Pending:Proceed", "Pending:Wait", "InService"])(
    "%s is not meant",
    (lifecycleState) => {
      expect(check({ member: [makeMember({ lifecycleState }, { since: minutesAgo(60) })] })).toEqual([]);
    },
  );

  it.each([
    ["without a hook of CodeDeploy", [makeHook({ name: "warm-cache" })]],
    ["with its termination hook alone", [makeHook({ transition: "autoscaling:EC2_INSTANCE_TERMINATING" })]],
    ["without any hook", []],
  ])("%s nothing is said", (_, hooks) => {
    expect(check({ member: [held], "lifecycle-hook": hooks })).toEqual([]);
  });

  it("holds in a partial reading too", () => {
    expect(check({ member: [held] }, ["autoscaling-groups"])).toHaveLength(1);
  });
});

describe("warm-pool-stuck: a launch deployment for a stopped instance that no listing shows", () => {
  const stopped: Partial<AllFacts> = {
    instance: [makeInstance({ state: "stopped" })],
    deployment: [makeDeployment({ creator: "autoscaling" })],
    "deployment-target": [makeDeploymentTarget()],
  };

  it("may be the pool's", () => {
    const [finding] = check(stopped);
    expect(finding).toMatchObject({ subject: { kind: "instance", id: idA }, verdict: "suspected" });
    expect(finding?.summary).toContain("which may have stopped it");
  });

  it.each([
    ["the group has no pool", { "auto-scaling-group": [makeAutoScalingGroup()] }],
    ["the pool is empty", { "auto-scaling-group": [makeAutoScalingGroup({ warmPoolSize: 0 })] }],
    ["it is a member", { member: [makeMember({ lifecycleState: "Warmed:Stopped" })] }],
    ["it runs", { instance: [makeInstance()] }],
    ["a person made the deployment", { deployment: [makeDeployment()] }],
    [
      "the deployment has ended",
      { deployment: [makeDeployment({ creator: "autoscaling", status: "Succeeded" })] },
    ],
    [
      "it could be another group's",
      {
        "auto-scaling-group": [
          makeAutoScalingGroup({ warmPoolSize: 2 }),
          makeAutoScalingGroup({ name: "asg-other" }),
        ],
      },
    ],
  ])("nothing is said where %s", (_, parts) => {
    expect(check({ ...stopped, ...parts })).toEqual([]);
  });

  it("a partial listing proves no absence", () => {
    expect(check(stopped, ["autoscaling-groups"])).toEqual([]);
  });
});
