import { describe, expect, it } from "vitest";
import { autoScalingGroupsByName } from "#lib/aws/batching/auto-scaling.ts";
import { instancesById } from "#lib/aws/batching/ec2.ts";
import type { Call } from "#lib/aws/operation.ts";
import {
  batchGetDeployments,
  describeAutoScalingGroups,
  describeInstanceStatus,
  describeInstances,
  describeTargetGroups,
  getDeploymentGroup,
} from "#lib/aws/operations.ts";
import { makeAsker, makeNames, textsOf } from "#lib/aws/testing/make-asker.ts";

type Input = Readonly<Record<string, unknown>>;
type Named = {
  readonly what: string;
  readonly most: number;
  ask(call: Call, names: string[]): Promise<unknown>;
  /** The names that a shared call asks for. */
  namesOf(input: Input): readonly string[];
  /** AWS's answer, in an order of its own. */
  answer(names: readonly string[]): object;
  /** What one who asks for these gets, in this order. */
  expected(names: readonly string[]): object;
};

const toInstance = (id: string) => ({ InstanceId: id });
const toReservation = (id: string) => ({ ReservationId: `r-${id}`, Instances: [toInstance(id)] });
const filterValues = ({ Filters }: Input): readonly string[] =>
  Array.isArray(Filters) ? textsOf(Filters[0], "Values") : [];
const backwards = (names: readonly string[]) => [...names].sort().reverse();

const table: readonly Named[] = [
  {
    what: "Auto Scaling groups",
    most: 100,
    ask: (call, names) => call(describeAutoScalingGroups, autoScalingGroupsByName.join(names)),
    namesOf: (input) => textsOf(input, "AutoScalingGroupNames"),
    answer: (names) => ({
      AutoScalingGroups: backwards(names).map((name) => ({ AutoScalingGroupName: name })),
    }),
    expected: (names) => ({ AutoScalingGroups: names.map((name) => ({ AutoScalingGroupName: name })) }),
  },
  {
    what: "instances",
    most: 100,
    ask: (call, ids) => call(describeInstances, instancesById.join(ids)),
    namesOf: filterValues,
    answer: (ids) => ({ Reservations: backwards(ids).map(toReservation) }),
    expected: (ids) => ({ Reservations: ids.map(toReservation) }),
  },
  {
    what: "instance status",
    most: 100,
    ask: (call, ids) => call(describeInstanceStatus, { InstanceIds: ids }),
    namesOf: (input) => textsOf(input, "InstanceIds"),
    answer: (ids) => ({ InstanceStatuses: backwards(ids).map(toInstance) }),
    expected: (ids) => ({ InstanceStatuses: ids.map(toInstance) }),
  },
  {
    what: "target groups by ARN",
    most: 100,
    ask: (call, arns) => call(describeTargetGroups, { TargetGroupArns: arns }),
    namesOf: (input) => textsOf(input, "TargetGroupArns"),
    answer: (arns) => ({ TargetGroups: backwards(arns).map((arn) => ({ TargetGroupArn: arn })) }),
    expected: (arns) => ({ TargetGroups: arns.map((arn) => ({ TargetGroupArn: arn })) }),
  },
  {
    what: "target groups by name",
    most: 100,
    ask: (call, names) => call(describeTargetGroups, { Names: names }),
    namesOf: (input) => textsOf(input, "Names"),
    answer: (names) => ({ TargetGroups: backwards(names).map((name) => ({ TargetGroupName: name })) }),
    expected: (names) => ({ TargetGroups: names.map((name) => ({ TargetGroupName: name })) }),
  },
  {
    what: "deployments",
    most: 25,
    ask: (call, deploymentIds) => call(batchGetDeployments, { deploymentIds }),
    namesOf: (input) => textsOf(input, "deploymentIds"),
    answer: (ids) => ({ deploymentsInfo: backwards(ids).map((deploymentId) => ({ deploymentId })) }),
    expected: (ids) => ({ deploymentsInfo: ids.map((deploymentId) => ({ deploymentId })) }),
  },
];

