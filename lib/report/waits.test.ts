import { describe, expect, it } from "vitest";
import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import { addMs, addSeconds, hourMs, minuteMs } from "#lib/domain/time.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toHookWaits } from "#lib/report/hook-waits.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toNameInstance } from "#lib/report/names.ts";
import { toWaitView } from "#lib/report/wait.ts";
import { toWaits } from "#lib/report/waits.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeFacts,
  makeHook,
  makeMember,
  makeTarget,
  makeTargetGroupAttributes,
  minutesAgo,
  testNow,
} from "#lib/testing/facts.ts";

function wait(parts: Partial<AllFacts>) {
  const index = indexFacts(makeFacts(parts));
  return toWaits({
    index,
    known: toInstanceKnowledge({ index, items: [], ghosts: [] }),
    ghostTargets: new Map(),
    waits: toHookWaits(index),
    now: testNow,
    name: toNameInstance(new Map()),
  });
}

const held = (minutes: number) =>
  makeMember({ instanceId: idA, lifecycleState: "Pending:Wait" }, { since: minutesAgo(minutes) });
const running = (minutes: number, value = {}) =>
  makeDeployment({ id: "d-1", createTime: minutesAgo(minutes), startTime: minutesAgo(minutes), ...value });

describe("a hook that holds a launch", () => {
  it("may end it by the heartbeat and will by the global timeout; heartbeats cannot be read", () => {
    expect(wait({ member: [held(2)], "lifecycle-hook": [makeHook()] })).toMatchObject([
      {
        kind: "hook-launch",
        subject: { kind: "instance", id: idA },
        since: minutesAgo(2),
        sinceCertainty: "observed",
        deadlines: [
          { at: addSeconds(minutesAgo(2), 600), certainty: "earliest" },
          { at: addSeconds(minutesAgo(2), 60_000), certainty: "latest" },
        ],
        next: { at: addSeconds(minutesAgo(2), 600) },
        note: expect.stringContaining("Heartbeats cannot be read, so it may be later"),
      },
    ]);
  });

  it.each([
    ["ahead", 9.99, "earliest"],
    ["past, and it may end at any moment", 10, "earliest"],
    ["past for so long that heartbeats keep it alive", 11, "latest"],
  ])("whose heartbeat timeout is %s has the right next deadline", (_, minutes, certainty) => {
    const [one] = wait({ member: [held(minutes)], "lifecycle-hook": [makeHook()] });
    expect(one?.next?.certainty).toBe(certainty);
  });

  it("is said without a deadline where no hook that fits was read", () => {
    expect(wait({ member: [held(2)] })).toMatchObject([
      { kind: "hook-launch", deadlines: [], note: expect.stringContaining("not known") },
    ]);
  });
});

it("a hook that holds a termination lets it go on", () => {
  const member = makeMember({ lifecycleState: "Terminating:Wait" });
  const hook = makeHook({ name: "drain", transition: "autoscaling:EC2_INSTANCE_TERMINATING" });
  expect(wait({ member: [member], "lifecycle-hook": [hook] })).toMatchObject([
    { kind: "hook-termination", next: { what: `The termination of ${idA} goes on.` } },
  ]);
});

describe("draining", () => {
  const target = makeTarget({ state: "draining" }, { since: minutesAgo(1) });
  it("ends after the target group's delay", () => {
    expect(
      wait({ target: [target], "target-group-attributes": [makeTargetGroupAttributes(300)] }),
    ).toMatchObject([
      { kind: "draining", next: { at: addSeconds(minutesAgo(1), 300), certainty: "latest" } },
    ]);
  });

  it.each([
    [61, true],
    [60, false],
  ])("of a delay of %i seconds, a minute in, is over at its very end: ahead %s", (delay, ahead) => {
    const [one] = wait({
      target: [target],
      "target-group-attributes": [makeTargetGroupAttributes(delay)],
    });
    expect(one?.next !== undefined).toBe(ahead);
  });

  it("has no deadline where the delay was not read", () => {
    expect(wait({ target: [target] })).toMatchObject([{ deadlines: [], note: expect.any(String) }]);
  });

  it.each([
    ["unhealthy.draining", 1],
    ["healthy", 0],
    ["unused", 0],
  ])("a target that is %s makes %i waits", (state, count) => {
    expect(wait({ target: [makeTarget({ state })] })).toHaveLength(count);
  });

  it("is said once where a deployment waits for it", () => {
    const events = [{ name: "BlockTraffic", status: "InProgress", startTime: minutesAgo(1) }];
    const waits = wait({
      target: [target],
      deployment: [running(2)],
      "deployment-target": [makeDeploymentTarget({ deploymentId: "d-1", status: "InProgress", events })],
    });
    expect(waits.map(({ kind }) => kind)).toEqual(["block-traffic", "deployment"]);
  });
});

