import { describe, expect, it } from "vitest";
import { toActivitiesInput } from "#lib/aws/batching/auto-scaling.ts";
import type { Call, Outcome } from "#lib/aws/operation.ts";
import { describeAutoScalingGroups, describeScalingActivities } from "#lib/aws/operations.ts";
import { makeAsker, makeNames, textsOf } from "#lib/aws/testing/make-asker.ts";
import { toInstant } from "#lib/domain/time.ts";

type Input = Readonly<Record<string, unknown>>;

const bound = "2026-03-04T08:00:00Z";
const toInput = (AutoScalingGroupName: string, since = bound) =>
  toActivitiesInput({ AutoScalingGroupName }, toInstant(Date.parse(since)));
const ask = (call: Call, name: string, since = bound) =>
  call(describeScalingActivities, toInput(name, since));
const toActivity = (id: string, group: string, time = bound) => ({
  ActivityId: id,
  AutoScalingGroupName: group,
  StartTime: new Date(time),
});
const idsOf = (outcome: Outcome<{ Activities?: { ActivityId?: string | undefined }[] | undefined }>) =>
  outcome.ok ? outcome.output.Activities?.map(({ ActivityId }) => ActivityId) : outcome.failure.kind;

type Region = { readonly activities?: readonly object[]; readonly groups?: readonly string[] };

/** Listings of everything come from `activities`; asked alone, each group says so. */
function makeRegion({ activities = [], groups = makeNames("asg-", 200) }: Region) {
  return makeAsker((input: Input, operation) => {
    if (operation === "DescribeAutoScalingGroups") {
      const names = textsOf(input, "AutoScalingGroupNames").filter((name) => groups.includes(name));
      return { AutoScalingGroups: names.map((name) => ({ AutoScalingGroupName: name })) };
    }
    if (input.AutoScalingGroupName === undefined) return { Activities: activities };
    if (!groups.includes(String(input.AutoScalingGroupName))) return "not-found";
    return { Activities: [toActivity("alone", String(input.AutoScalingGroupName))] };
  });
}

describe("activities of several groups", () => {
  it.each([
    { groups: 3, listings: 3 },
    { groups: 4, listings: 1 },
    { groups: 150, listings: 1 },
  ])("of $groups groups take $listings listings", async ({ groups, listings }) => {
    const { batching, asked } = makeRegion({});
    await Promise.all(makeNames("asg-", groups).map((name) => ask(batching, name)));
    expect(asked.filter(({ operation }) => operation === "DescribeScalingActivities")).toHaveLength(listings);
  });

  it("are split by group and by each one's own bound, in AWS's order", async () => {
    const { batching, asked } = makeRegion({
      activities: [
        toActivity("a5", "asg-0", "2026-03-04T12:00:00Z"),
        toActivity("b4", "asg-1", "2026-03-04T11:00:00Z"),
        toActivity("x", "asg-other", "2026-03-04T11:00:00Z"),
        toActivity("a3", "asg-0", "2026-03-04T10:00:00Z"),
        toActivity("b2", "asg-1", "2026-03-04T09:00:00Z"),
        toActivity("b1", "asg-1", "2026-03-04T08:59:59Z"),
      ],
    });
    const outcomes = await Promise.all([
      ask(batching, "asg-0", "2026-03-04T08:00:00Z"),
      ask(batching, "asg-1", "2026-03-04T09:00:00Z"),
      ask(batching, "asg-2", "2026-03-04T07:00:00Z"),
      ask(batching, "asg-3", "2026-03-04T09:30:00Z"),
    ]);
    expect(outcomes.map(idsOf)).toEqual([["a5", "a3"], ["b4", "b2"], [], []]);
    const { AutoScalingGroupName, ...everything } = toInput("", "2026-03-04T07:00:00Z");
    expect(asked.find(({ operation }) => operation === "DescribeScalingActivities")?.input).toEqual(
      everything,
    );
  });

  it("that do not exist get AWS's own error, and those that are quiet do not", async () => {
    const { batching } = makeRegion({ groups: makeNames("asg-", 3) });
    const outcomes = await Promise.all(makeNames("asg-", 4).map((name) => ask(batching, name)));
    expect(outcomes.map(idsOf)).toEqual([[], [], [], "not-found"]);
  });

  it("are looked up in the same call as the groups themselves", async () => {
    const { batching, asked } = makeRegion({});
    const names = makeNames("asg-", 10);
    await Promise.all([
      ...names.map((name) => ask(batching, name)),
      ...names.map((name) =>
        batching(describeAutoScalingGroups, { AutoScalingGroupNames: [name], MaxRecords: 100 }),
      ),
    ]);
    expect(asked.map(({ operation }) => operation).sort()).toEqual([
      "DescribeAutoScalingGroups",
      "DescribeScalingActivities",
    ]);
  });

  it("that look back much further are listed apart from the others", async () => {
    const { batching, asked } = makeRegion({});
    await Promise.all([
      ...makeNames("asg-", 4).map((name) => ask(batching, name)),
      ask(batching, "asg-5", "2026-01-21T08:00:00Z"),
    ]);
    const listings = asked.filter(({ operation }) => operation === "DescribeScalingActivities");
    expect(listings.map(({ input }) => input.AutoScalingGroupName)).toEqual([undefined, "asg-5"]);
  });

  it.each<[string, Partial<ReturnType<typeof toInput>> & { NextToken?: string }]>([
    ["a token", { NextToken: "t" }],
    ["another page size", { MaxRecords: 50 }],
    ["another filter", { Filters: [{ Name: "Status", Values: ["Failed"] }] }],
    ["no filter", { Filters: [] }],
    ["no time in the filter", { Filters: [{ Name: "StartTimeLowerBound", Values: ["lately"] }] }],
  ])("with %s go out as they came", async (_what, changes) => {
    const { batching, asked } = makeRegion({});
    for (const name of makeNames("asg-", 4))
      void batching(describeScalingActivities, { ...toInput(name), ...changes });
    expect(asked).toHaveLength(4);
  });
});

