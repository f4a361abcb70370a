import { describe, expect, it } from "vitest";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { addMs, addSeconds, hourMs, minuteMs } from "#lib/domain/time.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toNameInstance } from "#lib/report/names.ts";
import { toTargetClock } from "#lib/report/target-clock.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeFacts,
  makeTargetGroup,
  makeTargetGroupAttributes,
  makeTerminated,
  minutesAgo,
  testNow,
} from "#lib/testing/facts.ts";

const fleet = makeDeployment({ id: "d-1", createTime: minutesAgo(3), startTime: minutesAgo(2) }).value;
const launch = { ...fleet, creator: "autoscaling" };

type Options = { readonly deployment?: typeof fleet; readonly ghosts?: readonly string[] };

function toClock(parts: Partial<AllFacts>, { deployment = fleet, ghosts = [] }: Options = {}) {
  const index = indexFacts(makeFacts(parts));
  return toTargetClock(deployment, {
    index,
    known: toInstanceKnowledge({ index, items: [], ghosts: [] }),
    ghostTargets: new Map([["d-1", ghosts]]),
    now: testNow,
    name: toNameInstance(new Map()),
  });
}

const makeTarget = (targetId: string, events?: readonly LifecycleEvent[]) =>
  makeDeploymentTarget({
    deploymentId: "d-1",
    targetId,
    ...(events && { events, status: "InProgress" }),
  });
const running = (name: string, minutes: number): LifecycleEvent => ({
  name,
  status: "InProgress",
  startTime: minutesAgo(minutes),
});
const withTargets = (...targets: AllFacts["deployment-target"]) => ({ "deployment-target": targets });

describe("a target of which nothing has begun", () => {
  it("has both of AWS's limits, neither certain, and no sure beginning", () => {
    const [wait] = toClock(withTargets(makeTarget(idA)));
    expect(wait).toMatchObject({
      kind: "target-first-event",
      subject: { kind: "instance", id: idA },
      since: minutesAgo(2),
      sinceCertainty: "earliest",
      deadlines: [
        { at: addMs(minutesAgo(2), 5 * minuteMs), certainty: "contradicted" },
        { at: addMs(minutesAgo(2), hourMs), certainty: "contradicted" },
      ],
      next: { at: addMs(minutesAgo(2), 5 * minuteMs) },
    });
  });

  it.each([
    ["before the five minutes", 4.99, 5 * minuteMs],
    ["at the five minutes", 5, hourMs],
    ["before the hour", 59.99, hourMs],
    ["at the hour", 60, undefined],
  ])("%s the next deadline is the right one", (_, minutes, lengthMs) => {
    const startTime = minutesAgo(minutes);
    const [wait] = toClock(withTargets(makeTarget(idA)), { deployment: { ...fleet, startTime } });
    expect(wait?.next?.at).toBe(lengthMs === undefined ? undefined : addMs(startTime, lengthMs));
  });

  it("counts from the end of the last event on any target, where one came before", () => {
    const done = makeDeploymentTarget({
      deploymentId: "d-1",
      targetId: idB,
      status: "Succeeded",
      events: [{ name: "Install", status: "Succeeded", endTime: minutesAgo(1) }],
    });
    expect(toClock(withTargets(done, makeTarget(idA)))).toMatchObject([{ since: minutesAgo(1) }]);
  });

  it("is one of several: the deployment waits, and names them", () => {
    const [wait, ...others] = toClock(withTargets(makeTarget(idA), makeTarget(idB)));
    expect(others).toEqual([]);
    expect(wait?.subject).toEqual({ kind: "deployment", id: "d-1" });
    expect(wait?.sentence).toContain(`one of ${idA} and ${idB}`);
  });

  it("is the ghost, where one of several is", () => {
    const [wait] = toClock(withTargets(makeTarget(idA), makeTarget(idB)), { ghosts: [idA] });
    expect(wait?.subject).toEqual({ kind: "instance", id: idA });
  });

  it("only queues while another one is being deployed to", () => {
    const waits = toClock(withTargets(makeTarget(idA), makeTarget(idB, [running("Install", 1)])));
    expect(waits.map(({ subject }) => subject.id)).toEqual([idB]);
  });

  it("has no deadline where the deployment's beginning is not known", () => {
    const { startTime, createTime, ...timeless } = fleet;
    const [wait] = toClock(withTargets(makeTarget(idA)), { deployment: timeless });
    expect(wait).toMatchObject({
      deadlines: [],
      sinceCertainty: "unknown",
      note: "Since when is not known.",
    });
    expect(wait).not.toHaveProperty("next");
  });
});

