import { describe, expect, it } from "vitest";
import { targetNotRegistered } from "#lib/rules/traffic/target-not-registered.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentTarget,
  makeMember,
  makeTarget,
  makeTerminated,
  minutesAgo,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";

const base = {
  "auto-scaling-group": [makeAutoScalingGroup()],
  member: [makeMember(), makeMember({ instanceId: idB })],
  target: [makeTarget({ instanceId: idB })],
};

function check(changed = {}, partial: NonNullable<Parameters<typeof checkRule>[2]>["partial"] = []) {
  return checkRule(targetNotRegistered, { ...base, ...changed }, { partial });
}

it("a member in service that its target group does not list is told, with how to register it", () => {
  const [finding] = check();
  expect(finding).toMatchObject({
    subject: { kind: "target-group", id: testTargetGroupArn },
    verdict: "corroborated",
    summary: `1 instance of asg-prod-api is in service but not in tg-prod-api, and gets no requests from it: ${idA}.`,
  });
  expect(finding?.advice.at(-1)?.command).toBe(
    `aws elbv2 register-targets --target-group-arn ${testTargetGroupArn} --targets Id=${idA} --region us-east-1`,
  );
});

it("a row that says so counts as none", () => {
  const unused = makeTarget({ state: "unused", reason: "Target.NotRegistered" });
  const [finding] = check({ target: [...base.target, unused] });
  expect(finding?.evidence.map(({ value }) => value)).toContain("Target.NotRegistered");
});

it("AddToLoadBalancer being suspended is named, and dates it", () => {
  const suspendedProcesses = [
    { name: "AddToLoadBalancer", reason: "User suspended at 2026-01-31T13:00:00Z" },
  ];
  const [finding] = check({ "auto-scaling-group": [makeAutoScalingGroup({ suspendedProcesses })] });
  expect(finding?.since).toBe(Date.UTC(2026, 0, 31, 13));
  expect(finding?.summary).toContain("AddToLoadBalancer of asg-prod-api is suspended since 13:00:00 UTC");
});

describe("the deployment before", () => {
  const event = { name: "ApplicationStart", startTime: minutesAgo(16), endTime: minutesAgo(15) };
  const ended = (status: string) => ({
    deployment: [makeDeployment({ status })],
    "deployment-target": [makeDeploymentTarget({ status, events: [{ ...event, status }] })],
  });

  it.each(["Failed", "Stopped"])("that %s half-way is named, and cited", (status) => {
    const [finding] = check(ended(status));
    expect(finding?.summary).toContain("d-7QK2AAAAA ended half-way there");
    expect(finding?.evidence.at(-1)).toMatchObject({ source: "codedeploy-targets", value: status });
  });

  it.each([
    ["that came to its end", ended("Succeeded")],
    [
      "that never began there",
      { ...ended("Failed"), "deployment-target": [makeDeploymentTarget({ status: "Skipped" })] },
    ],
    [
      "that a newer one has followed",
      {
        deployment: [
          makeDeployment({ status: "Failed" }),
          makeDeployment({ id: "d-NEW", status: "Succeeded", createTime: minutesAgo(19) }),
        ],
        "deployment-target": [
          ...ended("Failed")["deployment-target"],
          makeDeploymentTarget({
            deploymentId: "d-NEW",
            status: "Succeeded",
            events: [{ ...event, status: "Succeeded" }],
          }),
        ],
      },
    ],
  ])("%s explains nothing", (_, changed) => {
    expect(check(changed)[0]?.summary).not.toContain("half-way");
  });
});

describe("silent", () => {
  it.each([
    ["every state that is a registration", { target: [...base.target, makeTarget({ state: "initial" })] }],
    ["draining", { target: [...base.target, makeTarget({ state: "draining" })] }],
    [
      "a stopped one",
      { target: [...base.target, makeTarget({ state: "unused", reason: "Target.InvalidState" })] },
    ],
    ["an instance that is gone", { instance: [makeTerminated()] }],
    [
      "a group without target groups",
      { "auto-scaling-group": [makeAutoScalingGroup({ targetGroupArns: [] })] },
    ],
    ["one in standby", { member: [makeMember({ lifecycleState: "Standby" })] }],
    ["one that waits in its launch hook", { member: [makeMember({ lifecycleState: "Pending:Wait" })] }],
    ["one of another group", { member: [makeMember({ group: "asg-other" })] }],
  ])("%s", (_, changed) => {
    expect(check(changed)).toEqual([]);
  });

  it.each(["elb-target-health", "codedeploy-deployments", "codedeploy-targets"] as const)(
    "where %s was read in part",
    (source) => {
      expect(check({}, [source])).toEqual([]);
    },
  );

  it("for two minutes after a member entered service, or the group changed", () => {
    const since = (minutes: number) => ({ since: minutesAgo(minutes) });
    expect(check({ member: [makeMember({}, since(1.9))] })).toEqual([]);
    expect(check({ member: [makeMember({}, since(2))] })).toHaveLength(1);
    expect(check({ "auto-scaling-group": [makeAutoScalingGroup({}, since(1.9))] })).toEqual([]);
    expect(check({ "auto-scaling-group": [makeAutoScalingGroup({}, since(2))] })).toHaveLength(1);
  });
});

describe("a deployment", () => {
  const event = (minutes: number) => [
    {
      name: "BlockTraffic",
      status: "Succeeded",
      startTime: minutesAgo(minutes + 1),
      endTime: minutesAgo(minutes),
    },
  ];
  const given = (status: string, events: ReturnType<typeof event>, deploymentStatus = "InProgress") =>
    check({
      deployment: [makeDeployment({ status: deploymentStatus })],
      "deployment-target": [makeDeploymentTarget({ status, events })],
    });

  it("that is at work on the instance has taken it out on purpose", () => {
    expect(given("InProgress", event(15))).toEqual([]);
  });

  it("that has not begun on it has not", () => {
    expect(given("Pending", [])).toHaveLength(1);
  });

  it("that was stopped half-way has left it out, which shows after five minutes", () => {
    expect(given("Failed", event(4.9), "Stopped")).toEqual([]);
    expect(given("Failed", event(5), "Stopped")).toHaveLength(1);
  });
});
