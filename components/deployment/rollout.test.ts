import { describe, expect, it } from "vitest";
import { toRollout } from "#components/deployment/rollout.ts";
import {
  makeDeploymentView,
  makeEvent,
  makeIso,
  makeRun,
  makeTarget,
} from "#components/deployment/testing/make-deployment-view.ts";
import type { TargetView } from "#lib/report/schema.ts";

const at = makeIso(60);

function roll(...targets: readonly TargetView[]) {
  return toRollout(makeDeploymentView({ targets: [...targets] }), at);
}

function toIds(rollout: ReturnType<typeof roll>) {
  return rollout.batches.map(({ bars }) => bars.map(({ instanceId }) => instanceId));
}

describe("batches", () => {
  it.each<[string, TargetView[], string[][], number]>([
    ["nobody has begun", [makeTarget("a", { status: "Pending" })], [], 0],
    [
      "one after the other",
      [makeRun("a", 0, 2), makeRun("b", 3, 5), makeRun("c", 6)],
      [["a"], ["b"], ["c"]],
      1,
    ],
    ["all at once", [makeRun("a", 0, 2), makeRun("b", 0, 9), makeRun("c", 1, 3)], [["a", "b", "c"]], 3],
    [
      "two halves",
      [makeRun("a", 0, 4), makeRun("b", 1, 5), makeRun("c", 6, 9), makeRun("d", 7, 9)],
      [
        ["a", "b"],
        ["c", "d"],
      ],
      2,
    ],
    ["the next begins when the first is done", [makeRun("a", 0, 3), makeRun("b", 3, 5)], [["a"], ["b"]], 1],
    ["the next begins just before", [makeRun("a", 0, 3), makeRun("b", 2.99, 5)], [["a", "b"]], 2],
    [
      "one still runs beside the next",
      [makeRun("a", 0), makeRun("b", 0, 3), makeRun("c", 4)],
      [["a", "b"], ["c"]],
      2,
    ],
    ["out of order in the list", [makeRun("b", 3, 5), makeRun("a", 0, 2)], [["a"], ["b"]], 1],
  ])("where %s", (_, targets, batches, mostAtOnce) => {
    const rollout = roll(...targets);
    expect(toIds(rollout)).toEqual(batches);
    expect(rollout.mostAtOnce).toBe(mostAtOnce);
  });

  it("have an end only when all of them are done", () => {
    const [first, second] = roll(makeRun("a", 0, 2), makeRun("b", 1, 5), makeRun("c", 6)).batches;
    expect(first?.to).toBe(Date.parse(makeIso(5)));
    expect(second?.to).toBeUndefined();
  });
});

describe("the rollout", () => {
  it("spans from the deployment's start to now, and to its end once it is over", () => {
    const targets = [makeRun("a", 3, 5)];
    expect(toRollout(makeDeploymentView({ targets }), at)).toMatchObject({
      from: Date.parse(makeIso(0)),
      to: Date.parse(at),
    });
    const over = makeDeploymentView({ targets, open: false, completedAt: makeIso(7) });
    expect(toRollout(over, at).to).toBe(Date.parse(makeIso(7)));
  });

  it("takes a target that begins before the deployment's own start as it is: clocks differ", () => {
    expect(roll(makeRun("a", -1, 5)).from).toBe(Date.parse(makeIso(-1)));
  });

  it("names the targets that nothing has begun on", () => {
    const pending = makeTarget("b", { status: "Pending", events: [makeEvent({ status: "Pending" })] });
    expect(roll(makeRun("a", 0, 1), pending).notBegun).toEqual([pending]);
  });

  it("says of a target that was left open by an ended deployment that its end is not known", () => {
    const deployment = makeDeploymentView({
      targets: [makeRun("a", 1)],
      open: false,
      completedAt: makeIso(7),
    });
    expect(toRollout(deployment, at).batches[0]?.bars[0]).toMatchObject({
      ends: "unknown",
      to: Date.parse(makeIso(7)),
    });
  });

  it("gives a failed target the end of its last event", () => {
    const failed = makeTarget("a", {
      status: "Failed",
      events: [
        makeEvent({ start: makeIso(0), end: makeIso(1) }),
        makeEvent({ name: "ApplicationStart", status: "Failed", start: makeIso(1), end: makeIso(3) }),
      ],
    });
    expect(roll(failed).batches[0]?.bars[0]).toMatchObject({
      tone: "bad",
      ends: "ended",
      to: Date.parse(makeIso(3)),
    });
  });

  it("holds a thousand targets", () => {
    const targets = Array.from({ length: 1000 }, (_, index) => makeRun(`i-${index}`, index, index + 0.5));
    expect(roll(...targets)).toMatchObject({ mostAtOnce: 1, batches: { length: 1000 } });
  });
});