describe.each(table)("$what", ({ most, ask, namesOf, answer, expected }) => {
  const makeAws = () => makeAsker((input) => answer(namesOf(input)));

  it("are split exactly, each name asked for once", async () => {
    const { batching, asked } = makeAws();
    const asks = [["x3", "x1"], ["x2"], ["x1", "x4"]];
    const outcomes = await Promise.all(asks.map((names) => ask(batching, names)));
    expect(asked.map(({ input }) => [...namesOf(input)].sort())).toEqual([["x1", "x2", "x3", "x4"]]);
    expect(outcomes).toEqual(
      asks.map((names) => expect.objectContaining({ output: { ...expected(names), $metadata: {} } })),
    );
  });

  it("that AWS does not know are missing, as they would be alone", async () => {
    const { batching } = makeAsker((input) => answer(namesOf(input).filter((name) => name !== "x2")));
    const outcomes = await Promise.all([["x1"], ["x2"]].map((names) => ask(batching, names)));
    expect(outcomes).toMatchObject([{ output: expected(["x1"]) }, { output: expected([]) }]);
  });

  it.each([
    { extra: 0, calls: 1 },
    { extra: 1, calls: 2 },
  ])("beyond the limit by $extra take $calls calls", async ({ extra, calls }) => {
    const { batching, asked } = makeAws();
    const names = makeNames("x", most + extra);
    const outcomes = await Promise.all(names.map((name) => ask(batching, [name])));
    expect(asked).toHaveLength(calls);
    expect(outcomes).toMatchObject(names.map((name) => ({ output: expected([name]) })));
  });
});

describe("an ask of another shape goes out as it came", () => {
  const search = { Filters: [{ Name: "instance-id", Values: ["i-1"] }], MaxResults: 1000 };
  it.each<[string, (call: Call) => Promise<unknown>]>([
    [
      "the second page of groups",
      (call) => call(describeAutoScalingGroups, { NextToken: "t", MaxRecords: 100 }),
    ],
    ["all groups", (call) => call(describeAutoScalingGroups, { MaxRecords: 100 })],
    ["groups in small pages", (call) => call(describeAutoScalingGroups, { AutoScalingGroupNames: ["a"] })],
    ["the second page of instances", (call) => call(describeInstances, { ...search, NextToken: "t" })],
    ["instances in small pages", (call) => call(describeInstances, { ...search, MaxResults: 5 })],
    [
      "instances by two filters",
      (call) =>
        call(describeInstances, {
          ...search,
          Filters: [...search.Filters, { Name: "tag:a", Values: ["b"] }],
        }),
    ],
    [
      "instances by another filter",
      (call) => call(describeInstances, { ...search, Filters: [{ Name: "tag-key", Values: ["b"] }] }),
    ],
    [
      "status of stopped instances, too",
      (call) => call(describeInstanceStatus, { InstanceIds: ["i-1"], IncludeAllInstances: true }),
    ],
    ["status of all", (call) => call(describeInstanceStatus, { InstanceIds: [] })],
    ["target groups in small pages", (call) => call(describeTargetGroups, { Names: ["a"], PageSize: 1 })],
    [
      "no group's name",
      (call) => call(getDeploymentGroup, { applicationName: "a", deploymentGroupName: undefined }),
    ],
  ])("%s", async (_what, ask) => {
    const { batching, asked } = makeAsker(() => ({}));
    void ask(batching);
    void ask(batching);
    expect(asked).toHaveLength(2);
  });
});

describe("the pages of a shared call", () => {
  const search = (id: string) => ({ Filters: [{ Name: "instance-id", Values: [id] }], MaxResults: 1000 });

  it("are all read, and nobody sees a token", async () => {
    const { batching, asked } = makeAsker(({ NextToken }) =>
      NextToken === undefined
        ? { Reservations: [toReservation("i-1")], NextToken: "t" }
        : { Reservations: [toReservation("i-2")] },
    );
    const outcomes = await Promise.all(["i-1", "i-2"].map((id) => batching(describeInstances, search(id))));
    expect(asked).toHaveLength(2);
    expect(outcomes).toMatchObject([
      { output: { Reservations: [toReservation("i-1")] } },
      { output: { Reservations: [toReservation("i-2")] } },
    ]);
    expect(outcomes.every((outcome) => outcome.ok && outcome.output.NextToken === undefined)).toBe(true);
  });

  it.each([
    { pages: 10, calls: 10 },
    { pages: 11, calls: 12 },
  ])("where there are $pages take $calls calls: beyond ten, each asks alone", async ({ pages, calls }) => {
    const { batching, asked } = makeAsker((input) => {
      const page = Number(input.NextToken ?? 1);
      return page < pages && filterValues(input).length > 1 ? { NextToken: String(page + 1) } : {};
    });
    await Promise.all(["i-1", "i-2"].map((id) => batching(describeInstances, search(id))));
    expect(asked).toHaveLength(calls);
  });
});
