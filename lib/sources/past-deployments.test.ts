import { describe, expect, it } from "vitest";
import type { Deployment } from "#lib/domain/code-deploy.ts";
import { addMs, hourMs, type Instant } from "#lib/domain/time.ts";
import { toDeploymentPast } from "#lib/sources/past-deployments.ts";
import { at } from "#lib/sources/testing/make-revision.ts";

const stopped: Deployment = {
  id: "d-1",
  group: "prod-api",
  status: "Stopped",
  creator: "autoscaling",
  createTime: at("10:00"),
  startTime: at("10:01"),
  completeTime: at("11:00"),
  errorCode: "MANUAL_STOP",
  errorMessage: "stopped",
  overview: { pending: 1, inProgress: 0, succeeded: 2, failed: 0, skipped: 0, ready: 0 },
  rollbackDeploymentId: "d-2",
  rollbackOf: "d-0",
  additionalStatus: "one",
};

function tell(value: Partial<Deployment>, readAt: Instant = at("14:00")) {
  const fact = {
    kind: "deployment",
    entity: "d-1",
    value: { ...stopped, ...value },
    operation: "codedeploy:BatchGetDeployments",
  } as const;
  return toDeploymentPast(fact, readAt);
}

describe("the past of a deployment", () => {
  it("was created and in progress without what only its course brought, and then was as it was read", () => {
    const open = {
      id: "d-1",
      group: "prod-api",
      creator: "autoscaling",
      createTime: at("10:00"),
      rollbackOf: "d-0",
    };
    const revisions = tell({});
    expect(revisions.map(({ value }) => value)).toEqual([
      { ...open, status: "Created" },
      { ...open, status: "InProgress", startTime: at("10:01") },
      stopped,
    ]);
    expect(revisions[0]).toMatchObject({ source: "codedeploy-deployments", entity: "d-1", origin: "aws" });
  });

  const created = ["Created", "10:00", "10:01"];

  it.each<{ name: string; value: Partial<Deployment>; told: readonly (readonly string[])[] }>([
    {
      name: "has its three stages at CodeDeploy's times",
      value: {},
      told: [created, ["InProgress", "10:01", "11:00"], ["Stopped", "11:00", "14:00"]],
    },
    {
      name: "of one that was stopped before it began has no progress",
      value: { startTime: undefined },
      told: [
        ["Created", "10:00", "11:00"],
        ["Stopped", "11:00", "14:00"],
      ],
    },
    {
      name: "of an open one is in progress until it was read",
      value: { status: "InProgress", completeTime: undefined },
      told: [created, ["InProgress", "10:01", "14:00"]],
    },
    {
      name: "of one that waits is created until it was read",
      value: { status: "Queued", startTime: undefined, completeTime: undefined },
      told: [["Created", "10:00", "14:00"]],
    },
    {
      name: "of one that ended, nobody knows when, is known until it began",
      value: { completeTime: undefined },
      told: [created],
    },
    { name: "of one without a time is not told", value: { createTime: undefined }, told: [] },
    {
      name: "of one that ended after the first reading is open",
      value: { completeTime: at("14:01") },
      told: [created, ["InProgress", "10:01", "14:00"]],
    },
  ])("$name", ({ value, told }) => {
    const found = tell(value).map((revision) => [
      Reflect.get(Object(revision.value), "status"),
      revision.since,
      revision.until,
    ]);
    expect(found).toEqual(
      told.map(([status = "", since = "", until = ""]) => [status, at(since), at(until)]),
    );
  });

  it("ends 110 hours after its creation: no reading tells of it longer", () => {
    const [, , last] = tell({}, addMs(at("10:00"), 200 * hourMs));
    expect(last?.until).toBe(addMs(at("10:00"), 110 * hourMs));
  });
});
