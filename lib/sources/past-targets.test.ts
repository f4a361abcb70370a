import { describe, expect, it } from "vitest";
import type { DeploymentTarget, LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { toTargetPast } from "#lib/sources/past-targets.ts";
import { at } from "#lib/sources/testing/make-revision.ts";

const targetId = "i-0a11aaaaaaaaaaaaa";

type Times = Partial<Record<"startTime" | "endTime", string>>;

function event(name: string, status: string, { startTime, endTime }: Times = {}): LifecycleEvent {
  return {
    name,
    status,
    ...(startTime === undefined ? {} : { startTime: at(startTime) }),
    ...(endTime === undefined ? {} : { endTime: at(endTime) }),
  };
}

const stop = event("ApplicationStop", "Succeeded", { startTime: "10:01", endTime: "10:02" });
const install: LifecycleEvent = {
  ...event("Install", "Failed", { startTime: "10:03", endTime: "10:05" }),
  diagnostics: { errorCode: "ScriptFailed" },
};
const start = event("ApplicationStart", "Skipped");

const failed: DeploymentTarget = {
  deploymentId: "d-1",
  targetId,
  status: "Failed",
  label: "Green",
  lastUpdatedAt: at("10:05:30"),
  events: [stop, install, start],
  deploymentStatus: "Failed",
  deploymentCreatedAt: at("10:00"),
  deploymentCompletedAt: at("10:06"),
};

const waiting: Partial<DeploymentTarget> = {
  status: "Pending",
  events: [event("ApplicationStop", "Pending")],
  lastUpdatedAt: undefined,
  deploymentStatus: "InProgress",
  deploymentCompletedAt: undefined,
};

function tell(value: Partial<DeploymentTarget>, readAt = "14:00") {
  const fact = {
    kind: "deployment-target",
    entity: `d-1/${targetId}`,
    value: { ...failed, ...value },
    operation: "codedeploy:BatchGetDeploymentTargets",
  } as const;
  return toTargetPast(fact, at(readAt));
}

/** `since-until status: the event's statuses, then its deployment's`. */
function toLines(revisions: ReturnType<typeof tell>): string[] {
  const clock = (instant: number | undefined) => new Date(instant ?? 0).toISOString().slice(11, 16);
  return revisions.map(({ value, since, until }) => {
    const target = value as DeploymentTarget;
    const events = target.events.map(({ status }) => status).join(" ");
    return `${clock(since)}-${clock(until)} ${target.status}: ${events}, ${target.deploymentStatus ?? "open"}`;
  });
}

describe("the past of a target", () => {
  it("goes from event to event, each as far as it had come", () => {
    const revisions = tell({});
    expect(toLines(revisions)).toEqual([
      "10:00-10:01 Pending: Pending Pending Pending, open",
      "10:01-10:02 InProgress: InProgress Pending Pending, open",
      "10:02-10:03 InProgress: Succeeded Pending Pending, open",
      "10:03-10:05 InProgress: Succeeded InProgress Pending, open",
      "10:05-10:06 Failed: Succeeded Failed Skipped, open",
      "10:06-14:00 Failed: Succeeded Failed Skipped, Failed",
    ]);
    expect(revisions[3]).toMatchObject({
      source: "codedeploy-targets",
      entity: `d-1/${targetId}`,
      origin: "aws",
      firstSeen: at("10:00"),
    });
    expect(revisions[3]?.value).toEqual({
      deploymentId: "d-1",
      targetId,
      status: "InProgress",
      label: "Green",
      events: [
        stop,
        { name: "Install", status: "InProgress", startTime: at("10:03") },
        { name: "ApplicationStart", status: "Pending" },
      ],
      deploymentCreatedAt: at("10:00"),
    });
    expect(revisions.at(-1)?.value).toEqual(failed);
  });

  it.each<{ name: string; value: Partial<DeploymentTarget>; readAt?: string; lines: readonly string[] }>([
    {
      name: "of one that nobody ever answered is a wait since the deployment's creation",
      value: waiting,
      lines: ["10:00-14:00 Pending: Pending, open"],
    },
    {
      name: "of one that nobody answered until the deployment was stopped is a wait until then",
      value: { ...waiting, deploymentStatus: "Stopped", deploymentCompletedAt: at("11:00") },
      lines: ["10:00-11:00 Pending: Pending, open", "11:00-14:00 Pending: Pending, Stopped"],
    },
    {
      name: "ends six hours after the deployment: no reading tells of it longer",
      value: { ...waiting, deploymentStatus: "Stopped", deploymentCompletedAt: at("11:00") },
      readAt: "18:00",
      lines: ["10:00-11:00 Pending: Pending, open", "11:00-17:00 Pending: Pending, Stopped"],
    },
    {
      name: "of one at work lasts until it was read",
      value: {
        ...waiting,
        status: "InProgress",
        events: [event("Install", "InProgress", { startTime: "10:01" })],
      },
      lines: ["10:00-10:01 Pending: Pending, open", "10:01-14:00 InProgress: InProgress, open"],
    },
    {
      name: "leaves out what happened after the first reading",
      value: {},
      readAt: "10:04",
      lines: [
        "10:00-10:01 Pending: Pending Pending Pending, open",
        "10:01-10:02 InProgress: InProgress Pending Pending, open",
        "10:02-10:03 InProgress: Succeeded Pending Pending, open",
        "10:03-10:04 InProgress: Succeeded InProgress Pending, open",
      ],
    },
    {
      name: "of one that was skipped is a wait until it was last touched",
      value: {
        ...waiting,
        status: "Skipped",
        events: [event("Install", "Skipped")],
        lastUpdatedAt: at("10:30"),
      },
      lines: ["10:00-10:30 Pending: Pending, open", "10:30-14:00 Skipped: Skipped, open"],
    },
    {
      name: "of one whose agent never took the event has the event's end",
      value: {
        ...waiting,
        status: "Failed",
        events: [event("BeforeInstall", "Failed", { endTime: "11:00" })],
        lastUpdatedAt: at("11:00"),
      },
      lines: ["10:00-11:00 Pending: Pending, open", "11:00-14:00 Failed: Failed, open"],
    },
    {
      name: "of one that became Unknown, nobody knows when, is not told",
      value: { ...waiting, status: "Unknown", events: [event("Install", "Unknown")] },
      lines: [],
    },
    {
      name: "of one with a status that AWS added later is told as far as its events go",
      value: { ...waiting, status: "Reticulating", events: [{ ...stop }] },
      lines: ["10:00-10:01 Pending: Pending, open", "10:01-10:02 InProgress: InProgress, open"],
    },
    {
      name: "of one whose deployment ended, nobody knows when, is told as far as its events go",
      value: { ...waiting, status: "Succeeded", events: [stop], deploymentStatus: "Succeeded" },
      lines: ["10:00-10:01 Pending: Pending, open", "10:01-10:02 InProgress: InProgress, open"],
    },
    {
      name: "of an event that seems to end before it starts has only the end",
      value: {
        ...waiting,
        status: "Succeeded",
        events: [event("Install", "Succeeded", { startTime: "10:02", endTime: "10:01" })],
      },
      lines: ["10:00-10:02 Pending: Pending, open", "10:02-14:00 Succeeded: Succeeded, open"],
    },
    {
      name: "without any time is not told",
      value: { ...waiting, deploymentCreatedAt: undefined },
      lines: [],
    },
  ])("$name", ({ value, readAt, lines }) => {
    expect(toLines(tell(value, readAt))).toEqual(lines);
  });
});
