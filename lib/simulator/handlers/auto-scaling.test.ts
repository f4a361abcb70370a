import {
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DescribeLifecycleHooksCommand,
  DescribeScalingActivitiesCommand,
  type DescribeScalingActivitiesCommandInput,
  DescribeTrafficSourcesCommand,
  DescribeWarmPoolCommand,
  InvalidNextToken,
} from "@aws-sdk/client-auto-scaling";
import { describe, expect, it } from "vitest";
import { addSeconds, toIso } from "#lib/domain/time.ts";
import { makeClients, makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import {
  makeActivity,
  makeGroup,
  makeSmallRegion,
  makeSmallWorld,
  smallIds,
  smallNow,
} from "#lib/simulator/testing/small-world.ts";

const { autoScaling } = makeClients(makeSimulator());
const AutoScalingGroupName = "asg-prod-api";

describe("groups and members", () => {
  it("shows members with the group, and not when told not to", async () => {
    const [group] =
      (await autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups ?? [];
    expect(group).toMatchObject({
      AutoScalingGroupName,
      DesiredCapacity: 3,
      TargetGroupARNs: [smallIds.targetGroup],
      TrafficSources: [{ Identifier: smallIds.targetGroup, Type: "elbv2" }],
    });
    expect(group?.Instances?.map((one) => one.LifecycleState)).toEqual([
      "InService",
      "Pending:Wait",
      "Detaching",
    ]);
    expect(group?.SuspendedProcesses).toEqual([]);
    const bare = await autoScaling.send(new DescribeAutoScalingGroupsCommand({ IncludeInstances: false }));
    expect(bare.AutoScalingGroups?.[0]?.Instances).toBeUndefined();
  });

  it("leaves unknown names out without a word", async () => {
    const command = new DescribeAutoScalingGroupsCommand({
      AutoScalingGroupNames: ["none", AutoScalingGroupName],
    });
    expect((await autoScaling.send(command)).AutoScalingGroups).toHaveLength(1);
  });

  it.each([
    [{ Name: "tag:team", Values: ["api"] }, 1],
    [{ Name: "tag:team", Values: ["web"] }, 0],
    [{ Name: "tag-key", Values: ["team"] }, 1],
    [{ Name: "tag-value", Values: ["team"] }, 0],
  ])("filters by %j", async (filter, expected) => {
    const { AutoScalingGroups } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ Filters: [filter] }),
    );
    expect(AutoScalingGroups).toHaveLength(expected);
  });
});

describe("scaling activities", () => {
  const list = async (input: DescribeScalingActivitiesCommandInput) => {
    const { Activities } = await autoScaling.send(new DescribeScalingActivitiesCommand(input));
    return Activities?.map(({ ActivityId }) => ActivityId);
  };
  const bound = (seconds: number) => [toIso(addSeconds(smallNow, seconds))];

  it.each([
    ["newest first", {}, ["second", "first"]],
    ["of one group", { AutoScalingGroupName }, ["second", "first"]],
    ["by id, unknown ones left out", { ActivityIds: ["first", "none"] }, ["first"]],
    [
      "since a start, which is inside",
      { Filters: [{ Name: "StartTimeLowerBound", Values: bound(-600) }] },
      ["second"],
    ],
    ["since just after it", { Filters: [{ Name: "StartTimeLowerBound", Values: bound(-599) }] }, []],
    [
      "until a start, which is inside",
      { Filters: [{ Name: "StartTimeUpperBound", Values: bound(-3_600) }] },
      ["first"],
    ],
    ["until just before it", { Filters: [{ Name: "StartTimeUpperBound", Values: bound(-3_601) }] }, []],
    [
      "without a zone, taken as UTC",
      { Filters: [{ Name: "StartTimeLowerBound", Values: ["2026-01-31T14:12:10"] }] },
      ["second"],
    ],
    [
      "with an offset",
      { Filters: [{ Name: "StartTimeLowerBound", Values: ["2026-01-31T15:12:10+01:00"] }] },
      ["second"],
    ],
    [
      "by status",
      { AutoScalingGroupName, Filters: [{ Name: "Status", Values: ["PreInService"] }] },
      ["second"],
    ],
  ])("are listed %s", async (_what, input, expected) => {
    expect(await list(input)).toEqual(expected);
  });

  it("are forgotten after six weeks and cut where AWS cuts them", async () => {
    const region = makeSmallRegion();
    const sixWeeks = 6 * 7 * 86_400;
    const activities = [
      makeActivity("too-old", { startTime: addSeconds(smallNow, -sixWeeks - 1) }),
      makeActivity("old", {
        startTime: addSeconds(smallNow, -sixWeeks),
        statusMessage: "x".repeat(300),
        cause: "y".repeat(2_000),
      }),
    ];
    region.autoScalingGroups.set(AutoScalingGroupName, makeGroup(AutoScalingGroupName, { activities }));
    const other = makeClients(makeSimulator({ world: makeSmallWorld(region) })).autoScaling;
    const { Activities } = await other.send(new DescribeScalingActivitiesCommand({}));
    expect(Activities).toMatchObject([
      { ActivityId: "old", StatusMessage: "x".repeat(255), Cause: "y".repeat(1_023) },
    ]);
  });
});

