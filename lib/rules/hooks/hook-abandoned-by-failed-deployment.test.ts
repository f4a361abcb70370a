import { describe, expect, it } from "vitest";
import { hookAbandonedByFailedDeployment } from "#lib/rules/hooks/hook-abandoned-by-failed-deployment.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  idC,
  makeActivity,
  makeDeployment,
  makeDeploymentTarget,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

const completed =
  "Lifecycle Action with token x was abandoned: Lifecycle Action Completed with ABANDON Result";

function makeAbandoned(value: Parameters<typeof makeActivity>[0] = {}) {
  return makeActivity({
    status: "Cancelled",
    description: `Launching a new EC2 instance: ${idB}`,
    statusMessage: completed,
    startTime: minutesAgo(40),
    endTime: minutesAgo(30),
    ...value,
  });
}

const failed = makeDeployment({
  id: "d-B",
  creator: "autoscaling",
  status: "Failed",
  errorCode: "HEALTH_CONSTRAINTS",
  createTime: minutesAgo(39),
});
const target = makeDeploymentTarget({ deploymentId: "d-B", targetId: idB });

describe("hook-abandoned-by-failed-deployment", () => {
  it("all abandoned launches of a group are one finding, attributed to the last one's deployment", () => {
    const [finding, ...others] = checkRule(hookAbandonedByFailedDeployment, {
      "scaling-activity": [
        makeAbandoned(),
        makeAbandoned({
          id: "older",
          description: `Launching a new EC2 instance: ${idC}`,
          startTime: minutesAgo(70),
          endTime: minutesAgo(60),
        }),
      ],
      deployment: [failed],
      "deployment-target": [target],
    });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "corroborated",
      since: minutesAgo(60),
    });
    expect(finding?.summary).toContain("gave up 2 launches");
    expect(finding?.summary).toContain(
      `at 13:52:10 UTC: ${idB}, whose deployment d-B is Failed (HEALTH_CONSTRAINTS)`,
    );
    expect(finding?.evidence.map(({ value }) => value)).toEqual([completed, completed, "Failed"]);
    expect(finding?.advice[0]?.command).toBe(
      "aws deploy get-deployment --deployment-id d-B --region us-east-1",
    );
  });

  it("a stop by hand is called so", () => {
    const stopped = makeDeployment({ ...failed.value, status: "Stopped", errorCode: "MANUAL_STOP" });
    const facts = {
      "scaling-activity": [makeAbandoned()],
      deployment: [stopped],
      "deployment-target": [target],
    };
    expect(checkRule(hookAbandonedByFailedDeployment, facts)[0]?.summary).toContain("is Stopped by hand");
  });

  it.each([
    ["without a deployment", [], "no deployment of it is known"],
    [
      "with a deployment that succeeded",
      [makeDeployment({ ...failed.value, status: "Succeeded", errorCode: undefined })],
      "is Succeeded",
    ],
    [
      "with a deployment made long before",
      [makeDeployment({ ...failed.value, createTime: minutesAgo(42) })],
      "no deployment of it is known",
    ],
  ])("%s it is only suspected: anybody can send ABANDON", (_case, deployment, words) => {
    const facts = { "scaling-activity": [makeAbandoned()], deployment, "deployment-target": [target] };
    const [finding] = checkRule(hookAbandonedByFailedDeployment, facts);
    expect(finding?.verdict).toBe("suspected");
    expect(finding?.summary).toContain(words);
  });

  it("a text that stops at `was abandoned` gives no reason", () => {
    const facts = {
      "scaling-activity": [makeAbandoned({ statusMessage: "Lifecycle Action with token x was abandoned" })],
    };
    expect(checkRule(hookAbandonedByFailedDeployment, facts)[0]?.summary).toContain(
      "the text does not say why",
    );
  });

  it.each([
    ["six hours ago", minutesAgo(360), 1],
    ["more than six hours ago", secondsAgo(21_601), 0],
  ])("ended %s: %s", (_case, endTime, count) => {
    const facts = { "scaling-activity": [makeAbandoned({ startTime: minutesAgo(370), endTime })] };
    expect(checkRule(hookAbandonedByFailedDeployment, facts)).toHaveLength(count);
  });

  it.each([
    [
      "a heartbeat timeout",
      makeAbandoned({ statusMessage: "Lifecycle Action was abandoned: Heartbeat Timeout" }),
    ],
    ["a termination", makeAbandoned({ description: `Terminating EC2 instance: ${idA}` })],
    ["a successful launch", makeAbandoned({ status: "Successful" })],
    [
      "a launch without capacity",
      makeAbandoned({ status: "Failed", statusMessage: "No Spot capacity available" }),
    ],
  ])("%s is something else", (_case, activity) => {
    expect(checkRule(hookAbandonedByFailedDeployment, { "scaling-activity": [activity] })).toEqual([]);
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
    const [finding] = checkRule(hookAbandonedByFailedDeployment, {
      "scaling-activity": [makeAbandoned(), makeActivity({ id: "later", ...launch })],
    });
    expect(finding?.severity).toBe(severity);
    expect(finding?.summary.includes("Launches reach service again: the last did at 14:02:10 UTC.")).toBe(
      severity === "info",
    );
  });

  it("each Auto Scaling group has its own finding", () => {
    const facts = {
      "scaling-activity": [makeAbandoned(), makeAbandoned({ id: "other", group: "asg-other" })],
    };
    const subjects = checkRule(hookAbandonedByFailedDeployment, facts).map(({ subject }) => subject.id);
    expect(subjects.sort()).toEqual(["asg-other", "asg-prod-api"]);
  });

  it("the incident has one, a healthy group none", () => {
    expect(checkRule(hookAbandonedByFailedDeployment, makeIncidentFacts())).toHaveLength(1);
    expect(checkRule(hookAbandonedByFailedDeployment, makeHealthyFacts())).toEqual([]);
  });
});
