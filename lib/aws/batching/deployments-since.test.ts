import { describe, expect, it } from "vitest";
import { toDeploymentsInput } from "#lib/aws/batching/codedeploy.ts";
import type { Call, Outcome } from "#lib/aws/operation.ts";
import { listDeployments } from "#lib/aws/operations.ts";
import { askedAt, makeAsker, makeNames, textsOf } from "#lib/aws/testing/make-asker.ts";
import { toInstant } from "#lib/domain/time.ts";

type Deployment = { readonly id: string; readonly group: string; readonly at?: number };
type Trouble = {
  readonly list?: "denied" | "throttled" | "timeout" | "rejected";
  readonly describe?: "denied" | "throttled";
  /** Listed, but not described. */
  readonly nameless?: string;
};

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 1, 8);
const ask = (call: Call, group: string, from = start) =>
  call(
    listDeployments,
    toDeploymentsInput({ applicationName: "api", deploymentGroupName: group }, toInstant(from)),
  );
const askAll = (call: Call, groups: number) =>
  Promise.all(makeNames("g", groups).map((group) => ask(call, group)));
const idsOf = (outcome: Outcome<{ deployments?: string[] | undefined }>) =>
  outcome.ok ? outcome.output.deployments : outcome.failure;

/** Deployments of application `api`, listed a hundred at a time; asked alone, each group says so. */
function makeRegion(deployments: readonly Deployment[], trouble: Trouble = {}) {
  return makeAsker((input, operation) => {
    if (operation === "BatchGetDeployments") {
      const ids = textsOf(input, "deploymentIds").filter((id) => id !== trouble.nameless);
      return trouble.describe ?? { deploymentsInfo: ids.map((id) => toInfo(deployments, id)) };
    }
    if (input.applicationName !== undefined) return { deployments: ["alone"] };
    const from = Number(input.nextToken ?? 0);
    const page = deployments.slice(from, from + 100).map(({ id }) => id);
    const nextToken = from + 100 < deployments.length ? String(from + 100) : undefined;
    return trouble.list ?? { deployments: page, nextToken };
  });
}

function toInfo(deployments: readonly Deployment[], deploymentId: string): object {
  const { group = "?", at = start } = deployments.find(({ id }) => id === deploymentId) ?? {};
  return { deploymentId, applicationName: "api", deploymentGroupName: group, createTime: new Date(at) };
}

function count(asked: ReturnType<typeof makeAsker>["asked"]): Readonly<Record<string, number>> {
  const calls: Record<string, number> = {};
  for (const { operation } of asked) calls[operation] = (calls[operation] ?? 0) + 1;
  return calls;
}

