import { describe, expect, it } from "vitest";
import { parseInstant } from "#lib/domain/time.ts";
import { ec2Instances } from "#lib/sources/ec2-instances.ts";
import type { FakeAnswer } from "#lib/sources/testing/fake-call.ts";
import { makeGroupFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const describeInstances = "ec2:DescribeInstances";
const idA = "i-0a11aaaaaaaaaaaaa";
const idB = "i-0b22bbbbbbbbbbbbb";
const known = [makeGroupFact()];
const tagged = [makeGroupFact({ tagFilters: [{ key: "Role", value: "api", type: "KEY_AND_VALUE" }] })];

function makeRow(InstanceId: string, rest: object = {}): object {
  return { InstanceId, State: { Name: "running" }, ...rest };
}

function makeIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `i-${index.toString(16).padStart(17, "0")}`);
}

function byIds(ids: readonly string[]): object {
  return { Filters: [{ Name: "instance-id", Values: ids }], MaxResults: 1000 };
}

function answerIds(ids: readonly string[], rows: readonly object[]): FakeAnswer {
  return {
    operation: describeInstances,
    input: { ...byIds(ids) },
    output: { Reservations: [{ Instances: rows }] },
  };
}

function answerTag(rows: readonly object[]): FakeAnswer {
  return {
    operation: describeInstances,
    input: { Filters: [{ Name: "tag:Role", Values: ["api"] }] },
    output: { Reservations: [{ Instances: rows }] },
  };
}

describe("instances", () => {
  it("are read whole, over all reservations", async () => {
    const { reading } = await readAlone(ec2Instances, {
      known,
      mentioned: [[idA, idB]],
      answers: [
        {
          operation: describeInstances,
          output: {
            Reservations: [
              {
                Instances: [
                  makeRow(idA, {
                    State: { Code: 48, Name: "terminated" },
                    LaunchTime: new Date(1_000),
                    StateTransitionReason: "User initiated (2026-01-31 13:39:00 GMT)",
                    StateReason: {
                      Code: "Client.UserInitiatedShutdown",
                      Message: "Client.UserInitiatedShutdown: …",
                    },
                    ImageId: "ami-1",
                    InstanceType: "t3.micro",
                    Placement: { AvailabilityZone: "us-east-1a" },
                    PrivateIpAddress: "10.0.0.1",
                    IamInstanceProfile: { Arn: "arn:profile", Id: "AIPA" },
                    InstanceLifecycle: "spot",
                    Tags: [{ Key: "Role", Value: "api" }],
                  }),
                ],
              },
              { Instances: [makeRow(idB)] },
            ],
          },
        },
      ],
    });
    expect(valuesOf(reading, "instance")).toEqual({
      [idA]: {
        id: idA,
        listed: true,
        state: "terminated",
        launchTime: 1_000,
        terminatedAt: Date.UTC(2026, 0, 31, 13, 39),
        stateTransitionReason: "User initiated (2026-01-31 13:39:00 GMT)",
        stateReasonCode: "Client.UserInitiatedShutdown",
        stateReasonMessage: "Client.UserInitiatedShutdown: …",
        imageId: "ami-1",
        instanceType: "t3.micro",
        zone: "us-east-1a",
        privateIp: "10.0.0.1",
        profileArn: "arn:profile",
        lifecycle: "spot",
        tags: { Role: "api" },
      },
      [idB]: { id: idB, listed: true, state: "running", tags: {} },
    });
  });

  it.each([
    ["terminated", "User initiated (2026-01-31 13:39:00 GMT)", Date.UTC(2026, 0, 31, 13, 39)],
    ["shutting-down", "Service initiated (2026-01-31 13:39:00 UTC)", Date.UTC(2026, 0, 31, 13, 39)],
    ["terminated", "", undefined],
    ["terminated", "User initiated shutdown", undefined],
    ["terminated", "User initiated (2026-13-45 99:00:00 GMT)", undefined],
    ["stopped", "User initiated (2026-01-31 13:39:00 GMT)", undefined],
  ])("%s with the reason %j ended at %s", async (Name, StateTransitionReason, terminatedAt) => {
    const { reading } = await readAlone(ec2Instances, {
      known,
      mentioned: [[idA]],
      answers: [answerIds([idA], [makeRow(idA, { State: { Name }, StateTransitionReason })])],
    });
    expect(valuesOf(reading, "instance")[idA]).toHaveProperty("terminatedAt", terminatedAt);
  });

  it.each([
    { count: 99, calls: [99] },
    { count: 100, calls: [100] },
    { count: 101, calls: [100, 1] },
  ])("$count are asked for as $calls", async ({ count, calls }) => {
    const ids = makeIds(count);
    const { reading, asked } = await readAlone(ec2Instances, {
      known,
      mentioned: [ids],
      answers: [
        answerIds(
          ids.slice(0, 100),
          ids.slice(0, 100).map((id) => makeRow(id)),
        ),
        ...(count > 100 ? [answerIds(ids.slice(100), [makeRow(ids[100] ?? "")])] : []),
      ],
    });
    expect(asked).toHaveLength(calls.length);
    expect(reading.facts).toHaveLength(count);
  });

  it("cost no call where nobody mentions any", async () => {
    const { reading, asked } = await readAlone(ec2Instances, { known, answers: [] });
    expect(asked).toEqual([]);
    expect(reading).toMatchObject({ facts: [], truncated: false });
  });
});

