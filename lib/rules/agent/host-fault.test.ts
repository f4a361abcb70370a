import { describe, expect, it } from "vitest";
import { imdsUnreachable } from "#lib/rules/agent/imds-unreachable.ts";
import { missingInstanceProfile } from "#lib/rules/agent/missing-instance-profile.ts";
import type { Rule } from "#lib/rules/rule.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeMember,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

type Fault = { readonly profileArn?: undefined; readonly metadataEndpoint?: string };
const faults: readonly [Rule, Fault, string][] = [
  [missingInstanceProfile, { profileArn: undefined }, "without an instance profile"],
  [imdsUnreachable, { metadataEndpoint: "disabled" }, "with the metadata service switched off"],
];
const silence = {
  name: "ApplicationStop",
  status: "Failed",
  diagnostics: { message: "CodeDeploy agent was not able to receive the lifecycle event." },
};

function makeLaunch(createTime = minutesAgo(8)) {
  return makeDeployment({ creator: "autoscaling", createTime, startTime: createTime });
}

describe.each(faults)("$id", (rule, bad, words) => {
  const check = (parts: Partial<AllFacts>) =>
    checkRule(rule, { instance: [makeInstance(bad)], member: [makeMember()], ...parts });

  it("is proved by EC2, and a notice as long as no deployment has asked", () => {
    expect(check({})).toMatchObject([
      { subject: { kind: "auto-scaling-group", id: "asg-prod-api" }, verdict: "proved", severity: "info" },
    ]);
  });

  it.each([
    ["an instance that has what it needs", { instance: [makeInstance()] }],
    ["one that EC2 does not run", { instance: [makeInstance({ ...bad, state: "stopped" })] }],
    ["one that is leaving", { member: [makeMember({ lifecycleState: "Terminating:Wait" })] }],
    ["one of a warm pool", { member: [makeMember({ lifecycleState: "Warmed:Running" })] }],
    ["one that is in no group and no deployment", { member: [] }],
  ])("%s is not meant", (_, parts) => {
    expect(check(parts)).toEqual([]);
  });

  it.each([
    ["Install runs", { name: "Install", status: "InProgress" }, 0],
    ["ApplicationStop succeeded", { name: "ApplicationStop", status: "Succeeded" }, 0],
    ["a script failed", { name: "BeforeInstall", status: "Failed" }, 0],
    ["only CodeDeploy's own BlockTraffic succeeded", { name: "BlockTraffic", status: "Succeeded" }, 1],
  ])("%s: an agent that answers has what it needs from elsewhere (%s)", (_, event, count) => {
    const target = makeDeploymentTarget({ status: "InProgress", events: [event] });
    expect(check({ deployment: [makeDeployment()], "deployment-target": [target] })).toHaveLength(count);
  });

  it("an agent that did not take an event is a warning", () => {
    const target = makeDeploymentTarget({ status: "Failed", events: [silence] });
    const [finding] = check({ deployment: [makeDeployment()], "deployment-target": [target] });
    expect(finding).toMatchObject({ severity: "warning", verdict: "proved" });
    expect(finding?.summary).toContain(`no answer from ${idA}`);
  });

  it.each([
    ["five minutes", minutesAgo(5), "warning"],
    ["a second less", secondsAgo(299), "info"],
  ])("a launch deployment without an event after %s is a %s", (_, createTime, severity) => {
    const parts = { deployment: [makeLaunch(createTime)], "deployment-target": [makeDeploymentTarget()] };
    expect(check(parts)).toMatchObject([{ severity }]);
  });

  it("a target that waits for its turn in a fleet deployment says nothing about its agent", () => {
    const parts = { deployment: [makeDeployment()], "deployment-target": [makeDeploymentTarget()] };
    expect(check(parts)).toMatchObject([{ severity: "info" }]);
  });

  it("the newest deployment counts: an agent that answered before may have lost it since", () => {
    const parts = {
      deployment: [makeDeployment({ id: "d-OLD", createTime: minutesAgo(60) }), makeDeployment()],
      "deployment-target": [
        makeDeploymentTarget({ deploymentId: "d-OLD", events: [{ name: "Install", status: "Succeeded" }] }),
        makeDeploymentTarget({ events: [silence] }),
      ],
    };
    expect(check(parts)).toMatchObject([{ severity: "warning" }]);
  });

  it("the members of one group are one finding", () => {
    const findings = check({
      instance: [makeInstance(bad), makeInstance({ ...bad, id: idB })],
      member: [makeMember(), makeMember({ instanceId: idB })],
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.summary).toContain(`2 instances of asg-prod-api run ${words}: ${idA} and ${idB}`);
  });

  it("an instance that only its tags brought in stands for itself", () => {
    const target = makeDeploymentTarget({ events: [silence] });
    const parts = { member: [], deployment: [makeDeployment()], "deployment-target": [target] };
    expect(check(parts)).toMatchObject([{ subject: { kind: "instance", id: idA } }]);
  });
});
