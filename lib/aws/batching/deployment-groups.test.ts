import { describe, expect, it } from "vitest";
import type { Call } from "#lib/aws/operation.ts";
import { getDeploymentGroup } from "#lib/aws/operations.ts";
import { makeAsker, makeNames, textsOf } from "#lib/aws/testing/make-asker.ts";

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