describe("a listing of all activities", () => {
  /** So many pages, each with one activity of asg-0. */
  function makePaged(pages: number, failure?: "timeout" | "throttled") {
    return makeAsker((input, operation) => {
      if (operation === "DescribeAutoScalingGroups") return { AutoScalingGroups: [] };
      const name = input.AutoScalingGroupName;
      if (name !== undefined) return { Activities: [toActivity("alone", String(name))] };
      if (failure !== undefined) return failure;
      const page = Number(input.NextToken ?? 1);
      const Activities = [toActivity(`a${page}`, "asg-0")];
      return page < pages ? { Activities, NextToken: String(page + 1) } : { Activities };
    });
  }
  const askAll = (batching: Call, groups: number) =>
    Promise.all(makeNames("asg-", groups).map((name) => ask(batching, name)));

  it.each([
    { groups: 6, pages: 5, found: ["a1", "a2", "a3", "a4", "a5"] },
    { groups: 6, pages: 6, found: ["alone"] },
    { groups: 90, pages: 40, found: makeNames("a", 41).slice(1) },
    { groups: 90, pages: 41, found: ["alone"] },
  ])("of $pages pages for $groups groups is $found.length rows for one", async ({ groups, pages, found }) => {
    const [first] = await askAll(makePaged(pages).batching, groups);
    expect(first && idsOf(first)).toEqual(found);
  });

  it("that is too long is not tried again for ten batches", async () => {
    const { batching, asked } = makePaged(50);
    const listings: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const before = asked.length;
      await askAll(batching, 4);
      const asks = asked.slice(before).filter(({ operation }) => operation === "DescribeScalingActivities");
      listings.push(asks.length);
    }
    expect(listings).toEqual([3 + 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3 + 4]);
  });

  it("that times out says nothing about single groups", async () => {
    const outcomes = await askAll(makePaged(1, "timeout").batching, 4);
    expect(outcomes.map(idsOf)).toEqual([["alone"], ["alone"], ["alone"], ["alone"]]);
  });

  it("that is throttled is a failure for all", async () => {
    const { batching, asked } = makePaged(1, "throttled");
    expect((await askAll(batching, 4)).map(idsOf)).toEqual([
      "throttled",
      "throttled",
      "throttled",
      "throttled",
    ]);
    expect(asked.filter(({ input }) => input.AutoScalingGroupName !== undefined)).toEqual([]);
  });
});
