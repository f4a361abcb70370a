import { describe, expect, it } from "vitest";
import type { Instance } from "#lib/domain/ec2.ts";
import { toInstancePast } from "#lib/sources/past-instances.ts";
import { at } from "#lib/sources/testing/make-revision.ts";

const id = "i-0a11aaaaaaaaaaaaa";
type Listed = Extract<Instance, { readonly listed: true }>;

const terminated: Listed = {
  id,
  listed: true,
  state: "terminated",
  launchTime: at("10:00"),
  terminatedAt: at("11:00"),
  stateTransitionReason: "User initiated (2026-01-31 11:00:00 GMT)",
  stateReasonCode: "Client.UserInitiatedShutdown",
  stateReasonMessage: "Client.UserInitiatedShutdown: …",
  privateIp: "10.0.0.1",
  tags: {},
};

function tell(value: Instance, readAt = "14:00") {
  const fact = { kind: "instance", entity: id, value, operation: "ec2:DescribeInstances" } as const;
  return toInstancePast(fact, at(readAt));
}

function running(overrides: Partial<Listed> = {}): Instance {
  return { id, listed: true, state: "running", launchTime: at("10:00"), tags: { Role: "api" }, ...overrides };
}

describe("the past of an instance", () => {
  it("ran without what only its end brought, and then was as it was read", () => {
    const revisions = tell(terminated);
    expect(revisions.map(({ value, since, until }) => [value, since, until])).toEqual([
      [
        { id, listed: true, state: "running", launchTime: at("10:00"), privateIp: "10.0.0.1", tags: {} },
        at("10:00"),
        at("11:00"),
      ],
      [terminated, at("11:00"), at("14:00")],
    ]);
    expect(revisions[0]).toMatchObject({ source: "ec2-instances", entity: id, origin: "aws" });
  });

  it.each<{ name: string; value: Instance; readAt?: string; told: readonly (readonly string[])[] }>([
    {
      name: "of one that runs lasts from its launch until it was read",
      value: running(),
      told: [["running", "10:00", "14:00"]],
    },
    {
      name: "of one that is launching is no more than that",
      value: running({ state: "pending" }),
      told: [["pending", "10:00", "14:00"]],
    },
    {
      name: "of one that shuts down has that since EC2's own time",
      value: { ...terminated, state: "shutting-down" },
      told: [
        ["running", "10:00", "11:00"],
        ["shutting-down", "11:00", "14:00"],
      ],
    },
    {
      name: "of one that ended after the first reading is open",
      value: terminated,
      readAt: "10:30",
      told: [["running", "10:00", "10:30"]],
    },
    {
      name: "of one that is stopped is not told: when is not known",
      value: running({ state: "stopped" }),
      told: [],
    },
    {
      name: "of one that ended, EC2 does not say when, is not told",
      value: { ...terminated, terminatedAt: undefined },
      told: [],
    },
    { name: "of one without a launch time is not told", value: running({ launchTime: undefined }), told: [] },
    {
      name: "of an id that EC2 has no row for is not told",
      value: { id, listed: false, terminatedAt: at("11:00") },
      told: [],
    },
    { name: "of one launched later is none", value: running(), readAt: "10:00", told: [] },
  ])("$name", ({ value, readAt, told }) => {
    const found = tell(value, readAt).map((revision) => [
      Reflect.get(Object(revision.value), "state"),
      revision.since,
      revision.until,
    ]);
    expect(found).toEqual(told.map(([state = "", since = "", until = ""]) => [state, at(since), at(until)]));
  });
});
