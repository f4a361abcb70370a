import { describe, expect, it } from "vitest";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { instanceRebootedDuringDeployment } from "#lib/rules/agent/instance-rebooted-during-deployment.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const running: LifecycleEvent = { name: "Install", status: "InProgress", startTime: minutesAgo(10) };

function check(launchTime = minutesAgo(6), event = running, parts: Partial<AllFacts> = {}) {
  return checkRule(instanceRebootedDuringDeployment, {
    instance: [makeInstance({ launchTime })],
    deployment: [makeDeployment()],
    "deployment-target": [makeDeploymentTarget({ status: "InProgress", events: [event] })],
    ...parts,
  });
}

describe("instance-rebooted-during-deployment", () => {
  it("a start of the machine inside an event that runs is told by two services' times", () => {
    expect(check()).toMatchObject([
      {
        subject: { kind: "instance", id: idA },
        verdict: "corroborated",
        since: minutesAgo(6),
        summary: `EC2 started ${idA} at 14:16:10 UTC, but Install of d-7QK2AAAAA had begun on it at 14:12:10 UTC: it was stopped and started in the middle (the event is InProgress).`,
      },
    ]);
  });

  it.each([
    ["a minute after", secondsAgo(540), 0],
    ["just past a minute after", secondsAgo(539), 1],
    ["before", minutesAgo(30), 0],
  ])("a start %s the event began: %s", (_, launchTime, count) => {
    expect(check(launchTime)).toHaveLength(count);
  });

  it.each([
    ["failed after the start", { status: "Failed", endTime: minutesAgo(2) }, 1],
    ["failed before the start", { status: "Failed", endTime: minutesAgo(8) }, 0],
    ["succeeded", { status: "Succeeded", endTime: minutesAgo(2) }, 0],
    ["did not begin", { status: "Pending", startTime: undefined }, 0],
  ])("an event that %s: %s", (_, event, count) => {
    expect(check(minutesAgo(6), { ...running, ...event })).toHaveLength(count);
  });

  it.each([
    ["EC2 has no row", { instance: [makeUnlisted()] }],
    ["EC2 gives no launch time", { instance: [makeInstance({ launchTime: undefined })] }],
    [
      "a later deployment succeeded",
      {
        deployment: [
          makeDeployment({ status: "Failed" }),
          makeDeployment({ id: "d-NEW", status: "Succeeded", createTime: minutesAgo(1) }),
        ],
      },
    ],
  ])("nothing is said where %s", (_, parts) => {
    expect(check(minutesAgo(6), running, parts)).toEqual([]);
  });

  it.each([
    ["a day", 24 * 60, "warning"],
    ["more than a day", 24 * 60 + 1, "info"],
  ])("%s ago it is a %s", (_, minutes, severity) => {
    const event = {
      ...running,
      status: "Failed",
      startTime: minutesAgo(minutes + 5),
      endTime: minutesAgo(minutes - 5),
    };
    const [finding] = check(minutesAgo(minutes), event);
    expect(finding?.severity ?? "warning").toBe(severity);
  });
});
