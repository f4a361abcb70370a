import { describe, expect, it } from "vitest";
import { toDeploymentViews } from "#lib/report/deployments.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toNameInstance } from "#lib/report/names.ts";
import { DeploymentView } from "#lib/report/schema.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentConfig,
  makeDeploymentTarget,
  makeFacts,
  makeTargetList,
  makeTerminated,
  minutesAgo,
} from "#lib/testing/facts.ts";

function view(parts: Partial<AllFacts>, ghostTargets: ReadonlyMap<string, readonly string[]> = new Map()) {
  const index = indexFacts(makeFacts({ deployment: [makeDeployment({ id: "d-1" })], ...parts }));
  const known = toInstanceKnowledge({ index, items: [], ghosts: [] });
  const [first] = toDeploymentViews({
    index,
    known,
    loop: undefined,
    name: toNameInstance(new Map()),
    ghostTargets,
  });
  return DeploymentView.parse(first);
}

describe("toDeploymentViews", () => {
  it("shows targets with their events in the documented order, and what diagnostics say", () => {
    const diagnostics = {
      errorCode: "ScriptFailed",
      scriptName: "start.sh",
      message: "exit 1",
      logTail: "boom",
    };
    const events = [
      {
        name: "ApplicationStart",
        status: "Failed",
        startTime: minutesAgo(2),
        endTime: minutesAgo(1),
        diagnostics,
      },
      { name: "Install", status: "Succeeded" },
    ];
    const [target] = view({
      "deployment-target": [makeDeploymentTarget({ deploymentId: "d-1", status: "Failed", events })],
    }).targets;
    expect(target?.events.map(({ name }) => name)).toEqual(["Install", "ApplicationStart"]);
    expect(target?.events[1]).toMatchObject({ tone: "bad", ...diagnostics });
    expect(target?.events[0]).toMatchObject({ start: null, errorCode: null });
  });

  it.each([
    ["not-started", makeTargetList("d-1", undefined)],
    ["known", makeTargetList("d-1", [idA])],
    ["not-read", makeTargetList("d-other", [idA])],
  ])("says that targets are %s", (targetsKnown, list) => {
    expect(view({ "target-list": [list] }).targetsKnown).toBe(targetsKnown);
  });

  it.each([
    ["complete", makeTargetList("d-1", [idA])],
    ["not-complete", makeTargetList("d-other", [idA])],
  ])("says that the list of targets is %s", (targetList, list) => {
    const parts = { "deployment-target": [makeDeploymentTarget({ deploymentId: "d-1" })] };
    expect(view({ "target-list": [list], ...parts })).toMatchObject({ targetsKnown: "known", targetList });
  });

  const half = { minimumHealthyType: "FLEET_PERCENT", minimumHealthyValue: 50 };
  it.each([
    [
      { type: "FLEET_PERCENT", value: 50 },
      { name: "half", ...half },
    ],
    [
      { type: "HOST_COUNT", value: 0 },
      { name: "half", minimumHealthyType: "HOST_COUNT", minimumHealthyValue: 0 },
    ],
    [undefined, { name: "another", ...half }],
    [undefined, { name: "half", minimumHealthyType: "FLEET_PERCENT" }],
  ])("keeps %j healthy under %j", (minimumHealthy, config) => {
    const parts = {
      deployment: [makeDeployment({ id: "d-1", configName: "half" })],
      "deployment-config": [makeDeploymentConfig(config)],
    };
    expect(view(parts).minimumHealthy).toEqual(minimumHealthy);
  });

  it("shows a listed target that was not read as not read", () => {
    expect(view({ "target-list": [makeTargetList("d-1", [idB])] }).targets).toMatchObject([
      { instanceId: idB, status: "not read", tone: "unknown", gone: false },
    ]);
  });

  it("says which targets are gone, and which ghosts it waits for", () => {
    const parts = {
      "deployment-target": [makeDeploymentTarget({ deploymentId: "d-1" })],
      instance: [makeTerminated()],
    };
    expect(view(parts, new Map([["d-1", [idA]]]))).toMatchObject({
      waitsForGhosts: [idA],
      targets: [{ gone: true }],
    });
    expect(view(parts).waitsForGhosts).toEqual([]);
  });

  it("says what a rollback rolls back", () => {
    expect(
      view({ deployment: [makeDeployment({ creator: "codeDeployRollback", rollbackOf: "d-0" })] })
        .creatorText,
    ).toBe("a rollback of d-0");
  });

  it("takes a status it does not know as open", () => {
    expect(view({ deployment: [makeDeployment({ status: "Simmering" })] })).toMatchObject({
      open: true,
      tone: "unknown",
      status: "Simmering",
    });
  });
});