describe("an event that runs", () => {
  it.each([
    ["Install", "lifecycle-event"],
    ["AllowTraffic", "allow-traffic"],
    ["BlockTraffic", "block-traffic"],
  ])("%s is a wait of kind %s and may take an hour", (name, kind) => {
    const [wait] = toClock(withTargets(makeTarget(idA, [running(name, 10)])));
    expect(wait).toMatchObject({
      kind,
      since: minutesAgo(10),
      sinceCertainty: "exact",
      deadlines: [{ at: addMs(minutesAgo(10), hourMs), certainty: "documented" }],
    });
  });

  it.each([
    [59.99, true],
    [60, false],
  ])("after %f minutes a deadline lies ahead: %s", (minutes, ahead) => {
    const [wait] = toClock(withTargets(makeTarget(idA, [running("Install", minutes)])));
    expect(wait?.next !== undefined).toBe(ahead);
  });

  it("BlockTraffic ends after the deregistration delay of the group's own target group", () => {
    const parts = {
      ...withTargets(makeTarget(idA, [running("BlockTraffic", 1)])),
      "deployment-group": [makeDeploymentGroup()],
      "target-group-attributes": [makeTargetGroupAttributes(300)],
    };
    const [wait] = toClock({ ...parts, "target-group": [makeTargetGroup()] });
    expect(wait?.next).toMatchObject({ at: addSeconds(minutesAgo(1), 300), certainty: "earliest" });
    const [other] = toClock({ ...parts, "target-group": [makeTargetGroup({ name: "tg-other" })] });
    expect(other?.deadlines).toHaveLength(1);
  });

  it("without a start has no deadline", () => {
    const [wait] = toClock(withTargets(makeTarget(idA, [{ name: "Install", status: "InProgress" }])));
    expect(wait).toMatchObject({ deadlines: [], sinceCertainty: "unknown" });
  });
});

it("between two events the agent must begin the next, within either of AWS's limits", () => {
  const events = [
    { name: "ApplicationStop", status: "Succeeded", startTime: minutesAgo(2), endTime: minutesAgo(1) },
    { name: "DownloadBundle", status: "Pending" },
  ];
  expect(toClock(withTargets(makeTarget(idA, events)))).toMatchObject([
    {
      kind: "agent-response",
      since: minutesAgo(1),
      deadlines: [{ certainty: "contradicted" }, { certainty: "contradicted" }],
    },
  ]);
});

describe("what the end does", () => {
  const target = withTargets(makeTarget(idA));
  it("to a launch is an abandonment, which kills nothing where the instance is gone", () => {
    const say = (parts: Partial<AllFacts>) => toClock(parts, { deployment: launch })[0]?.deadlines[0]?.what;
    expect(say(target)).toContain("it is terminated and replaced");
    expect(say({ ...target, instance: [makeTerminated({ id: idA })] })).toContain("gone already");
  });

  it("to a fleet is a failed target, and no more is said than that", () => {
    expect(toClock(target)[0]?.deadlines[0]?.what).toContain("minimum of healthy hosts");
  });
});

it.each(["Created", "Queued", "Ready", "Succeeded", "Stopped"])(
  "a deployment that is %s waits for no target",
  (status) => {
    expect(toClock(withTargets(makeTarget(idA)), { deployment: { ...fleet, status } })).toEqual([]);
  },
);

it("targets that were not read make no wait", () => {
  expect(toClock({})).toEqual([]);
});
