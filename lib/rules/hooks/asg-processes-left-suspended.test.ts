import { describe, expect, it } from "vitest";
import { addMs, toInstant } from "#lib/domain/time.ts";
import { asgProcessesLeftSuspended } from "#lib/rules/hooks/asg-processes-left-suspended.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeAutoScalingGroup, makeDeployment, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

const suspendedAt = toInstant(Date.UTC(2026, 0, 31, 13, 0, 0));
const reason = "User suspended at 2026-01-31T13:00:00Z";
const ended = {
  status: "Failed",
  createTime: addMs(suspendedAt, -60_000),
  completeTime: addMs(suspendedAt, 60_000),
};

function makeSuspended(
  processes: readonly { name: string; reason?: string }[] = [{ name: "AZRebalance", reason }],
) {
  return makeAutoScalingGroup({ suspendedProcesses: processes });
}

describe("asg-processes-left-suspended", () => {
  it("processes suspended during a deployment that has ended were probably left so", () => {
    const [finding, ...others] = checkRule(asgProcessesLeftSuspended, {
      "auto-scaling-group": [
        makeSuspended([
          { name: "AZRebalance", reason },
          { name: "Launch", reason },
        ]),
      ],
      deployment: [makeDeployment(ended)],
    });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ verdict: "corroborated", severity: "warning", since: suspendedAt });
    expect(finding?.summary).toContain("AZRebalance and Launch of asg-prod-api suspended at 13:00:00 UTC");
    expect(finding?.summary).toContain("d-7QK2AAAAA, now Failed, was running then");
    expect(finding?.advice[0]?.command).toBe(
      "aws autoscaling resume-processes --auto-scaling-group-name asg-prod-api --scaling-processes AZRebalance Launch --region us-east-1",
    );
  });

  it.each([
    ["before the deployment", { ...ended, createTime: addMs(suspendedAt, 1) }],
    ["after it", { ...ended, completeTime: addMs(suspendedAt, -1) }],
    ["with no end known", { ...ended, completeTime: undefined }],
  ])("suspended %s, it may be deliberate", (_case, deployment) => {
    const facts = { "auto-scaling-group": [makeSuspended()], deployment: [makeDeployment(deployment)] };
    expect(checkRule(asgProcessesLeftSuspended, facts)[0]).toMatchObject({
      verdict: "suspected",
      severity: "info",
    });
  });

  it.each([undefined, "", "User suspended", "User suspended at noon o'clock"])(
    "a reason without a time (%j) gives no since",
    (text) => {
      const facts = { "auto-scaling-group": [makeSuspended([{ name: "Launch", reason: text }])] };
      const [finding] = checkRule(asgProcessesLeftSuspended, facts);
      expect(finding?.summary).toContain("at a time it does not say");
      expect(finding).not.toHaveProperty("since");
    },
  );

  it.each([
    ["a running deployment", { deployment: [makeDeployment()] }, 0],
    [
      "a deployment that ended five minutes ago",
      { deployment: [makeDeployment({ ...ended, completeTime: minutesAgo(5) })] },
      1,
    ],
    [
      "one that ended less than five minutes ago",
      { deployment: [makeDeployment({ ...ended, completeTime: secondsAgo(299) })] },
      0,
    ],
  ])("%s: %s", (_case, parts, count) => {
    const facts = { "auto-scaling-group": [makeSuspended()], ...parts };
    expect(checkRule(asgProcessesLeftSuspended, facts)).toHaveLength(count);
  });

  it.each([
    ["nothing", []],
    ["AWS's own low-priority process", [{ name: "RemoveFromLoadBalancerLowPriority", reason }]],
    [
      "an administrative suspension",
      [{ name: "Launch", reason: "Administratively suspended at 2026-01-31T13:00:00Z" }],
    ],
  ])("%s is not left by anybody", (_case, processes) => {
    expect(
      checkRule(asgProcessesLeftSuspended, { "auto-scaling-group": [makeSuspended(processes)] }),
    ).toEqual([]);
  });

  it("deployments read in part: it is not known that none is running", () => {
    const facts = { "auto-scaling-group": [makeSuspended()] };
    expect(checkRule(asgProcessesLeftSuspended, facts, { partial: ["codedeploy-deployments"] })).toEqual([]);
  });

  it("neither the incident nor a healthy group has one", () => {
    expect(checkRule(asgProcessesLeftSuspended, makeIncidentFacts())).toEqual([]);
    expect(checkRule(asgProcessesLeftSuspended, makeHealthyFacts())).toEqual([]);
  });
});