describe("an id that EC2 has no row for", () => {
  it("is stated as not listed", async () => {
    const { reading } = await readAlone(ec2Instances, {
      known,
      mentioned: [[idA, idB]],
      answers: [answerIds([idA, idB], [makeRow(idB)])],
    });
    expect(valuesOf(reading, "instance")).toEqual({
      [idA]: { id: idA, listed: false },
      [idB]: { id: idB, listed: true, state: "running", tags: {} },
    });
  });

  it("keeps the time of its termination that EC2 gave while it had the row, once and again", async () => {
    const terminatedAt = parseInstant("2026-01-31T13:39:10Z");
    const readAfter = async (value: object) => {
      const earlier = { kind: "instance", entity: idA, value, operation: describeInstances };
      const { reading } = await readAlone(ec2Instances, {
        known: [...known, earlier],
        mentioned: [[idA]],
        answers: [answerIds([idA], [])],
      });
      return valuesOf(reading, "instance")[idA];
    };
    const forgotten = { id: idA, listed: false, terminatedAt };
    expect(await readAfter({ id: idA, listed: true, state: "terminated", tags: {}, terminatedAt })).toEqual(
      forgotten,
    );
    expect(await readAfter(forgotten)).toEqual(forgotten);
    expect(await readAfter({ id: idA, listed: true, state: "running", tags: {} })).toEqual({
      id: idA,
      listed: false,
    });
  });

  it("is stated only after the last page", async () => {
    const { reading } = await readAlone(ec2Instances, {
      known,
      mentioned: [[idA, idB]],
      answers: [
        {
          operation: describeInstances,
          input: { NextToken: undefined },
          output: { Reservations: [{ Instances: [makeRow(idA)] }], NextToken: "2" },
        },
        {
          operation: describeInstances,
          input: { NextToken: "2" },
          output: { Reservations: [{ Instances: [makeRow(idB)] }] },
        },
      ],
    });
    expect(Object.values(valuesOf(reading, "instance"))).toMatchObject([{ listed: true }, { listed: true }]);
  });

  it.each<{ name: string; answers: FakeAnswer[] }>([
    {
      name: "the call failed",
      answers: [{ operation: describeInstances, failure: { kind: "denied", code: "UnauthorizedOperation" } }],
    },
    {
      name: "a later page failed",
      answers: [
        {
          operation: describeInstances,
          input: { NextToken: undefined },
          output: { Reservations: [], NextToken: "2" },
        },
        {
          operation: describeInstances,
          input: { NextToken: "2" },
          failure: { kind: "timeout", code: "AbortError" },
        },
      ],
    },
    { name: "its row was unreadable", answers: [answerIds([idA], [{ InstanceId: idA, State: "running" }])] },
  ])("is not stated where $name", async ({ answers }) => {
    const { reading } = await readAlone(ec2Instances, { known, mentioned: [[idA]], answers });
    expect(reading.facts).toEqual([]);
    expect(reading.failures.length + reading.dropped.length).toBe(1);
  });

  it("is not stated where one of two calls failed, for the ids of that call", async () => {
    const ids = makeIds(101);
    const { reading } = await readAlone(ec2Instances, {
      known,
      mentioned: [ids],
      answers: [
        {
          operation: describeInstances,
          input: { ...byIds(ids.slice(0, 100)) },
          failure: { kind: "throttled", code: "RequestLimitExceeded" },
        },
        answerIds(ids.slice(100), []),
      ],
    });
    expect(reading.facts.map(({ entity }) => entity)).toEqual(ids.slice(100));
  });
});

describe("the tag rule", () => {
  const Tags = [{ Key: "Role", Value: "api" }];

  it("finds instances that nothing else mentions", async () => {
    const { reading } = await readAlone(ec2Instances, {
      known: tagged,
      answers: [answerTag([makeRow(idA, { Tags })])],
    });
    expect(Object.keys(valuesOf(reading, "instance"))).toEqual([idA]);
  });

  it("is checked again on what EC2 finds: its filters are coarser than CodeDeploy's", async () => {
    const { reading } = await readAlone(ec2Instances, {
      known: tagged,
      answers: [answerTag([makeRow(idA, { Tags: [{ Key: "Role", Value: "API" }] })])],
    });
    expect(reading.facts).toEqual([]);
  });

  it("finding an instance outweighs not finding it by id a moment earlier", async () => {
    const { reading } = await readAlone(ec2Instances, {
      known: tagged,
      mentioned: [[idA]],
      answers: [answerTag([makeRow(idA, { Tags })]), answerIds([idA], [])],
    });
    expect(valuesOf(reading, "instance")[idA]).toMatchObject({ listed: true });
  });

  it("that EC2 cannot search by makes the reading one that proves no absence, and says so", async () => {
    const { reading } = await readAlone(ec2Instances, {
      known: [makeGroupFact({ tagFilters: [{ key: "Role", type: "KEY_PATTERN" }] })],
      answers: [],
    });
    expect(reading.dropped).toEqual(["ec2:DescribeInstances cannot search by the tag rule of prod-api"]);
    expect(reading.truncated).toBe(true);
  });
});
