import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact, Revision } from "#lib/domain/fact.ts";
import * as registry from "#lib/sources/index.ts";
import { buildPast, pastMs } from "#lib/sources/past.ts";
import type { Source } from "#lib/sources/source.ts";
import { at } from "#lib/sources/testing/make-revision.ts";

const sources: readonly Source[] = Object.values(registry);
const readAt = at("14:00");

const instant = fc
  .option(fc.integer({ min: 0, max: 20 }), { nil: undefined })
  .map((quarter) => (quarter === undefined ? undefined : readAt + (quarter - 12) * 15 * 60_000));
const entity = fc.constantFrom("one", "two");

const activity = fc.record({
  kind: fc.constant("scaling-activity"),
  entity,
  value: fc.record({
    status: fc.constantFrom("InProgress", "Successful", "Cancelled"),
    description: fc.constant("Launching a new EC2 instance"),
    startTime: instant.map((time) => time ?? readAt),
    endTime: instant,
  }),
});
const deployment = fc.record({
  kind: fc.constant("deployment"),
  entity,
  value: fc.record({
    status: fc.constantFrom("Created", "InProgress", "Stopped", "Ready"),
    createTime: instant,
    startTime: instant,
    completeTime: instant,
  }),
});
const instance = fc.record({
  kind: fc.constant("instance"),
  entity,
  value: fc.record({
    listed: fc.boolean(),
    state: fc.constantFrom("pending", "running", "stopped", "terminated"),
    launchTime: instant,
    terminatedAt: instant,
    tags: fc.constant({}),
  }),
});
const event = fc.record({
  name: fc.constantFrom("ApplicationStop", "Install"),
  status: fc.constantFrom("Pending", "InProgress", "Succeeded", "Skipped"),
  startTime: instant,
  endTime: instant,
});
const target = fc.record({
  kind: fc.constant("deployment-target"),
  entity,
  value: fc.record({
    status: fc.constantFrom("Pending", "InProgress", "Succeeded", "Failed", "Unknown"),
    lastUpdatedAt: instant,
    events: fc.array(event, { maxLength: 4 }),
    deploymentStatus: fc.constantFrom(undefined, "InProgress", "Stopped"),
    deploymentCreatedAt: instant,
    deploymentCompletedAt: instant,
  }),
});
const anyFacts = fc.array(
  fc.oneof(activity, deployment, instance, target).map((fact): Fact => ({ ...fact, operation: "x" })),
  { maxLength: 8 },
);

function isApart(one: Revision, other: Revision): boolean {
  return (one.until ?? Infinity) <= other.since || (other.until ?? Infinity) <= one.since;
}

describe("the past that AWS's timestamps tell", () => {
  it("is closed, not empty, of AWS's origin, and ends at the first reading at the latest", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const revision of buildPast(sources, facts, readAt)) {
          expect(revision.origin).toBe("aws");
          expect(revision.since).toBeLessThan(revision.until ?? 0);
          expect(revision.until).toBeLessThanOrEqual(readAt);
          expect(revision.lastSeen).toBe(revision.until);
          expect(revision).not.toHaveProperty("before");
          const source = sources.find(({ id }) => id === revision.source);
          expect(source?.kinds).toContain(revision.kind);
        }
      }),
    );
  });

  it("has no two revisions of one entity at once, and each knows when its entity was first", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const past = buildPast(sources, facts, readAt);
        for (const one of past) {
          const same = past.filter(({ kind, entity: id }) => kind === one.kind && id === one.entity);
          expect(same.filter((other) => other !== one).every((other) => isApart(one, other))).toBe(true);
          expect(one.firstSeen).toBe(Math.min(...same.map(({ since }) => since)));
        }
      }),
    );
  });

  it("takes the later of two facts about an entity", () => {
    const make = (state: string, launchTime: string): Fact => ({
      kind: "instance",
      entity: "i-1",
      value: { id: "i-1", listed: true, state, launchTime: at(launchTime), tags: {} },
      operation: "ec2:DescribeInstances",
    });
    const past = buildPast(sources, [make("running", "10:00"), make("pending", "11:00")], readAt);
    expect(past).toMatchObject([{ value: { state: "pending" }, since: at("11:00"), until: readAt }]);
  });

  it("says nothing about kinds that AWS does not date, or whose source was not given", () => {
    const member: Fact = {
      kind: "member",
      entity: "m",
      value: { lifecycleState: "InService" },
      operation: "x",
    };
    expect(buildPast(sources, [member], readAt)).toEqual([]);
    const running: Fact = {
      kind: "instance",
      entity: "i",
      value: { listed: true, state: "running", launchTime: at("10:00"), tags: {} },
      operation: "x",
    };
    expect(buildPast([registry.autoscalingGroups], [running], readAt)).toEqual([]);
  });

  it("reaches six weeks back", () => {
    expect(pastMs).toBe(42 * 24 * 60 * 60 * 1_000);
  });
});
