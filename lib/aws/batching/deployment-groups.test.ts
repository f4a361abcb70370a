import { describe, expect, it } from "vitest";
import type { Call } from "#lib/aws/operation.ts";
import { batchGetDeploymentGroups, getDeploymentGroup } from "#lib/aws/operations.ts";
import { askedAt, makeAsker, makeNames, textsOf } from "#lib/aws/testing/make-asker.ts";

type Input = Readonly<Record<string, unknown>>;

describe("deployment groups", () => {
  const ask = (call: Call, group: string, application = "api") =>
    call(getDeploymentGroup, { applicationName: application, deploymentGroupName: group });
  const toGroups = (input: Input) => ({
    deploymentGroupsInfo: textsOf(input, "deploymentGroupNames")
      .filter((name) => name !== "gone")
      .map((name) => ({ applicationName: input.applicationName, deploymentGroupName: name })),
  });
  const answer = (input: Input, operation: string) => {
    if (operation === "BatchGetDeploymentGroups") return toGroups(input);
    return input.deploymentGroupName === "gone" ? "not-found" : { deploymentGroupInfo: { alone: true } };
  };

  it("of one application are one call", async () => {
    const { batching, asked } = makeAsker(answer);
    const outcomes = await Promise.all(["g1", "g2"].map((name) => ask(batching, name)));
    expect(asked).toEqual([
      {
        operation: "BatchGetDeploymentGroups",
        input: { applicationName: "api", deploymentGroupNames: ["g1", "g2"] },
      },
    ]);
    expect(outcomes).toMatchObject([
      { output: { deploymentGroupInfo: { applicationName: "api", deploymentGroupName: "g1" } } },
      { output: { deploymentGroupInfo: { deploymentGroupName: "g2" } } },
    ]);
  });

  it("of two applications, or only one, are asked for as they came", async () => {
    const { batching, asked } = makeAsker(answer);
    await Promise.all([ask(batching, "g1"), ask(batching, "g1", "web")]);
    expect(asked.map(({ operation }) => operation)).toEqual(["GetDeploymentGroup", "GetDeploymentGroup"]);
  });

  it.each([
    { groups: 25, calls: 1 },
    { groups: 27, calls: 2 },
  ])("take $calls calls where they are $groups", async ({ groups, calls }) => {
    const { batching, asked } = makeAsker(answer);
    await Promise.all(makeNames("g", groups).map((name) => ask(batching, name)));
    expect(asked.map(({ operation }) => operation)).toEqual(
      Array.from({ length: calls }, () => "BatchGetDeploymentGroups"),
    );
  });

  it("are asked for once where the inventory asks for them, too, a moment before", async () => {
    const keep = { ms: 5_000, clock: () => askedAt };
    const { batching, asked } = makeAsker(answer, undefined, { keep });
    const inventory = { applicationName: "api", deploymentGroupNames: ["g2", "g1"] };
    const [listed, ...outcomes] = await Promise.all([
      batching(batchGetDeploymentGroups, inventory),
      ...["g1", "g2"].map((name) => ask(batching, name)),
    ]);
    expect(asked.map(({ operation }) => operation)).toEqual(["BatchGetDeploymentGroups"]);
    expect(listed).toMatchObject({ output: toGroups(inventory) });
    expect(outcomes).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it("of which some could not be given: who asked for just those hears AWS's words", async () => {
    const { batching } = makeAsker((input) => ({ ...toGroups(input), errorMessage: "no group gone" }));
    const outcomes = await Promise.all(
      [["g1"], ["gone"]].map((deploymentGroupNames) =>
        batching(batchGetDeploymentGroups, { applicationName: "api", deploymentGroupNames }),
      ),
    );
    expect(outcomes).toMatchObject([
      { output: { deploymentGroupsInfo: [{ deploymentGroupName: "g1" }], errorMessage: "no group gone" } },
      { output: { deploymentGroupsInfo: [], errorMessage: "no group gone" } },
    ]);
  });

  it("that the answer does not have get AWS's own error", async () => {
    const { batching } = makeAsker(answer);
    const outcomes = await Promise.all(["g1", "gone"].map((name) => ask(batching, name)));
    expect(outcomes).toMatchObject([
      { ok: true },
      { ok: false, failure: { kind: "not-found", operation: getDeploymentGroup.id } },
    ]);
  });

  it("need no more permissions than alone", async () => {
    const { batching } = makeAsker((input, operation) =>
      operation === "BatchGetDeploymentGroups" ? "denied" : answer(input, operation),
    );
    const outcomes = await Promise.all(["g1", "g2"].map((name) => ask(batching, name)));
    expect(outcomes).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it("that fail for everybody fail as the call that was asked for", async () => {
    const { batching } = makeAsker(() => "throttled");
    const outcomes = await Promise.all(["g1", "g2"].map((name) => ask(batching, name)));
    expect(outcomes[0]).toMatchObject({ failure: { kind: "throttled", operation: getDeploymentGroup.id } });
  });
});
