import { describe, expect, it } from "vitest";
import { hookHeartbeatTimeout } from "#lib/rules/hooks/hook-heartbeat-timeout.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idB,
  makeActivity,
  makeDeployment,
  makeDeploymentTarget,
  makeHook,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

function makeTimedOut(value: Parameters<typeof makeActivity>[0] = {}) {
  return makeActivity({
    status: "Cancelled",
    description: `Launching a new EC2 instance: ${idB}`,
    statusMessage: "Lifecycle Action with token x was abandoned: Heartbeat Timeout",
    startTime: minutesAgo(41),
    endTime: minutesAgo(30),
    ...value,
  });
}

describe("hook-heartbeat-timeout", () => {
  it("one launch that timed out is proved by Auto Scaling's own text", () => {
    const [finding, ...others] = checkRule(hookHeartbeatTimeout, {
      "scaling-activity": [makeTimedOut()],
      "lifecycle-hook": [makeHook(), makeHook({ name: "warm-cache", heartbeatTimeoutSeconds: 3600 })],
    });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ verdict: "proved", since: minutesAgo(30) });
    expect(finding?.summary).toContain(`gave up 1 launch in the last six hours`);
    expect(finding?.summary).toContain(
      `at 13:52:10 UTC: ${idB}, after 11 minutes; no deployment of it is known`,
    );
    expect(finding?.summary).toContain("does not say which hook ran out");
    expect(finding?.summary).toContain("warm-cache");
    expect(finding?.evidence.map(({ value }) => value)).toContain("3600");
  });

  it("its deployment is named where there is one", () => {
    const [finding] = checkRule(hookHeartbeatTimeout, {
      "scaling-activity": [makeTimedOut()],
      deployment: [makeDeployment({ id: "d-B", creator: "autoscaling", createTime: minutesAgo(40) })],
      "deployment-target": [makeDeploymentTarget({ deploymentId: "d-B", targetId: idB })],
    });
    expect(finding?.summary).toContain("its deployment d-B is InProgress");
    expect(finding?.summary).toContain("No launch hook is listed");
  });

  it.each([
    ["began after it and reached service", { startTime: minutesAgo(29), endTime: minutesAgo(20) }, "info"],
    ["began before it", { startTime: minutesAgo(31), endTime: minutesAgo(20) }, undefined],
    ["is still under way", { startTime: minutesAgo(29), status: "MidLifecycleAction" }, undefined],
    [
      "was in another group",
      { startTime: minutesAgo(29), endTime: minutesAgo(20), group: "asg-x" },
      undefined,
    ],
    [
      "was a termination",
      { startTime: minutesAgo(29), description: "Terminating EC2 instance: x" },
      undefined,
    ],
  ])("it is history where a later launch %s", (_case, launch, severity) => {
    const [finding] = checkRule(hookHeartbeatTimeout, {
      "scaling-activity": [makeTimedOut(), makeActivity({ id: "later", ...launch })],
    });
    expect(finding?.severity).toBe(severity);
    expect(finding?.summary.includes("Launches reach service again: the last did at 14:02:10 UTC.")).toBe(
      severity === "info",
    );
  });

  it("several are one finding, since the first", () => {
    const findings = checkRule(hookHeartbeatTimeout, {
      "scaling-activity": [
        makeTimedOut(),
        makeTimedOut({ id: "2", startTime: minutesAgo(70), endTime: minutesAgo(60) }),
      ],
    });
    expect(findings.map(({ since }) => since)).toEqual([minutesAgo(60)]);
  });

  it.each([
    [minutesAgo(360), 1],
    [secondsAgo(21_601), 0],
  ])("ended at %s: %s", (endTime, count) => {
    const facts = { "scaling-activity": [makeTimedOut({ startTime: minutesAgo(380), endTime })] };
    expect(checkRule(hookHeartbeatTimeout, facts)).toHaveLength(count);
  });

  it.each([
    "Lifecycle Action with token x was abandoned: Lifecycle Action Completed with ABANDON Result",
    "Lifecycle Action with token x was abandoned",
  ])("%s is no heartbeat timeout", (statusMessage) => {
    const facts = { "scaling-activity": [makeTimedOut({ statusMessage })] };
    expect(checkRule(hookHeartbeatTimeout, facts)).toEqual([]);
  });

  it("neither the incident with its stops nor a healthy group has one", () => {
    expect(checkRule(hookHeartbeatTimeout, makeIncidentFacts())).toEqual([]);
    expect(checkRule(hookHeartbeatTimeout, makeHealthyFacts())).toEqual([]);
  });
});
