import {
  DescribeInstanceStatusCommand,
  type DescribeInstanceStatusCommandInput,
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
} from "@aws-sdk/client-ec2";
import { describe, expect, it } from "vitest";
import { makeClients, makeSimulator } from "#lib/simulator/testing/simulator-clients.ts";
import {
  makeInstance,
  makeSmallRegion,
  makeSmallWorld,
  smallIds,
} from "#lib/simulator/testing/small-world.ts";

const { ec2 } = makeClients(makeSimulator());
const { running, launching, terminated, forgotten } = smallIds;

async function list(
  input: DescribeInstancesCommandInput,
  client = ec2,
): Promise<(string | undefined)[] | undefined> {
  const { Reservations } = await client.send(new DescribeInstancesCommand(input));
  return Reservations?.flatMap(({ Instances }) => Instances?.map(({ InstanceId }) => InstanceId));
}

describe("DescribeInstances", () => {
  it("shows a terminated instance until it is forgotten, and then no more", async () => {
    expect(await list({})).toEqual([running, launching, terminated]);
  });

  it("tells why and when an instance ended", async () => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [terminated] }));
    expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
      State: { Code: 48, Name: "terminated" },
      StateTransitionReason: "User initiated (2026-01-31 13:38:00 GMT)",
      StateReason: { Code: "Client.UserInitiatedShutdown" },
    });
  });

  it.each([
    [
      "unknown and forgotten ids, without an error",
      { Name: "instance-id", Values: [running, forgotten, "i-x"] },
      [running],
    ],
    ["state", { Name: "instance-state-name", Values: ["terminated"] }, [terminated]],
    ["state code", { Name: "instance-state-code", Values: ["16"] }, [running, launching]],
    ["a tag", { Name: "tag:Name", Values: ["web"] }, [launching]],
    ["a tag's case", { Name: "tag:name", Values: ["web"] }, []],
    ["a tag key", { Name: "tag-key", Values: ["Name"] }, [running, launching, terminated]],
    ["a star", { Name: "tag:Name", Values: ["w*"] }, [launching]],
    ["a question mark", { Name: "tag:Name", Values: ["?pi"] }, [running, terminated]],
    [
      "a dot, which is only a dot",
      { Name: "private-ip-address", Values: ["10.0.0?10"] },
      [running, launching, terminated],
    ],
    ["a dot that matches nothing else", { Name: "private-ip-address", Values: ["10.0.0.1*x"] }, []],
    ["no values", { Name: "instance-id", Values: [] }, []],
  ])("filters by %s", async (_what, filter, expected) => {
    expect(await list({ Filters: [filter] })).toEqual(expected);
  });

  it.each([
    ["\\*pi", ["star"]],
    ["*pi", ["plain", "star", "back"]],
    ["a\\?i", ["mark"]],
    ["a?i", ["plain", "mark"]],
    ["\\\\pi", ["back"]],
    ["a\\pi", ["plain"]],
  ])("a backslash in the filter %s takes a wildcard for what it is", async (value, expected) => {
    const region = makeSmallRegion();
    const values = { plain: "api", star: "*pi", mark: "a?i", back: "\\pi" };
    for (const [id, tag] of Object.entries(values))
      region.instances.set(id, makeInstance(id, { tags: [{ key: "Kind", value: tag }] }));
    const other = makeClients(makeSimulator({ world: makeSmallWorld(region) })).ec2;
    expect(await list({ Filters: [{ Name: "tag:Kind", Values: [value] }] }, other)).toEqual(expected);
  });

  it("wants all filters to match", async () => {
    const Filters = [
      { Name: "tag:Name", Values: ["api"] },
      { Name: "instance-state-name", Values: ["running"] },
    ];
    expect(await list({ Filters })).toEqual([running]);
  });

  it("pages from 5 to 1000", async () => {
    const region = makeSmallRegion();
    for (let index = 0; index < 7; index += 1) region.instances.set(`i-${index}`, makeInstance(`i-${index}`));
    const other = makeClients(makeSimulator({ world: makeSmallWorld(region) })).ec2;
    const first = await other.send(new DescribeInstancesCommand({ MaxResults: 5 }));
    const second = await other.send(
      new DescribeInstancesCommand({ MaxResults: 5, NextToken: first.NextToken }),
    );
    expect(first.Reservations).toHaveLength(5);
    expect(second.Reservations).toHaveLength(5);
    expect(second.NextToken).toBeUndefined();
    for (const MaxResults of [4, 1_001]) {
      const sent = other.send(new DescribeInstancesCommand({ MaxResults }));
      await expect(sent).rejects.toMatchObject({ name: "InvalidParameterValue" });
    }
  });

  it.each([
    ["an unknown id", { InstanceIds: [running, "i-x"] }, "InvalidInstanceID.NotFound"],
    ["a forgotten id", { InstanceIds: [forgotten] }, "InvalidInstanceID.NotFound"],
    ["ids with a page size", { InstanceIds: [running], MaxResults: 5 }, "InvalidParameterCombination"],
    ["an unknown filter", { Filters: [{ Name: "colour", Values: ["red"] }] }, "InvalidParameterValue"],
    [
      "a filter named as every object's parts are",
      { Filters: [{ Name: "constructor", Values: ["x"] }] },
      "InvalidParameterValue",
    ],
    [
      "201 filter values",
      { Filters: [{ Name: "instance-id", Values: Array.from({ length: 201 }, (_, index) => `i-${index}`) }] },
      "FilterLimitExceeded",
    ],
    ["a token that it did not hand out", { NextToken: "nonsense" }, "InvalidPaginationToken"],
  ])("refuses %s", async (_what, input, name) => {
    await expect(ec2.send(new DescribeInstancesCommand(input))).rejects.toMatchObject({ name });
  });
});

describe("DescribeInstanceStatus", () => {
  const statuses = async (input: DescribeInstanceStatusCommandInput) => {
    const { InstanceStatuses } = await ec2.send(new DescribeInstanceStatusCommand(input));
    return InstanceStatuses?.map(({ InstanceId, InstanceStatus, SystemStatus }) => [
      InstanceId,
      InstanceStatus?.Status,
      SystemStatus?.Status,
    ]);
  };

  it("shows running instances only, unless all are asked for", async () => {
    const shown = [
      [running, "ok", "ok"],
      [launching, "initializing", "initializing"],
    ];
    expect(await statuses({})).toEqual(shown);
    expect(await statuses({ IncludeAllInstances: true })).toEqual([
      ...shown,
      [terminated, "not-applicable", "not-applicable"],
    ]);
    expect(await statuses({ InstanceIds: [terminated] })).toEqual([]);
  });

  it("refuses 101 ids", async () => {
    const InstanceIds = Array.from({ length: 101 }, (_, index) => `i-${index}`);
    const sent = ec2.send(new DescribeInstanceStatusCommand({ InstanceIds }));
    await expect(sent).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });
});
