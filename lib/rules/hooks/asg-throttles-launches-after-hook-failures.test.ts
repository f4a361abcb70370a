import { describe, expect, it } from "vitest";
import { asgThrottlesLaunchesAfterHookFailures } from "#lib/rules/hooks/asg-throttles-launches-after-hook-failures.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  makeActivity,
  makeAutoScalingGroup,
  makeMember,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const toId = (digit: number) => `i-0${digit}${digit}`.padEnd(19, `${digit}`);

/** Launches that were given up, from and to so many seconds ago; one without an end is under way. */
function makeLaunches(times: readonly (readonly [number, number?])[]) {
  return times.map(([from, to], index) =>
    makeActivity({
      id: `launch-${index}`,
      description: `Launching a new EC2 instance: ${toId(index + 1)}`,
      startTime: secondsAgo(from),
      ...(to === undefined
        ? { status: "MidLifecycleAction" }
        : {
            status: "Cancelled",
            statusMessage: "was abandoned: Lifecycle Action Completed with ABANDON Result",
            endTime: secondsAgo(to),
          }),
    }),
  );
}

/** Three given up, with a minute between them; nothing since, for so many seconds. */
const pausedFor = (seconds: number) =>
  makeLaunches([
    [seconds + 1020, seconds + 720],
    [seconds + 660, seconds + 360],
    [seconds + 300, seconds],
  ]);

function makeSlow(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    "auto-scaling-group": [makeAutoScalingGroup({ desiredCapacity: 2 })],
    member: [makeMember()],
    "scaling-activity": pausedFor(400),
    ...parts,
  };
}

const check = (parts?: Partial<AllFacts>, partial: readonly SourceId[] = []) =>
  checkRule(asgThrottlesLaunchesAfterHookFailures, makeSlow(parts), { partial });

describe("asg-throttles-launches-after-hook-failures", () => {
  it("a pause after three launches that were given up is suspected to be a slow-down", () => {
    const [finding, ...others] = check();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "suspected",
      since: secondsAgo(400),
    });
    expect(finding?.summary).toContain("6 minutes");
    expect(finding?.summary).toContain("no recovery");
  });

  it.each([
    ["five minutes", 300, 1],
    ["a second less", 299, 0],
  ])("a pause of %s: %s", (_, seconds, count) => {
    expect(check({ "scaling-activity": pausedFor(seconds) })).toHaveLength(count);
  });

  it("two launches that were given up show no growing pause", () => {
    expect(check({ "scaling-activity": pausedFor(400).slice(1) })).toEqual([]);
  });

  it.each([
    ["five minutes, longer than before", 300, 1],
    ["a second less", 299, 0],
  ])("the pause before the launch of now was %s: %s", (_, pause, count) => {
    const launches = makeLaunches([[1500, 1200], [1140, 840], [780, 60 + pause], [60]]);
    const findings = check({ "scaling-activity": launches });
    expect(findings).toHaveLength(count);
    if (count > 0) expect(findings[0]?.summary).toContain("5 minutes before its last launch");
  });

  it("a pause as long as those before is none that grows", () => {
    const launches = makeLaunches([[2400, 2100], [1700, 1400], [1000, 700], [300]]);
    expect(check({ "scaling-activity": launches })).toEqual([]);
  });

  it.each([
    ["it has all that it should have", { member: [makeMember(), makeMember({ instanceId: toId(9) })] }],
    [
      "a process is suspended",
      { "auto-scaling-group": [makeAutoScalingGroup({ suspendedProcesses: [{ name: "Launch" }] })] },
    ],
    [
      "it is being deleted",
      { "auto-scaling-group": [makeAutoScalingGroup({ status: "Delete in progress" })] },
    ],
    [
      "a launch failed meanwhile for another reason",
      {
        "scaling-activity": [
          ...pausedFor(400),
          makeActivity({
            id: "no-capacity",
            status: "Failed",
            description: "Launching a new EC2 instance.  Status Reason: no capacity",
            startTime: minutesAgo(2),
          }),
        ],
      },
    ],
    [
      "a launch has reached service since",
      {
        "scaling-activity": [
          ...pausedFor(400),
          makeActivity({
            id: "good",
            description: `Launching a new EC2 instance: ${toId(8)}`,
            startTime: minutesAgo(5),
            endTime: minutesAgo(4),
          }),
        ],
      },
    ],
  ])("nothing is said where %s", (_, parts) => {
    expect(check(parts)).toEqual([]);
  });

  it("members on their way out do not count as present", () => {
    const leaving = makeMember({ instanceId: toId(9), lifecycleState: "Terminating:Wait" });
    expect(check({ member: [makeMember(), leaving] })).toHaveLength(1);
  });

  it("a partial reading proves no pause", () => {
    expect(check({}, ["autoscaling-activities"])).toEqual([]);
  });
});
