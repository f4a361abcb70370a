import { describe, expect, it } from "vitest";
import { inPlaceSuspendFailure } from "#lib/rules/deployment/in-place-suspend-failure.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeAutoScalingGroup, makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

function fail(errorMessage: string | undefined, seconds = 900) {
  return makeDeployment({
    status: "Failed",
    errorCode: "SOMETHING_NEW",
    errorMessage,
    completeTime: secondsAgo(seconds),
  });
}
const notSuspended = "CodeDeploy could not suspend processes of Auto Scaling group asg-prod-api";
const notResumed = "Failed to resume scaling processes for asg-prod-api";
const left = makeAutoScalingGroup({
  suspendedProcesses: [{ name: "AZRebalance" }, { name: "Launch" }, { name: "Terminate" }],
});

it("processes that were not resumed and are still suspended are corroborated, and the advice resumes them", () => {
  const [finding] = checkRule(inPlaceSuspendFailure, {
    deployment: [fail(notResumed)],
    "auto-scaling-group": [left],
  });
  expect(finding).toMatchObject({
    subject: { kind: "deployment", id: "d-7QK2AAAAA" },
    verdict: "corroborated",
    severity: "warning",
  });
  expect(finding?.summary).toContain("could not be resumed");
  expect(finding?.summary).toContain("Suspended now: AZRebalance and Terminate of asg-prod-api.");
  expect(finding?.advice[2]?.command).toBe(
    "aws autoscaling resume-processes --auto-scaling-group-name asg-prod-api --scaling-processes AZRebalance Terminate --region us-east-1",
  );
});

it.each([
  ["not suspended", notSuspended, left],
  ["not resumed, but running again", notResumed, makeAutoScalingGroup()],
  [
    "not resumed, and others suspended",
    notResumed,
    makeAutoScalingGroup({ suspendedProcesses: [{ name: "Launch" }] }),
  ],
])("%s is suspected: AWS does not document the words", (_, message, group) => {
  expect(
    checkRule(inPlaceSuspendFailure, { deployment: [fail(message)], "auto-scaling-group": [group] }),
  ).toMatchObject([{ verdict: "suspected" }]);
});

it.each([
  ["no message", undefined],
  ["another message", "Too many individual instances failed deployment"],
  ["a message about processes only", "The process exited"],
  ["a message about resuming only", "The deployment could not be resumed"],
])("%s is not meant, suspended processes or not", (_, message) => {
  expect(
    checkRule(
      inPlaceSuspendFailure,
      { deployment: [fail(message)], "auto-scaling-group": [left] },
      { partial: ["codedeploy-deployments"] },
    ),
  ).toEqual([]);
});

it("a message that was cut in the middle is still read", () => {
  const cut = `User is not authorized to perform: autoscaling:SuspendProcesses on res${"x".repeat(180)}`;
  expect(checkRule(inPlaceSuspendFailure, { deployment: [fail(cut)] })).toHaveLength(1);
});

describe("afterwards", () => {
  it.each([
    [24 * 3600, "warning"],
    [24 * 3600 + 1, "info"],
  ])("%i seconds later it is %s", (seconds, severity) => {
    expect(checkRule(inPlaceSuspendFailure, { deployment: [fail(notSuspended, seconds)] })).toMatchObject([
      { severity },
    ]);
  });

  it("a success mends it", () => {
    const success = makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(5) });
    expect(checkRule(inPlaceSuspendFailure, { deployment: [fail(notSuspended), success] })).toEqual([]);
  });

  it("the same again is counted", () => {
    const before = makeDeployment({
      ...fail(notSuspended).value,
      id: "d-BEFORE",
      createTime: minutesAgo(60),
    });
    const findings = checkRule(inPlaceSuspendFailure, { deployment: [before, fail(notSuspended)] });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.summary).toContain("1 earlier deployment");
  });
});