describe("deployments of several groups", () => {
  it.each([
    { groups: 3, calls: { ListDeployments: 3 } },
    { groups: 4, calls: { ListDeployments: 1, BatchGetDeployments: 1 } },
  ])("of $groups groups", async ({ groups, calls }) => {
    const { batching, asked } = makeRegion([{ id: "d-1", group: "g0" }]);
    await askAll(batching, groups);
    expect(count(asked)).toEqual(calls);
  });

  it("are split by group and each one's own start, in AWS's order", async () => {
    const { batching, asked } = makeRegion([
      { id: "d-5", group: "g0", at: start + 5 * hour },
      { id: "d-4", group: "g1", at: start + 4 * hour },
      { id: "d-3", group: "elsewhere", at: start + 4 * hour },
      { id: "d-2", group: "g1", at: start + 3 * hour - 1 },
      { id: "d-1", group: "g0", at: start },
    ]);
    const outcomes = await Promise.all([
      ask(batching, "g0", start),
      ask(batching, "g1", start + 3 * hour),
      ask(batching, "g2", start + hour),
      ask(batching, "g3", start + hour),
    ]);
    expect(outcomes.map(idsOf)).toEqual([["d-5", "d-1"], ["d-4"], [], []]);
    expect(asked[0]?.input).toEqual({ createTimeRange: { start: new Date(start) } });
    expect(outcomes.map((outcome) => outcome.ok && outcome.readAt)).toEqual(outcomes.map(() => askedAt));
  });

  it("of the same name in another application are not mixed", async () => {
    const { batching } = makeRegion([{ id: "d-1", group: "g0" }]);
    const [, , , , other] = await Promise.all([
      ...makeNames("g", 4).map((group) => ask(batching, group)),
      batching(listDeployments, {
        applicationName: "web",
        deploymentGroupName: "g0",
        createTimeRange: { start: new Date(start) },
      }),
    ]);
    expect(other && idsOf(other)).toEqual([]);
  });

  it("are asked whose they are once, 25 at a time", async () => {
    const many = makeNames("d-", 76).map((id) => ({ id, group: "g0" }));
    const { batching, asked } = makeRegion(many);
    await askAll(batching, 5);
    expect(count(asked)).toEqual({ ListDeployments: 1, BatchGetDeployments: 4 });
    const [first] = await askAll(batching, 5);
    expect(count(asked)).toEqual({ ListDeployments: 2, BatchGetDeployments: 4 });
    expect(first && idsOf(first)).toEqual(makeNames("d-", 76));
  });

  it("that are too many to learn at once are learnt bit by bit, and meanwhile each asks alone", async () => {
    const many = makeNames("d-", 101).map((id) => ({ id, group: "g0" }));
    const { batching, asked } = makeRegion(many);
    const [first] = await askAll(batching, 5);
    expect(first && idsOf(first)).toEqual(["alone"]);
    expect(count(asked)).toEqual({ ListDeployments: 2 + 5, BatchGetDeployments: 4 });
    for (let round = 0; round < 10; round += 1) await askAll(batching, 5);
    const [later] = await askAll(batching, 5);
    expect(later && idsOf(later)).toHaveLength(101);
    expect(count(asked)).toEqual({ ListDeployments: 2 + 11 * 5 + 2, BatchGetDeployments: 4 + 1 });
  });

  it("are asked alone where the listing has as many pages as there are asks", async () => {
    const many = makeNames("d-", 301).map((id) => ({ id, group: "g0" }));
    const { batching, asked } = makeRegion(many);
    const [first] = await askAll(batching, 4);
    expect(first && idsOf(first)).toEqual(["alone"]);
    expect(count(asked)).toEqual({ ListDeployments: 3 + 4 });
  });

  it("are asked alone where one of them is nobody's", async () => {
    const { batching } = makeRegion([{ id: "d-1", group: "g0" }], { nameless: "d-1" });
    expect((await askAll(batching, 4)).map(idsOf)).toEqual([["alone"], ["alone"], ["alone"], ["alone"]]);
  });

  it.each<[string, Trouble]>([
    ["the whole listing is denied", { list: "denied" }],
    ["the whole listing times out", { list: "timeout" }],
    ["the whole listing is rejected", { list: "rejected" }],
    ["asking whose they are is denied", { describe: "denied" }],
  ])("are asked alone where %s", async (_what, trouble) => {
    const { batching } = makeRegion([{ id: "d-1", group: "g0" }], trouble);
    expect((await askAll(batching, 4)).map(idsOf)).toEqual([["alone"], ["alone"], ["alone"], ["alone"]]);
  });

  it.each<[string, Trouble]>([
    ["the listing", { list: "throttled" }],
    ["asking whose they are", { describe: "throttled" }],
  ])("fail as listings where %s is throttled", async (_what, trouble) => {
    const { batching } = makeRegion([{ id: "d-1", group: "g0" }], trouble);
    const failure = { kind: "throttled", operation: "codedeploy:ListDeployments" };
    expect((await askAll(batching, 4)).map(idsOf)).toMatchObject([failure, failure, failure, failure]);
  });

  it.each<[string, object]>([
    ["a token", { nextToken: "t" }],
    ["a status", { includeOnlyStatuses: ["Failed"] }],
    ["an end", { createTimeRange: { start: new Date(start), end: new Date(start + hour) } }],
    ["no time", { createTimeRange: undefined }],
  ])("with %s go out as they came", async (_what, changes) => {
    const { batching, asked } = makeRegion([]);
    for (const deploymentGroupName of makeNames("g", 4))
      void batching(listDeployments, {
        applicationName: "api",
        deploymentGroupName,
        createTimeRange: { start: new Date(start) },
        ...changes,
      });
    expect(asked).toHaveLength(4);
  });
});
