import { describe, expect, it } from "vitest";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toInstanceLists } from "#lib/report/instance-rows.ts";
import { listInstances, toTargetIds } from "#lib/report/instances.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  idC,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeFacts,
  makeInstance,
  makeMember,
  makeTarget,
  makeTargetList,
  makeTerminated,
  makeUnlisted,
} from "#lib/testing/facts.ts";

function list(parts: Partial<AllFacts>, targetsOf?: string) {
  const index = indexFacts(
    makeFacts({
      "deployment-group": [
        makeDeploymentGroup({ tagFilters: [{ key: "Role", value: "api", type: "KEY_AND_VALUE" }] }),
      ],
      ...parts,
    }),
  );
  const known = toInstanceKnowledge({ index, items: [], ghosts: [] });
  const lists = listInstances({ index, known, targetsOf });
  return { lists, rows: toInstanceLists({ lists, known, letters: new Map([[idA, "A"]]) }) };
}

const idsOf = (listed: readonly { readonly instanceId: string }[]) =>
  listed.map(({ instanceId }) => instanceId);

describe("listInstances", () => {
  it("matches members and tags as one set, and says why for each", () => {
    const { lists } = list({
      instance: [
        makeInstance({ tags: { Role: "api" } }),
        makeInstance({ id: idB, tags: { Role: "api" } }),
        makeInstance({ id: idC }),
      ],
      member: [makeMember()],
    });
    expect(lists.matching).toEqual([
      { instanceId: idA, because: ["member of asg-prod-api", "tag Role=api"] },
      { instanceId: idB, because: ["tag Role=api"] },
    ]);
  });

  it("keeps the gone among the matching, and out of the deployable", () => {
    const { lists } = list({
      instance: [makeTerminated({ tags: { Role: "api" } }), makeUnlisted(idB)],
      member: [makeMember({ instanceId: idB, lifecycleState: "Detaching" })],
    });
    expect(idsOf(lists.matching)).toEqual([idB, idA]);
    expect(lists.deployable).toEqual([]);
  });

  it.each([
    ["InService", 1],
    ["Pending:Wait", 0],
    ["Standby", 0],
  ])("of a running member in %s, %i is deployable", (lifecycleState, count) => {
    const { lists } = list({ instance: [makeInstance()], member: [makeMember({ lifecycleState })] });
    expect(lists.deployable).toHaveLength(count);
  });

  it("deploys to a running instance that only its tags select, and not to a stopped one", () => {
    const tags = { Role: "api" };
    const { lists } = list({
      instance: [makeInstance({ tags }), makeInstance({ id: idB, tags, state: "stopped" })],
    });
    expect(idsOf(lists.deployable)).toEqual([idA]);
  });

  it("does not match members of a group that the deployment group does not name", () => {
    expect(
      list({ instance: [makeInstance()], member: [makeMember({ group: "other" })] }).lists.matching,
    ).toEqual([]);
  });

  it("takes the members it has for the group's own where the group could not be read", () => {
    expect(idsOf(list({ "deployment-group": [], member: [makeMember()] }).lists.matching)).toEqual([idA]);
  });

  it("lists the targets of the chosen deployment, the unknown ones too", () => {
    const { lists } = list({ "target-list": [makeTargetList("d-1", [idA, "i-unheard-of"])] }, "d-1");
    expect([...idsOf(lists.targets)].sort()).toEqual([idA, "i-unheard-of"].sort());
    expect(lists.targets[0]?.because).toEqual(["target of d-1"]);
    expect(list({}).lists.targets).toEqual([]);
  });
});

describe("toTargetIds", () => {
  it("joins the list and the targets that were read, each once", () => {
    const index = indexFacts(
      makeFacts({
        "target-list": [makeTargetList("d-1", [idA, idB]), makeTargetList("d-2", undefined)],
        "deployment-target": [
          makeDeploymentTarget({ deploymentId: "d-1", targetId: idB }),
          makeDeploymentTarget({ deploymentId: "d-1", targetId: idC }),
        ],
      }),
    );
    expect(toTargetIds(index, "d-1")).toEqual([idA, idB, idC]);
    expect(toTargetIds(index, "d-2")).toEqual([]);
  });
});

describe("toInstanceLists", () => {
  it("shows what every service says of a row", () => {
    const { rows } = list({
      instance: [makeInstance({ tags: { Role: "api", Name: "api-1" }, zone: "us-east-1a" })],
      member: [makeMember()],
      target: [makeTarget({ state: "unhealthy", reason: "Target.Timeout" })],
    });
    expect(rows.matching[0]).toMatchObject({
      instanceId: idA,
      letter: "A",
      ec2: "running",
      autoScaling: "InService",
      autoScalingGroup: "asg-prod-api",
      targetHealth: [{ targetGroup: "tg-prod-api", state: "unhealthy", reason: "Target.Timeout" }],
      name: "api-1",
      zone: "us-east-1a",
      terminatedAt: null,
    });
  });

  it.each([
    ["not listed, where EC2 has no row", [makeUnlisted()], "not listed"],
    ["unknown, where EC2 was not read", [], "unknown"],
  ])("says %s", (_, instance, ec2) => {
    expect(list({ instance, member: [makeMember()] }).rows.matching[0]?.ec2).toBe(ec2);
  });

  it("names no deployment where there is none", () => {
    expect(list({}).rows.targetsOf).toBeNull();
  });
});
