import { describe, expect, it } from "vitest";
import { deploymentDeadlockNoInservice } from "#lib/rules/hooks/deployment-deadlock-no-inservice.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idC,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentGroup,
  makeMember,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

const incident = makeIncidentFacts();
const waiting = makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" });
const refused = {
  id: "d-NONE",
  status: "Failed",
  errorCode: "NO_INSTANCES",
  createTime: minutesAgo(11),
  completeTime: minutesAgo(10),
};
const group = makeDeploymentGroup({ lastSuccessful: { deploymentId: "d-GOOD", status: "Succeeded" } });

function checkDeadlock(parts: Partial<AllFacts> = {}, options?: Parameters<typeof checkRule>[2]) {
  const facts = makeIncidentFacts({
    member: [waiting],
    "deployment-group": [group],
    deployment: [...incident.deployment, makeDeployment(refused)],
    ...parts,
  });
  return checkRule(deploymentDeadlockNoInservice, facts, options);
}

describe("deployment-deadlock-no-inservice", () => {
  it("nothing in service, launches given up in a row, and a deployment that found no instances", () => {
    const [finding, ...others] = checkDeadlock();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { id: "asg-prod-api" },
      verdict: "corroborated",
      since: minutesAgo(42),
    });
    expect(finding?.summary).toContain("None of the 3 instances");
    expect(finding?.summary).toContain("given up 2 in a row; deployment d-NONE has failed with NO_INSTANCES");
    expect(new Set(finding?.evidence.map(({ source }) => source)).size).toBe(5);
  });

  it("the documented procedure, in its order, and the desired capacity comes back at the end", () => {
    const advice = checkDeadlock()[0]?.advice ?? [];
    expect(advice[0]?.text).toContain("minimum size is 2");
    expect(
      advice.map(({ command }) => command?.split(" --region")[0]?.split(" ").slice(2).join(" ")),
    ).toEqual([
      "set-desired-capacity --auto-scaling-group-name asg-prod-api --desired-capacity 1",
      "update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups",
      "update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups asg-prod-api",
      "get-deployment-group --application-name api --deployment-group-name prod-api",
      "set-desired-capacity --auto-scaling-group-name asg-prod-api --desired-capacity 3",
    ]);
  });

  it.each([
    ["six hours ago", { ...refused, completeTime: minutesAgo(360) }, "corroborated"],
    ["more than six hours ago", { ...refused, completeTime: secondsAgo(21_601) }, "suspected"],
    ["for another reason", { ...refused, errorCode: "HEALTH_CONSTRAINTS" }, "suspected"],
  ])("a deployment that failed %s: %s", (_case, value, verdict) => {
    const deployment = [...incident.deployment, makeDeployment(value)];
    expect(checkDeadlock({ deployment }).map((finding) => finding.verdict)).toEqual([verdict]);
  });

  it.each<[string, Partial<AllFacts>]>([
    ["an instance in service", { member: [waiting, makeMember()] }],
    ["a desired capacity of 0", { "auto-scaling-group": [makeAutoScalingGroup({ desiredCapacity: 0 })] }],
    ["no successful deployment yet", { "deployment-group": [makeDeploymentGroup()] }],
    [
      "one launch given up only",
      { "scaling-activity": incident["scaling-activity"].filter(({ value }) => value.id !== "launch-1") },
    ],
    ["an Auto Scaling group that is not there", { "auto-scaling-group": [] }],
  ])("%s: no deadlock", (_case, parts) => {
    expect(checkDeadlock(parts)).toEqual([]);
  });

  it("an instance in service in another Auto Scaling group does not help", () => {
    expect(checkDeadlock({ member: [waiting, makeMember({ group: "asg-other" })] })).toHaveLength(1);
  });

  it("members read in part: the one in service may be among the others", () => {
    expect(checkDeadlock({}, { partial: ["autoscaling-groups"] })).toEqual([]);
  });

  it("neither the incident, which keeps two in service, nor a healthy group is one", () => {
    expect(checkRule(deploymentDeadlockNoInservice, incident)).toEqual([]);
    expect(checkRule(deploymentDeadlockNoInservice, makeHealthyFacts())).toEqual([]);
  });
});
