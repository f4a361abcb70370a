import { describe, expect, it } from "vitest";
import type { DeploymentTarget } from "#lib/domain/code-deploy.ts";
import { showTargets } from "#lib/sources/show-targets.ts";
import { at, makeRevision, type Seen } from "#lib/sources/testing/make-revision.ts";

const targetId = "i-0a11aaaaaaaaaaaaa";
const base = { kind: "span", instanceId: targetId, source: "source-under-test", track: "deployment:d-1" };

function makeTarget(
  value: Partial<DeploymentTarget> = {},
  seen: Seen = { since: "14:05", lastSeen: "14:20" },
) {
  const target: DeploymentTarget = {
    deploymentId: "d-1",
    targetId,
    status: "Pending",
    events: [{ name: "ApplicationStop", status: "Pending" }],
    deploymentStatus: "InProgress",
    deploymentCreatedAt: at("14:00"),
    ...value,
  };
  return makeRevision("deployment-target", { entity: `d-1/${targetId}`, value: target }, seen);
}

function show(...revisions: ReturnType<typeof makeTarget>[]) {
  return showTargets(revisions, at("14:20"));
}

describe("a target of which no event ever started", () => {
  it("waits since the deployment was made, until now", () => {
    expect(show(makeTarget())).toEqual([
      {
        ...base,
        state: "Pending",
        from: at("14:00"),
        tone: "waiting",
        certainty: "exact",
        detail: "no lifecycle event has started",
      },
    ]);
  });

  it("waits since it was first seen where the deployment's creation is not known", () => {
    expect(show(makeTarget({ deploymentCreatedAt: undefined }))).toMatchObject([
      { from: at("14:05"), certainty: "observed" },
    ]);
  });

  it("waited until the deployment was stopped, which is marked", () => {
    const items = show(makeTarget({ deploymentStatus: "Stopped", deploymentCompletedAt: at("14:15") }));
    expect(items).toMatchObject([
      { kind: "span", state: "Pending", to: at("14:15") },
      { kind: "mark", at: at("14:15"), label: "deployment stopped", tone: "bad", detail: "d-1" },
    ]);
  });

  it.each([
    ["Ready", "waiting"],
    ["Unknown", "unknown"],
    ["Reticulating", "unknown"],
  ])("that is %s says so", (status, tone) => {
    expect(show(makeTarget({ status }))).toMatchObject([{ state: status, tone }]);
  });

  it.each([
    { name: "when it was last updated", value: { lastUpdatedAt: at("14:11") }, to: "14:11" },
    { name: "when its deployment ended", value: { deploymentCompletedAt: at("14:12") }, to: "14:12" },
  ])("that was skipped waited until it was: $name", ({ value, to }) => {
    const [wait] = show(makeTarget({ status: "Skipped", ...value }));
    expect(wait).toMatchObject({
      state: "Pending",
      from: at("14:00"),
      to: at(to),
      detail: "no lifecycle event ever started; it ended Skipped",
    });
  });

  it.each(["Skipped", "Failed", "Succeeded"])(
    "that is %s, nobody knows since when, is not drawn",
    (status) => {
      expect(show(makeTarget({ status }))).toEqual([]);
    },
  );

  it("that AWS no longer names waited until it was last seen", () => {
    const items = show(makeTarget({}, { since: "14:05", lastSeen: "14:09", until: "14:10" }));
    expect(items).toMatchObject([{ to: at("14:09") }]);
  });
});

describe("a target with events", () => {
  it("shows each at its own times, after the wait for the first", () => {
    const items = show(
      makeTarget({
        status: "InProgress",
        events: [
          { name: "ApplicationStop", status: "Succeeded", startTime: at("14:02"), endTime: at("14:03") },
          { name: "DownloadBundle", status: "InProgress", startTime: at("14:03") },
          { name: "Install", status: "Pending" },
        ],
      }),
    );
    expect(items).toMatchObject([
      {
        state: "Pending",
        from: at("14:00"),
        to: at("14:02"),
        tone: "waiting",
        detail: "until ApplicationStop started",
      },
      { state: "ApplicationStop", from: at("14:02"), to: at("14:03"), tone: "good", certainty: "exact" },
      { state: "DownloadBundle", from: at("14:03"), tone: "busy" },
    ]);
    expect(items[2]).not.toHaveProperty("to");
    expect(items).toHaveLength(3);
  });

  it("names the error of a failed one", () => {
    const items = show(
      makeTarget({
        status: "Failed",
        events: [
          {
            name: "AfterInstall",
            status: "Failed",
            startTime: at("14:02"),
            endTime: at("14:03"),
            diagnostics: { errorCode: "ScriptFailed", message: "exit 1" },
          },
        ],
      }),
    );
    expect(items.at(-1)).toMatchObject({ tone: "bad", detail: "Failed: ScriptFailed: exit 1" });
  });

  it.each([
    {
      name: "the deployment's end",
      value: { deploymentStatus: "Failed", deploymentCompletedAt: at("14:10") },
      to: "14:10",
    },
    {
      name: "its last update, if the end is not known",
      value: { deploymentStatus: "Failed", lastUpdatedAt: at("14:08") },
      to: "14:08",
    },
    { name: "our last sight, if not even that is known", value: { deploymentStatus: "Failed" }, to: "14:20" },
  ])("an event left open ends with $name", ({ value, to }) => {
    const [, event] = show(
      makeTarget({ ...value, events: [{ name: "Install", status: "InProgress", startTime: at("14:02") }] }),
    );
    expect(event).toMatchObject({ state: "Install", to: at(to) });
  });

  it("never ends an event before it starts, though AWS's clocks may differ", () => {
    const [, event] = show(
      makeTarget({
        events: [{ name: "Install", status: "Succeeded", startTime: at("14:02"), endTime: at("14:01") }],
      }),
    );
    expect(event).toMatchObject({ from: at("14:02"), to: at("14:02") });
  });

  it("is drawn once, by the last word", () => {
    const events = [{ name: "Install", status: "Succeeded", startTime: at("14:02"), endTime: at("14:03") }];
    const items = show(
      makeTarget({}, { since: "14:01", lastSeen: "14:04", until: "14:05" }),
      makeTarget({
        status: "Succeeded",
        events,
        deploymentStatus: "Succeeded",
        deploymentCompletedAt: at("14:04"),
      }),
    );
    expect(items).toMatchObject([{ to: at("14:02") }, { state: "Install" }]);
    expect(items).toHaveLength(2);
  });

  it("is drawn once where AWS told of its past afterwards", () => {
    const installing = { name: "Install", status: "InProgress", startTime: at("14:02") };
    const installed = { ...installing, status: "Succeeded", endTime: at("14:03") };
    const filled = [
      makeTarget({ deploymentStatus: undefined }, { since: "14:00", until: "14:02", origin: "aws" }),
      makeTarget(
        { status: "InProgress", events: [installing], deploymentStatus: undefined },
        { since: "14:02", lastSeen: "14:03", until: "14:03", origin: "aws" },
      ),
    ];
    const read = makeTarget({ status: "Succeeded", events: [installed] }, { since: "14:05" });
    expect(show(...filled, read)).toEqual(show(read));
    expect(show(...filled)).toMatchObject([
      { state: "Pending", from: at("14:00"), to: at("14:02"), certainty: "exact" },
      { state: "Install", from: at("14:02"), to: at("14:03"), certainty: "exact" },
    ]);
  });
});