describe("what hangs on a group", () => {
  it("shows hooks, target groups, and neither warm pool nor refreshes", async () => {
    const { LifecycleHooks } = await autoScaling.send(
      new DescribeLifecycleHooksCommand({ AutoScalingGroupName }),
    );
    expect(LifecycleHooks).toMatchObject([
      { LifecycleHookName: "CodeDeploy-hook", HeartbeatTimeout: 600, AutoScalingGroupName },
    ]);
    const none = new DescribeLifecycleHooksCommand({ AutoScalingGroupName, LifecycleHookNames: ["none"] });
    expect((await autoScaling.send(none)).LifecycleHooks).toEqual([]);
    const { TrafficSources } = await autoScaling.send(
      new DescribeTrafficSourcesCommand({ AutoScalingGroupName }),
    );
    expect(TrafficSources).toEqual([{ Identifier: smallIds.targetGroup, Type: "elbv2", State: "InService" }]);
    expect((await autoScaling.send(new DescribeWarmPoolCommand({ AutoScalingGroupName }))).Instances).toEqual(
      [],
    );
    const refreshes = await autoScaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName }));
    expect(refreshes.InstanceRefreshes).toEqual([]);
  });
});

describe("instance refreshes of a group that has some", () => {
  const refresh = { status: "Successful", percentageComplete: 100, instancesToUpdate: 0 } as const;
  const region = makeSmallRegion();
  region.autoScalingGroups.set(
    AutoScalingGroupName,
    makeGroup(AutoScalingGroupName, {
      instanceRefreshes: [
        { ...refresh, id: "first", startTime: addSeconds(smallNow, -7_200), endTime: smallNow },
        { ...refresh, id: "second", status: "InProgress", statusReason: "Waiting for instances." },
      ],
    }),
  );
  const other = makeClients(makeSimulator({ world: makeSmallWorld(region) })).autoScaling;
  const list = (input: { InstanceRefreshIds?: string[]; MaxRecords?: number; NextToken?: string }) =>
    other.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName, ...input }));

  it("are shown newest first, page by page", async () => {
    const first = await list({ MaxRecords: 1 });
    expect(first.InstanceRefreshes).toMatchObject([
      { InstanceRefreshId: "second", Status: "InProgress", StatusReason: "Waiting for instances." },
    ]);
    const rest = await list({ MaxRecords: 1, ...(first.NextToken && { NextToken: first.NextToken }) });
    expect(rest.InstanceRefreshes).toMatchObject([
      { InstanceRefreshId: "first", AutoScalingGroupName, PercentageComplete: 100 },
    ]);
    expect(rest.NextToken).toBeUndefined();
  });

  it("are shown by id", async () => {
    const { InstanceRefreshes } = await list({ InstanceRefreshIds: ["first", "none"] });
    expect(InstanceRefreshes?.map(({ InstanceRefreshId }) => InstanceRefreshId)).toEqual(["first"]);
  });
});

describe("what Auto Scaling refuses", () => {
  it.each([
    [
      "hooks of an unknown group",
      new DescribeLifecycleHooksCommand({ AutoScalingGroupName: "x" }),
      /AutoScalingGroup name not found/,
    ],
    [
      "activities of an unknown group",
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: "x" }),
      /AutoScalingGroup name not found/,
    ],
    [
      "hooks of no group",
      new DescribeLifecycleHooksCommand({ AutoScalingGroupName: undefined }),
      /AutoScalingGroupName/,
    ],
    ["101 records", new DescribeAutoScalingGroupsCommand({ MaxRecords: 101 }), /between 1 and 100/],
    [
      "51 traffic sources",
      new DescribeTrafficSourcesCommand({ AutoScalingGroupName, MaxRecords: 51 }),
      /between 1 and 50/,
    ],
    [
      "a status without a group",
      new DescribeScalingActivitiesCommand({ Filters: [{ Name: "Status", Values: ["Failed"] }] }),
      /AutoScalingGroupName/,
    ],
    [
      "an unknown filter",
      new DescribeScalingActivitiesCommand({ Filters: [{ Name: "Colour", Values: [] }] }),
      /StartTimeLowerBound/,
    ],
    [
      "an unreadable time",
      new DescribeScalingActivitiesCommand({ Filters: [{ Name: "StartTimeLowerBound", Values: ["soon"] }] }),
      /ISO 8601/,
    ],
  ])("%s", async (_what, command, message) => {
    const sent = autoScaling.send(toSendable(command));
    await expect(sent).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringMatching(message),
    });
  });

  it("a token that it did not hand out", async () => {
    const sent = autoScaling.send(new DescribeAutoScalingGroupsCommand({ NextToken: "nonsense" }));
    await expect(sent).rejects.toBeInstanceOf(InvalidNextToken);
  });
});

/** The client's overloads take one kind of command at a time; any command of this service is one of them. */
function toSendable(command: object): DescribeLifecycleHooksCommand {
  return command as DescribeLifecycleHooksCommand;
}
