import { describe, expect, it } from "vitest";
import { sortTargets, toBegin } from "#components/deployment/target-order.ts";
import {
  makeEvent,
  makeIso,
  makeRun,
  makeTarget,
} from "#components/deployment/testing/make-deployment-view.ts";
import { toWaitsFor } from "#components/deployment/waits-for.ts";

const targets = [
  makeRun("i-done", 0, 2),
  makeTarget("i-queued", { status: "Pending" }),
  makeTarget("i-ghost", { status: "Pending", gone: true }),
  makeRun("i-late", 5),
  makeRun("i-early", 3),
  makeTarget("i-gone", { status: "Pending", gone: true }),
  makeTarget("i-unread", { status: "not read" }),
  makeTarget("i-failed", { status: "Failed" }),
  makeTarget("i-left", { status: "Skipped" }),
];

describe("targets", () => {
  it("stand worst first: waited for in vain, failed, gone, unread, running longest, queued, skipped, done", () => {
    const ids = sortTargets({ targets, waitsForGhosts: ["i-ghost"] }).map(({ instanceId }) => instanceId);
    expect(ids.map((id) => id.slice(2))).toEqual(
      "ghost failed gone unread early late queued left done".split(" "),
    );
  });

  it("with a failed event stand with the failed, whatever their own status says", () => {
    const failing = makeTarget("i-x", { status: "InProgress", events: [makeEvent({ status: "Failed" })] });
    expect(sortTargets({ targets: [makeRun("i-a", 0), failing], waitsForGhosts: [] })[0]).toBe(failing);
  });

  it("that are done do not rise by being gone since", () => {
    const done = makeTarget("i-x", { gone: true });
    expect(sortTargets({ targets: [done, makeRun("i-a", 0)], waitsForGhosts: [] })[1]).toBe(done);
  });

  it("begin with their first event, in whatever order the events come", () => {
    const events = [makeEvent({ start: makeIso(4) }), makeEvent({}), makeEvent({ start: makeIso(2) })];
    expect(toBegin({ events })).toBe(makeIso(2));
    expect(toBegin({ events: [makeEvent({})] })).toBeUndefined();
  });
});

describe("whom a deployment waits for", () => {
  const running = { open: true, waitsForGhosts: ["i-ghost"], createdAt: makeIso(0), targets };

  it("is the ghost first, then who runs; those whose turn has not come are counted", () => {
    const { awaited, queued } = toWaitsFor(running);
    expect(awaited.map(({ instanceId, why }) => [instanceId, why])).toEqual([
      ["i-ghost", "gone"],
      ["i-unread", "unread"],
      ["i-early", "event"],
      ["i-late", "event"],
    ]);
    expect(queued).toBe(2);
  });

  it("is waited for since the event began, since the last ended between two, since the creation by a ghost", () => {
    const between = makeTarget("i-b", {
      status: "InProgress",
      events: [makeEvent({ start: makeIso(1), end: makeIso(2) }), makeEvent({ status: "Pending" })],
    });
    const { awaited } = toWaitsFor({ ...running, targets: [...targets, between] });
    const since = new Map(awaited.map((target) => [target.instanceId, target.since]));
    expect(since.get("i-early")).toBe(makeIso(3));
    expect(since.get("i-b")).toBe(makeIso(2));
    expect(since.get("i-ghost")).toBe(makeIso(0));
    expect(awaited.find(({ instanceId }) => instanceId === "i-b")?.why).toBe("between");
  });

  it("is nobody once it has ended, whatever its targets say", () => {
    expect(toWaitsFor({ ...running, open: false })).toEqual({ awaited: [], queued: 0 });
  });
});
