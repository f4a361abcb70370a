import { describe, expect, it } from "vitest";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toNameInstance } from "#lib/report/names.ts";
import { toStopParts } from "#lib/report/stop-parts.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  idC,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeFacts,
  makeInstance,
  makeMember,
  makeTargetList,
  makeTerminated,
  minutesAgo,
} from "#lib/testing/facts.ts";
import type { Loop } from "#lib/timeline/laps.ts";

const id = "d-1";
const launch = makeDeployment({ id, creator: "autoscaling" }).value;
const fleet = makeDeployment({ id }).value;
const held = makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" });
const lapThree: Loop = {
  autoScalingGroup: "asg-prod-api",
  live: true,
  laps: [{ number: 3, autoScalingGroup: "asg-prod-api", instanceId: idC, from: minutesAgo(3) }],
};
const begun = [{ name: "Install", status: "InProgress", startTime: minutesAgo(1) }];

function toParts(deployment: typeof launch, parts: Partial<AllFacts>, loop?: Loop) {
  const index = indexFacts(
    makeFacts({
      "target-list": [makeTargetList(id, [idC])],
      instance: [makeInstance({ id: idC })],
      ...parts,
    }),
  );
  const known = toInstanceKnowledge({ index, items: [], ghosts: [] });
  return toStopParts(deployment, { index, known, loop, name: toNameInstance(new Map()) });
}

describe("stopping a launch's deployment", () => {
  it("costs the instance, and begins the next lap with what succeeded last", () => {
    const parts = {
      member: [held],
      "deployment-group": [makeDeploymentGroup({ lastSuccessful: { deploymentId: "d-good" } })],
      deployment: [makeDeployment({ id: "d-good", status: "Succeeded", revision: { label: "r41" } })],
    };
    expect(toParts(launch, parts, lapThree)).toMatchObject({
      losesInstances: [idC],
      certainty: "sure",
      replacedBy: "asg-prod-api launches a new instance instead, with r41.",
      nextLap: 4,
      leavesIndeterminate: [],
    });
  });

  it("begins no lap where no loop turns, and names no revision that was not read", () => {
    expect(toParts(launch, { member: [held] })).toMatchObject({
      nextLap: null,
      replacedBy: "asg-prod-api launches a new instance instead, with the last revision that succeeded.",
    });
  });

  it("brings no replacement while Launch is suspended", () => {
    const group = makeAutoScalingGroup({ suspendedProcesses: [{ name: "Launch" }] });
    expect(toParts(launch, { member: [held], "auto-scaling-group": [group] })?.replacedBy).toBe(
      "Nothing while Launch is suspended in asg-prod-api.",
    );
  });

  it.each([
    ["the membership was not read", {}, "may", [idC]],
    ["its targets are not named yet", { "target-list": [makeTargetList(id, undefined)] }, "not-known", []],
    ["it is in service", { member: [makeMember({ instanceId: idC })] }, "sure", []],
    ["it is gone", { instance: [makeTerminated({ id: idC })], member: [held] }, "sure", []],
  ])("where %s", (_, parts, certainty, losesInstances) => {
    expect(toParts(launch, parts)).toMatchObject({ certainty, losesInstances });
  });

  it("leaves one that no hook holds any more half done", () => {
    const target = makeDeploymentTarget({
      deploymentId: id,
      targetId: idC,
      status: "InProgress",
      events: begun,
    });
    const parts = { member: [makeMember({ instanceId: idC })], "deployment-target": [target] };
    expect(toParts(launch, parts)).toMatchObject({ leavesIndeterminate: [idC], replacedBy: null });
  });
});

it("stopping a fleet's deployment loses nothing and leaves what it has begun, the living alone", () => {
  const targets = [
    makeDeploymentTarget({ deploymentId: id, targetId: idA, status: "InProgress", events: begun }),
    makeDeploymentTarget({ deploymentId: id, targetId: idB, status: "InProgress", events: begun }),
    makeDeploymentTarget({ deploymentId: id, targetId: idC }),
  ];
  expect(
    toParts(fleet, { instance: [makeTerminated({ id: idA })], "deployment-target": targets }),
  ).toMatchObject({ losesInstances: [], replacedBy: null, nextLap: null, leavesIndeterminate: [idB] });
});

it("what stopping a termination's deployment does is not documented", () => {
  expect(toParts({ ...launch, creator: "autoscalingTermination" }, {})).toMatchObject({ certainty: "may" });
});

it.each(["Succeeded", "Failed", "Stopped"])("a deployment that is %s cannot be stopped", (status) => {
  expect(toParts({ ...launch, status }, { member: [held] })).toBeNull();
});
