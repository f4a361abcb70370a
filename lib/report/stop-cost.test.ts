import { describe, expect, it } from "vitest";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toNameInstance } from "#lib/report/names.ts";
import { selectLaunchLosses, toStopCost } from "#lib/report/stop-cost.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  idC,
  makeAutoScalingGroup,
  makeDeployment,
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
const lapThree: Loop = {
  autoScalingGroup: "asg-prod-api",
  live: true,
  laps: [{ number: 3, autoScalingGroup: "asg-prod-api", instanceId: idC, from: minutesAgo(3) }],
};
const held = makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" });

function toContext(parts: Partial<AllFacts>, loop?: Loop) {
  const index = indexFacts(
    makeFacts({
      "target-list": [makeTargetList(id, [idC])],
      instance: [makeInstance({ id: idC })],
      ...parts,
    }),
  );
  const known = toInstanceKnowledge({ index, items: [], ghosts: [] });
  return { index, known, loop, name: toNameInstance(new Map()) };
}

const launch = makeDeployment({ id, creator: "autoscaling" }).value;
const fleet = makeDeployment({ id }).value;
const stopLaunch = (parts: Partial<AllFacts>, loop?: Loop) => toStopCost(launch, toContext(parts, loop));
const stopFleet = (parts: Partial<AllFacts>) => toStopCost(fleet, toContext(parts));

describe("what stopping a launch's deployment costs", () => {
  it("is the instance that the hook holds, and the next lap", () => {
    expect(stopLaunch({ member: [held] }, lapThree)).toBe(
      `Stopping abandons the launch of ${idC}: it is terminated and replaced (that would be lap 4).`,
    );
  });

  it("is no lap where there is no loop, or another instance turns it", () => {
    expect(stopLaunch({ member: [held] })).toBe(
      `Stopping abandons the launch of ${idC}: it is terminated and replaced.`,
    );
    const other = {
      ...lapThree,
      laps: [{ number: 3, autoScalingGroup: "asg-prod-api", instanceId: idB, from: minutesAgo(3) }],
    };
    expect(stopLaunch({ member: [held] }, other)).not.toContain("lap");
  });

  it("is said with care where Auto Scaling could not be read", () => {
    expect(stopLaunch({})).toContain("may abandon");
  });

  it("is no replacement while Launch is suspended", () => {
    expect(
      stopLaunch({
        member: [held],
        "auto-scaling-group": [makeAutoScalingGroup({ suspendedProcesses: [{ name: "Launch" }] })],
      }),
    ).toContain("not replaced while Launch is suspended");
  });

  it("is no instance where it is in service, or gone", () => {
    expect(stopLaunch({ member: [makeMember({ instanceId: idC })] })).toContain(
      "not held by a hook any more",
    );
    expect(stopLaunch({ instance: [makeTerminated({ id: idC })] })).toBe(
      `Stopping costs no instance: ${idC} is gone already.`,
    );
  });

  it("is named even before CodeDeploy names its target", () => {
    expect(stopLaunch({ "target-list": [makeTargetList(id, undefined)] })).toContain(
      "that instance is terminated and replaced",
    );
  });
});

describe("what stopping a fleet deployment costs", () => {
  it("tells the begun from the untouched and the gone", () => {
    const begun = [{ name: "Install", status: "InProgress", startTime: minutesAgo(1) }];
    expect(
      stopFleet({
        instance: [makeTerminated({ id: idA }), makeInstance({ id: idB }), makeInstance({ id: idC })],
        "deployment-target": [
          makeDeploymentTarget({ deploymentId: id, targetId: idA }),
          makeDeploymentTarget({ deploymentId: id, targetId: idB }),
          makeDeploymentTarget({ deploymentId: id, targetId: idC, status: "InProgress", events: begun }),
        ],
      }),
    ).toBe(
      `Stopping leaves ${idC} in an indeterminate state, leaves ${idB} as it was and gives up on ${idA}, gone already.`,
    );
  });

  it("is nothing where all targets are done", () => {
    expect(
      stopFleet({
        "deployment-target": [makeDeploymentTarget({ deploymentId: id, targetId: idC, status: "Succeeded" })],
      }),
    ).toBe("Stopping leaves every target as it is: all 1 are done.");
  });

  it("is not known where its targets were not read", () => {
    expect(stopFleet({})).toContain("has not been read");
  });
});

describe("deployments that cost nothing", () => {
  it.each(["Succeeded", "Failed", "Stopped"])("a deployment that is %s cannot be stopped", (status) => {
    expect(toStopCost({ ...launch, status }, toContext({ member: [held] }))).toBeUndefined();
    expect(selectLaunchLosses({ ...launch, status }, toContext({ member: [held] }))).toEqual([]);
  });

  it("a fleet deployment loses no launch", () => {
    expect(selectLaunchLosses(fleet, toContext({ member: [held] }))).toEqual([]);
    expect(selectLaunchLosses(launch, toContext({ member: [held] }))).toEqual([idC]);
  });

  it("a termination's deployment promises nothing that is not documented", () => {
    expect(toStopCost({ ...launch, creator: "autoscalingTermination" }, toContext({}))).toContain(
      "not documented",
    );
  });
});
