import { describe, expect, it } from "vitest";
import {
  makeDeploymentView,
  makeEvent,
  makeIso,
  makeTarget,
} from "#components/deployment/testing/make-deployment-view.ts";
import { toCurrentRevision, toRevisionSteps } from "#components/instance/revisions.ts";
import type { EventView, NextRevision, TargetView } from "#lib/report/schema.ts";

const started = { start: makeIso(1), end: makeIso(2) };
const installed = makeEvent({ name: "Install", ...started });
const failedStart = makeEvent({ name: "ApplicationStart", status: "Failed", ...started });
const pending = makeEvent({ name: "Install", status: "Pending" });

function step(status: string, events: EventView[], open = false) {
  const targets = [makeTarget("i-1", { status, events })];
  return toRevisionSteps([makeDeploymentView({ targets, open })], "i-1")[0];
}

describe("what a deployment did to the revision", () => {
  it.each<[string, string, EventView[], "open" | "ended"]>([
    ["installed", "Succeeded", [installed], "ended"],
    ["installed", "Succeeded", [], "ended"],
    ["half-done", "Failed", [installed, failedStart], "ended"],
    [
      "half-done",
      "InProgress",
      [makeEvent({ name: "Install", status: "InProgress", start: makeIso(1) })],
      "open",
    ],
    ["half-done", "Failed", [makeEvent({ name: "Install", status: "Failed", ...started })], "ended"],
    ["under-way", "InProgress", [makeEvent({ name: "DownloadBundle", ...started }), pending], "open"],
    [
      "not-reached",
      "Failed",
      [makeEvent({ name: "DownloadBundle", status: "Failed", ...started }), pending],
      "ended",
    ],
    ["not-reached", "Pending", [pending], "open"],
    ["not-reached", "Skipped", [makeEvent({ name: "Install", status: "Skipped" })], "ended"],
    ["not-known", "not read", [], "open"],
  ])("is %s where its target is %s", (outcome, status, events, end) => {
    expect(step(status, events, end === "open")?.outcome).toBe(outcome);
  });

  it("is nothing where it only moves traffic, or has another target", () => {
    expect(step("Succeeded", [makeEvent({ name: "BlockTraffic", ...started })])).toBeUndefined();
    expect(toRevisionSteps([makeDeploymentView({ targets: [makeTarget("i-2")] })], "i-1")).toEqual([]);
  });

  it("is dated by the end of Install", () => {
    expect(step("Succeeded", [installed])).toMatchObject({ at: makeIso(2), revision: "r42" });
  });
});

const nextRevision: NextRevision = {
  revision: "r42",
  deploymentId: "d-AAAAAAAAA",
  lastAttempted: null,
  differs: false,
  warning: null,
  launching: [],
};

type Run = { readonly revision: string; readonly minute: number; readonly target: Partial<TargetView> };

function current(next: NextRevision | null, ...runs: readonly Run[]) {
  const deployments = runs.map(({ revision, minute, target }) => {
    const times = { start: makeIso(minute), end: makeIso(minute) };
    const events = (target.events ?? [makeEvent({ name: "Install" })]).map((event) => ({
      ...event,
      ...times,
    }));
    return makeDeploymentView({
      id: `d-${revision}`,
      revision,
      open: false,
      targets: [makeTarget("i-1", { ...target, events })],
    });
  });
  return toCurrentRevision(toRevisionSteps(deployments, "i-1"), next);
}

describe("the current revision", () => {
  const good = (revision: string, minute: number) => ({ revision, minute, target: {} });
  const bad = (revision: string, minute: number) => ({
    revision,
    minute,
    target: { status: "Failed", events: [installed, failedStart] },
  });

  it("is the last that was installed, whatever the order of the list", () => {
    expect(current(nextRevision, good("r41", 1), good("r42", 5))).toMatchObject({
      step: { revision: "r42" },
      doubt: undefined,
      drift: "same",
    });
  });

  it("differs from what a new instance would get: drift", () => {
    expect(current(nextRevision, good("r41", 1)).drift).toBe("differs");
  });

  it("is in doubt after a later one that failed half way, not after an earlier one", () => {
    expect(current(nextRevision, good("r42", 1), bad("r43", 5))).toMatchObject({
      step: { revision: "r42" },
      doubt: expect.stringContaining("d-r43"),
      drift: "cannot-tell",
    });
    expect(current(nextRevision, bad("r41", 1), good("r42", 5))).toMatchObject({
      doubt: undefined,
      drift: "same",
    });
  });

  it("is not known where no deployment that was read installed one", () => {
    expect(current(nextRevision)).toMatchObject({ step: undefined, drift: "cannot-tell", next: "r42" });
  });

  it("is in doubt where a deployment's target was not read", () => {
    const unread = { revision: "r43", minute: 3, target: { status: "not read", events: [] } };
    expect(current(nextRevision, good("r42", 1), unread).doubt).toContain("d-r43");
  });

  it("cannot be compared where the group was not read", () => {
    expect(current(null, good("r42", 1))).toMatchObject({ next: null, drift: "cannot-tell" });
  });
});
