import { describe, expect, it } from "vitest";
import { agentLateBootstrap } from "#lib/rules/agent/agent-late-bootstrap.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeMember,
  makeTerminated,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const silence = {
  name: "ApplicationStop",
  status: "Failed",
  endTime: minutesAgo(2),
  diagnostics: { message: "CodeDeploy agent was not able to receive the lifecycle event." },
};

function makeLate(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    instance: [makeInstance({ launchTime: minutesAgo(70) })],
    member: [makeMember({ lifecycleState: "Pending:Wait" })],
    deployment: [makeDeployment({ creator: "autoscaling", createTime: minutesAgo(69) })],
    "deployment-target": [makeDeploymentTarget()],
    ...parts,
  };
}

const check = (parts?: Partial<AllFacts>, partial: readonly SourceId[] = []) =>
  checkRule(agentLateBootstrap, makeLate(parts), { partial });

describe("agent-late-bootstrap", () => {
  it("a launch deployment without an event an hour after the launch is suspected", () => {
    expect(check()).toMatchObject([
      { subject: { kind: "instance", id: idA }, verdict: "suspected", since: minutesAgo(70) },
    ]);
  });

  it.each([
    ["an hour", minutesAgo(60), 1],
    ["a second less", secondsAgo(3599), 0],
  ])("%s after the launch: %s", (_, launchTime, count) => {
    expect(check({ instance: [makeInstance({ launchTime })] })).toHaveLength(count);
  });

  it("what CodeDeploy gave up before the hour is no late start", () => {
    const early = makeDeploymentTarget({ events: [{ ...silence, endTime: minutesAgo(30) }] });
    const late = makeDeploymentTarget({ events: [silence] });
    expect(check({ "deployment-target": [early] })).toEqual([]);
    expect(check({ "deployment-target": [late] })).toHaveLength(1);
  });

  it("an agent that took a later deployment did come, too late: history", () => {
    const later = makeDeployment({ id: "d-NEW", createTime: minutesAgo(1) });
    const answered = makeDeploymentTarget({
      deploymentId: "d-NEW",
      events: [{ name: "Install", status: "Succeeded" }],
    });
    const deployment = [makeDeployment({ creator: "autoscaling", createTime: minutesAgo(69) }), later];
    const [finding] = check({ deployment, "deployment-target": [makeDeploymentTarget(), answered] });
    expect(finding).toMatchObject({ verdict: "corroborated", severity: "info" });
    expect(finding?.summary).toContain("It has taken d-NEW since");
  });

  it.each([
    [
      "an event had begun",
      {
        "deployment-target": [makeDeploymentTarget({ events: [{ name: "Install", status: "InProgress" }] })],
      },
    ],
    ["a person made the deployment", { deployment: [makeDeployment({ createTime: minutesAgo(69) })] }],
    ["EC2 gives no launch time", { instance: [makeInstance({ launchTime: undefined })] }],
    [
      "a ghost may hold up living agents",
      {
        instance: [makeInstance({ launchTime: minutesAgo(70) }), makeTerminated({ id: idB })],
        member: [makeMember(), makeMember({ instanceId: idB, lifecycleState: "Standby" })],
      },
    ],
  ])("nothing is said where %s", (_, parts) => {
    expect(check(parts)).toEqual([]);
  });

  it("a partial reading proves no silence", () => {
    expect(check({}, ["codedeploy-targets"])).toEqual([]);
  });
});