describe("a deployment as a whole", () => {
  it.each([
    ["IN_PLACE", 8 * hourMs, "as of 2023; may have changed"],
    ["BLUE_GREEN", 109 * hourMs, "limits"],
    [undefined, 8 * hourMs, "may have changed"],
  ])("%s may take as long as documented, and says where", (deploymentType, limitMs, words) => {
    const [one] = wait({ deployment: [running(5, { deploymentType })] });
    expect(one?.deadlines).toMatchObject([
      { at: addMs(minutesAgo(5), limitMs), certainty: "documented", source: expect.stringContaining(words) },
    ]);
  });

  it.each([
    [8 * 60 - 0.01, true],
    [8 * 60, false],
  ])("after %f minutes the limit lies ahead: %s", (minutes, ahead) => {
    expect(wait({ deployment: [running(minutes)] })[0]?.next !== undefined).toBe(ahead);
  });

  it("has no limit where its creation is not known, and none when it is over", () => {
    expect(wait({ deployment: [running(5, { createTime: undefined })] })[0]?.deadlines).toEqual([]);
    expect(wait({ deployment: [running(5, { status: "Succeeded" })] })).toEqual([]);
  });

  it("that is ready waits 48 hours for its traffic, counted from what is sure", () => {
    expect(wait({ deployment: [running(5, { status: "Ready" })] })).toMatchObject([
      { kind: "deployment" },
      { kind: "ready", next: { at: addMs(minutesAgo(5), 48 * hourMs), certainty: "earliest" } },
    ]);
  });
});

describe("what the deployment group itself says of a blue/green deployment's waits", () => {
  const ready = { deployment: [running(5, { status: "Ready" })] };
  const readyDeadlines = (settings: Partial<DeploymentGroup>) =>
    wait({ ...ready, "deployment-group": [makeDeploymentGroup(settings)] }).find(
      ({ kind }) => kind === "ready",
    )?.deadlines ?? [];

  it("that it is stopped unless somebody shifts the traffic is a deadline before AWS's own", () => {
    const [own, limit] = readyDeadlines({ readyAction: "STOP_DEPLOYMENT", readyWaitMinutes: 60 });
    expect(own).toMatchObject({ at: addMs(minutesAgo(5), hourMs), certainty: "earliest" });
    expect(limit).toMatchObject({ at: addMs(minutesAgo(5), 48 * hourMs) });
  });

  it.each([
    ["goes on by itself", { readyAction: "CONTINUE_DEPLOYMENT", readyWaitMinutes: 0 }],
    ["does not say how long", { readyAction: "STOP_DEPLOYMENT" }],
    ["says nothing", {}],
  ] as const)("one that %s adds none", (_, settings) => {
    expect(readyDeadlines(settings)).toHaveLength(1);
  });

  const succeeded = (minutes: number) =>
    running(90, { status: "Succeeded", completeTime: minutesAgo(minutes), blueWaitStarted: true });
  const blueWait = (minutes: number, settings: Partial<DeploymentGroup>) =>
    wait({
      deployment: [succeeded(minutes)],
      "deployment-group": [makeDeploymentGroup(settings)],
    });
  const ending = { blueTerminationAction: "TERMINATE", blueWaitMinutes: 60 } as const;

  it.each([
    [59.9, 1],
    [60, 0],
  ])(
    "%f minutes after it succeeded, its count-down to the end of the original instances is shown %i times",
    (minutes, times) => {
      expect(blueWait(minutes, ending)).toHaveLength(times);
    },
  );

  it("the count-down ends when the group's setting says", () => {
    expect(blueWait(10, ending)).toMatchObject([
      { kind: "blue-termination", since: minutesAgo(10), next: { at: addMs(minutesAgo(10), hourMs) } },
    ]);
  });

  it.each([
    ["keeps them", { blueTerminationAction: "KEEP_ALIVE", blueWaitMinutes: 60 }],
    ["does not say", {}],
  ] as const)("a group that %s has none", (_, settings) => {
    expect(blueWait(10, settings)).toEqual([]);
  });
});

it("the next deadline comes first, and what has none last", () => {
  const parts = {
    member: [held(2), makeMember({ instanceId: idB, lifecycleState: "Terminating:Wait" })],
    "lifecycle-hook": [makeHook()],
    deployment: [running(1)],
    target: [makeTarget({ state: "draining" }, { since: minutesAgo(1) })],
    "target-group-attributes": [makeTargetGroupAttributes(120)],
  };
  expect(wait(parts).map(({ kind }) => kind)).toEqual([
    "draining",
    "hook-launch",
    "deployment",
    "hook-termination",
  ]);
});

it("in the report times are ISO and what is absent is null", () => {
  const [one] = wait({ target: [makeTarget({ state: "draining" })] });
  expect(one && toWaitView(one)).toMatchObject({
    nextAt: null,
    deadlines: [],
    since: expect.stringMatching(/Z$/),
  });
  const [other] = wait({ deployment: [running(0)] });
  expect(other && toWaitView(other)).toMatchObject({
    nextAt: new Date(testNow + 8 * 60 * minuteMs).toISOString(),
    note: null,
  });
});
