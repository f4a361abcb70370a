import { describe, expect, it } from "vitest";
import type { Deployment, LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { terminateRelaunchLoop } from "#lib/rules/hooks/terminate-relaunch-loop.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  makeActivity,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentTarget,
  minutesAgo,
  testNow,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

const toId = (n: number) => `i-0000000000000000${n}`;
const failed: readonly LifecycleEvent[] = [
  { name: "ApplicationStop", status: "Succeeded", startTime: minutesAgo(30), endTime: minutesAgo(30) },
  {
    name: "BeforeInstall",
    status: "Failed",
    startTime: minutesAgo(30),
    diagnostics: { errorCode: "ScriptFailed", scriptName: "scripts/prepare.sh", message: "exit code 1" },
  },
];

/** Launches that fail, `every` minutes apart, the last of them `every` minutes ago. */
function makeLoop(count: number, { every = 10, events = failed } = {}): Partial<AllFacts> {
  const laps = Array.from({ length: count }, (_lap, index) => ({
    n: index + 1,
    from: (count - index + 1) * every,
    to: (count - index) * every + 1,
  }));
  return {
    "auto-scaling-group": [makeAutoScalingGroup()],
    "scaling-activity": laps.map(({ n, from, to }) =>
      makeActivity({
        id: `launch-${n}`,
        status: "Cancelled",
        description: `Launching a new EC2 instance: ${toId(n)}`,
        statusMessage: "Lifecycle Action was abandoned: Lifecycle Action Completed with ABANDON Result",
        startTime: minutesAgo(from),
        endTime: minutesAgo(to),
      }),
    ),
    deployment: laps.map(({ n, from }) =>
      makeDeployment({
        id: `d-${n}`,
        creator: "autoscaling",
        status: "Failed",
        createTime: minutesAgo(from),
      }),
    ),
    "deployment-target": laps.map(({ n }) =>
      makeDeploymentTarget({ deploymentId: `d-${n}`, targetId: toId(n), status: "Failed", events }),
    ),
  };
}

describe("terminate-relaunch-loop", () => {
  it("three failed launches within an hour are the loop that AWS describes", () => {
    const [finding, ...others] = checkRule(terminateRelaunchLoop, makeLoop(3));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { id: "asg-prod-api" },
      verdict: "corroborated",
      severity: "critical",
      since: minutesAgo(40),
    });
    expect(finding?.summary).toContain(
      "Since 13:42:10 UTC asg-prod-api has launched and given up 3 instances in a row",
    );
    expect(finding?.summary).toContain(`${toId(1)}, ${toId(2)} and ${toId(3)}`);
    expect(finding?.summary).toContain(
      "BeforeInstall failed in d-3 (ScriptFailed, script scripts/prepare.sh): exit code 1",
    );
    expect(finding?.advice.map(({ command }) => command)).toEqual([
      "aws deploy get-deployment --deployment-id d-3 --region us-east-1",
      "aws autoscaling suspend-processes --auto-scaling-group-name asg-prod-api --scaling-processes Launch --region us-east-1",
      "aws autoscaling set-desired-capacity --auto-scaling-group-name asg-prod-api --desired-capacity 2 --region us-east-1",
      undefined,
    ]);
  });

  it.each([
    ["two launches", makeLoop(2), ["warning"]],
    ["one launch", makeLoop(1), []],
    ["three launches in just an hour", makeLoop(3, { every: 30 }), ["critical"]],
    ["three launches in more than an hour", makeLoop(3, { every: 31 }), ["warning"]],
  ])("%s: %s", (_case, facts, severities) => {
    expect(checkRule(terminateRelaunchLoop, facts).map(({ severity }) => severity)).toEqual(severities);
  });

  it.each<[string, readonly LifecycleEvent[]]>([
    ["began nothing: that may be the limbo", [{ name: "ApplicationStop", status: "Skipped" }]],
    ["began and was stopped", [{ name: "ApplicationStop", status: "Unknown", startTime: minutesAgo(30) }]],
  ])("a loop whose deployments %s is none", (_case, events) => {
    expect(checkRule(terminateRelaunchLoop, makeLoop(3, { events }))).toEqual([]);
  });

  describe("deployments that CodeDeploy failed as a whole, before any event", () => {
    const refusedLoop = (deployment: Partial<Deployment>, count = 3): Partial<AllFacts> => {
      const facts = makeLoop(count);
      return {
        ...facts,
        deployment: facts.deployment?.map(({ value }, index) =>
          makeDeployment({
            ...value,
            completeTime: facts["scaling-activity"]?.[index]?.value.endTime,
            errorCode: "REVISION_MISSING",
            errorMessage: "The revision does not exist any more.",
            ...deployment,
          }),
        ),
        "deployment-target": [],
      };
    };
    const untouched = (facts: Partial<AllFacts>) =>
      makeLoop(3, { events: [{ name: "ApplicationStop", status: "Pending" }] })["deployment-target"]?.slice(
        0,
        facts.deployment?.length,
      );

    it("are the same loop, although no target names the instances", () => {
      const [finding, ...others] = checkRule(terminateRelaunchLoop, refusedLoop({}));
      expect(others).toEqual([]);
      expect(finding).toMatchObject({ severity: "critical", verdict: "corroborated" });
      expect(finding?.summary).toContain(
        "Last, d-3 failed as a whole with REVISION_MISSING, before any lifecycle event began: The revision does not exist any more.",
      );
      expect(finding?.evidence.at(-1)).toMatchObject({
        entity: "d-3",
        field: "errorInformation.code",
        value: "REVISION_MISSING",
      });
      expect(finding?.advice[0]?.command).toContain("get-deployment --deployment-id d-3 ");
    });

    it("are the same loop where their targets are named", () => {
      const facts = refusedLoop({});
      const named = { ...facts, "deployment-target": untouched(facts) ?? [] };
      expect(checkRule(terminateRelaunchLoop, named)).toMatchObject([{ severity: "critical" }]);
    });

    it.each<[string, Partial<Deployment>, number]>([
      ["stopped by an alarm", { status: "Stopped", errorCode: "ALARM_ACTIVE" }, 1],
      ["stopped by hand: that may be the limbo", { status: "Stopped", errorCode: "MANUAL_STOP" }, 0],
      ["failed because their target did", { errorCode: "HEALTH_CONSTRAINTS" }, 0],
      ["failed without a code", { errorCode: undefined }, 0],
      ["still running", { status: "InProgress" }, 0],
    ])("%s: %s", (_, deployment, count) => {
      const facts = refusedLoop(deployment);
      expect(checkRule(terminateRelaunchLoop, facts)).toHaveLength(count);
      const named = { ...facts, "deployment-target": untouched(facts) ?? [] };
      expect(checkRule(terminateRelaunchLoop, named)).toHaveLength(count);
    });

    it("two are a warning, one is chance", () => {
      expect(checkRule(terminateRelaunchLoop, refusedLoop({}, 2))).toMatchObject([{ severity: "warning" }]);
      const facts = refusedLoop({});
      const one = { ...facts, deployment: facts.deployment?.slice(0, 1) ?? [] };
      expect(checkRule(terminateRelaunchLoop, one)).toEqual([]);
    });
  });

  it("failures that came after the launches were given up did not end them", () => {
    const late: readonly LifecycleEvent[] = [
      {
        name: "ApplicationStop",
        status: "Failed",
        endTime: testNow,
        diagnostics: {
          errorCode: "UnknownError",
          message: "CodeDeploy agent was not able to receive the lifecycle event.",
        },
      },
    ];
    expect(checkRule(terminateRelaunchLoop, makeLoop(3, { events: late }))).toEqual([]);
    const inTime = late.map((event) => ({ ...event, endTime: minutesAgo(60) }));
    expect(checkRule(terminateRelaunchLoop, makeLoop(3, { events: inTime }))).toHaveLength(1);
  });

  it("instances that a health check killed do not count", () => {
    const facts = makeLoop(2);
    const kill = makeActivity({
      id: "kill",
      description: `Terminating EC2 instance: ${toId(1)}`,
      cause:
        "At 2026-01-31T13:59:00Z an instance was taken out of service in response to an ELB system health check failure.",
    });
    const activities = facts["scaling-activity"] ?? [];
    expect(checkRule(terminateRelaunchLoop, { ...facts, "scaling-activity": [...activities, kill] })).toEqual(
      [],
    );
    const other = makeActivity({ ...kill.value, cause: "At 2026-01-31T13:59:00Z a user request." });
    expect(
      checkRule(terminateRelaunchLoop, { ...facts, "scaling-activity": [...activities, other] }),
    ).toHaveLength(1);
  });

  it("the desired capacity is not advised to go below the minimum", () => {
    const group = makeAutoScalingGroup({ minSize: 3, desiredCapacity: 3 });
    const [finding] = checkRule(terminateRelaunchLoop, { ...makeLoop(3), "auto-scaling-group": [group] });
    expect(finding?.advice.some(({ command }) => command?.includes("set-desired-capacity"))).toBe(false);
  });

  it("neither the incident nor a healthy group is one", () => {
    expect(checkRule(terminateRelaunchLoop, makeIncidentFacts())).toEqual([]);
    expect(checkRule(terminateRelaunchLoop, makeHealthyFacts())).toEqual([]);
  });
});
