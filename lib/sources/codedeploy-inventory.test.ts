import { describe, expect, it } from "vitest";
import { codedeployInventory } from "#lib/sources/codedeploy-inventory.ts";
import type { FakeAnswer } from "#lib/sources/testing/fake-call.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const list = "codedeploy:ListApplications";
const listGroups = "codedeploy:ListDeploymentGroups";
const batch = "codedeploy:BatchGetDeploymentGroups";

function makeRow(applicationName: string, deploymentGroupName: string, rest: object = {}): object {
  return { applicationName, deploymentGroupName, ...rest };
}

function answerBatch(
  applicationName: string,
  names: readonly string[],
  rows?: readonly object[],
): FakeAnswer {
  return {
    operation: batch,
    input: { applicationName, deploymentGroupNames: names },
    output: { deploymentGroupsInfo: rows ?? names.map((name) => makeRow(applicationName, name)) },
  };
}

describe("the inventory of a region", () => {
  it("has every group of every application, over all pages and whatever its compute platform", async () => {
    const { reading } = await readAlone(codedeployInventory, {
      answers: [
        {
          operation: list,
          input: { nextToken: undefined },
          output: { applications: ["api"], nextToken: "2" },
        },
        { operation: list, input: { nextToken: "2" }, output: { applications: ["web"] } },
        {
          operation: listGroups,
          input: { applicationName: "api", nextToken: undefined },
          output: { deploymentGroups: ["a"], nextToken: "more" },
        },
        { operation: listGroups, input: { nextToken: "more" }, output: { deploymentGroups: ["b"] } },
        { operation: listGroups, input: { applicationName: "web" }, output: { deploymentGroups: ["a"] } },
        answerBatch("api", ["a", "b"]),
        answerBatch("web", ["a"], [makeRow("web", "a", { computePlatform: "ECS" })]),
      ],
    });
    expect(Object.keys(valuesOf(reading, "region-group")).sort()).toEqual(["api/a", "api/b", "web/a"]);
    expect(valuesOf(reading, "region-group")["web/a"]).toMatchObject({ computePlatform: "ECS" });
    expect(reading).toMatchObject({ failures: [], truncated: false });
  });

  it.each([
    { count: 24, sizes: [24] },
    { count: 25, sizes: [25] },
    { count: 26, sizes: [25, 1] },
  ])("$count groups of an application are asked for as $sizes", async ({ count, sizes }) => {
    const names = Array.from({ length: count }, (_, index) => `group-${index}`);
    const { asked, reading } = await readAlone(codedeployInventory, {
      answers: [
        { operation: list, output: { applications: ["api"] } },
        { operation: listGroups, output: { deploymentGroups: names } },
        answerBatch("api", names.slice(0, 25)),
        ...(count > 25 ? [answerBatch("api", names.slice(25))] : []),
      ],
    });
    const batches = asked.filter(({ operation }) => operation === batch);
    expect(batches.map(({ input }) => (input.deploymentGroupNames as string[]).length)).toEqual(sizes);
    expect(reading.facts).toHaveLength(count);
  });

  it("keeps the other applications where one is denied", async () => {
    const { reading } = await readAlone(codedeployInventory, {
      answers: [
        { operation: list, output: { applications: ["api", "web"] } },
        {
          operation: listGroups,
          input: { applicationName: "api" },
          failure: { kind: "denied", code: "AccessDeniedException" },
        },
        { operation: listGroups, input: { applicationName: "web" }, output: { deploymentGroups: ["a"] } },
        answerBatch("web", ["a"]),
      ],
    });
    expect(Object.keys(valuesOf(reading, "region-group"))).toEqual(["web/a"]);
    expect(reading.failures).toMatchObject([{ kind: "denied", operation: listGroups }]);
  });

  it("an application without groups costs no batch", async () => {
    const { reading } = await readAlone(codedeployInventory, {
      answers: [
        { operation: list, output: { applications: ["api"] } },
        { operation: listGroups, output: { deploymentGroups: [] } },
      ],
    });
    expect(reading).toMatchObject({ facts: [], failures: [], truncated: false });
  });

  it.each([
    { name: "that was known stays as it was", known: ["b"], groups: ["api/a", "api/b"] },
    { name: "that is new is left out", known: [], groups: ["api/a"] },
  ])(
    "a group with an unreadable row $name, and the others' absence is still proved",
    async ({ known, groups }) => {
      const { reading } = await readAlone(codedeployInventory, {
        known: [...known, "deleted"].map((name) => ({
          kind: "region-group",
          entity: `api/${name}`,
          value: { application: "api", name },
          operation: batch,
        })),
        answers: [
          { operation: list, output: { applications: ["api"] } },
          { operation: listGroups, output: { deploymentGroups: ["a", "b"] } },
          answerBatch(
            "api",
            ["a", "b"],
            [makeRow("api", "a"), makeRow("api", "b", { autoScalingGroups: 7 })],
          ),
        ],
      });
      expect(Object.keys(valuesOf(reading, "region-group")).sort()).toEqual(groups);
      expect(reading).toMatchObject({ truncated: false, failures: [] });
      expect(reading.dropped).toHaveLength(1);
    },
  );

  it("a row that does not even say of which group it is proves no absence", async () => {
    const { reading } = await readAlone(codedeployInventory, {
      answers: [
        { operation: list, output: { applications: ["api"] } },
        { operation: listGroups, output: { deploymentGroups: ["a"] } },
        answerBatch("api", ["a"], [{ applicationName: "api" }]),
      ],
    });
    expect(reading).toMatchObject({ facts: [], truncated: true });
  });

  it("says what AWS said about groups it could not give", async () => {
    const { reading } = await readAlone(codedeployInventory, {
      answers: [
        { operation: list, output: { applications: ["api"] } },
        { operation: listGroups, output: { deploymentGroups: ["a", "b"] } },
        {
          operation: batch,
          output: { deploymentGroupsInfo: [makeRow("api", "a")], errorMessage: "no group b" },
        },
      ],
    });
    expect(reading).toMatchObject({ dropped: [`${batch}: no group b`], truncated: true });
  });
});
