import { describe, expect, it } from "vitest";
import { addSeconds, toIso } from "#lib/domain/time.ts";
import { toDetachingViews } from "#lib/report/detaching.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  makeActivity,
  makeDeployment,
  makeDeploymentTarget,
  makeFacts,
  makeInstance,
  makeMember,
  makeSourceState,
  makeTarget,
  makeTargetGroupAttributes,
  makeTerminated,
  minutesAgo,
  testNow,
} from "#lib/testing/facts.ts";

const needed = [
  "autoscaling-groups",
  "autoscaling-activities",
  "elb-target-health",
  "codedeploy-deployments",
  "codedeploy-targets",
] as const;
const wellRead = needed.map((id) => makeSourceState(id));

const ended = {
  description: `Detaching EC2 instance: ${idA}`,
  startTime: minutesAgo(10),
  endTime: minutesAgo(4),
};
const going = { ...ended, status: "WaitingForELBConnectionDraining", endTime: undefined };
const detached = { instance: [makeInstance()], "scaling-activity": [makeActivity(ended)] };
const draining = makeTarget({ state: "draining" }, { since: minutesAgo(1) });

function judge(parts: Partial<AllFacts>, sources = wellRead) {
  const index = indexFacts(makeFacts(parts));
  const known = toInstanceKnowledge({ index, items: [], ghosts: [] });
  return toDetachingViews({ index, known, sources, now: testNow });
}

describe("an instance whose detach has ended", () => {
  it("is safe to terminate where nothing refers to it any more", () => {
    expect(judge(detached)).toMatchObject([{ instanceId: idA, safe: "yes", until: null }]);
  });

  it.each([
    ["its detach goes on", { "scaling-activity": [makeActivity(going)] }, "has not ended"],
    [
      "its detach failed",
      { "scaling-activity": [makeActivity({ ...ended, status: "Failed" })] },
      "ended Failed",
    ],
    ["its group still lists it", { member: [makeMember({ lifecycleState: "Detaching" })] }, "still lists it"],
    ["a target group drains it", { target: [draining] }, "tg-prod-api still drains it"],
    [
      "a deployment waits for it",
      { deployment: [makeDeployment()], "deployment-target": [makeDeploymentTarget()] },
      "d-7QK2AAAAA waits for it",
    ],
  ])("is not, where %s", (_, parts, words) => {
    const [view] = judge({ ...detached, ...parts });
    expect(view?.safe).toBe("not-yet");
    expect(view?.why.toLowerCase()).toContain(words.toLowerCase());
  });

  it.each(["healthy", "unhealthy", "initial", "unavailable", "levitating"])(
    "is not, where a target group lists it as %s",
    (state) => {
      expect(judge({ ...detached, target: [makeTarget({ state })] })).toMatchObject([
        { safe: "not-yet", why: `The target group tg-prod-api still lists it (${state}).`, until: null },
      ]);
    },
  );

  it.each([
    ["Unknown", "not-yet"],
    ["Levitating", "not-yet"],
    ["Skipped", "yes"],
  ])("depends on whether a running deployment still awaits its outcome: %s", (status, safe) => {
    const target = makeDeploymentTarget({ status });
    const parts = { deployment: [makeDeployment()], "deployment-target": [target] };
    expect(judge({ ...detached, ...parts })).toMatchObject([{ safe }]);
  });

  it.each(needed)("cannot be judged without %s", (id) => {
    const without = wellRead.filter((source) => source.id !== id);
    expect(judge(detached, without)).toMatchObject([{ safe: "cannot-tell" }]);
    const partial = [...without, makeSourceState(id, { status: "partial" })];
    expect(judge(detached, partial)).toMatchObject([{ safe: "cannot-tell" }]);
    const dropped = [...without, makeSourceState(id, { droppedRows: 1 })];
    expect(judge(detached, dropped)).toMatchObject([{ safe: "cannot-tell" }]);
  });

  it("is safe where a target group lists it, but never sends it anything", () => {
    expect(judge({ ...detached, target: [makeTarget({ state: "unused" })] })).toMatchObject([
      { safe: "yes" },
    ]);
  });

  it("is not, while one of two target groups takes traffic to it and the other drains it: no end is known", () => {
    const other = makeTarget({ targetGroupArn: "arn:other", targetGroupName: "tg-other" });
    const parts = { target: [draining, other], "target-group-attributes": [makeTargetGroupAttributes(300)] };
    expect(judge({ ...detached, ...parts })).toMatchObject([
      {
        safe: "not-yet",
        why: "The target group tg-prod-api still drains it; the target group tg-other still lists it (healthy).",
        until: null,
      },
    ]);
  });

  it.each([
    ["at its end", minutesAgo(4), "yes"],
    ["just before its end", addSeconds(minutesAgo(4), -1), "cannot-tell"],
  ])("counts only what was read since: %s", (_, readAt, safe) => {
    const sources = wellRead.map((source) =>
      source.id === "elb-target-health" ? { ...source, readAt } : source,
    );
    expect(judge(detached, sources)).toMatchObject([{ safe }]);
  });

  it.each([
    [60, 1],
    [60.02, 0],
  ])("is asked about for an hour: %f minutes later", (minutes, count) => {
    const activity = makeActivity({ ...ended, startTime: minutesAgo(90), endTime: minutesAgo(minutes) });
    expect(judge({ ...detached, "scaling-activity": [activity] })).toHaveLength(count);
  });
});

it("what speaks against it counts even where another source could not be read", () => {
  expect(judge({ instance: [makeInstance()], "scaling-activity": [makeActivity(going)] }, [])).toMatchObject([
    { safe: "not-yet" },
  ]);
});

it("draining has an end where the delay was read", () => {
  const parts = { instance: [makeInstance()], target: [draining] };
  expect(judge(parts)).toMatchObject([{ safe: "not-yet", until: null }]);
  expect(judge({ ...parts, "target-group-attributes": [makeTargetGroupAttributes(300)] })).toMatchObject([
    { until: toIso(addSeconds(minutesAgo(1), 300)) },
  ]);
});

it.each([
  ["is gone", { ...detached, instance: [makeTerminated()] }],
  ["is in service", { instance: [makeInstance()], member: [makeMember()], target: [makeTarget()] }],
])("an instance that %s is not asked about", (_, parts) => {
  expect(judge(parts)).toEqual([]);
});
