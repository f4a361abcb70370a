import { describe, expect, it } from "vitest";
import { allowTrafficStuck } from "#lib/rules/deployment/allow-traffic-stuck.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeInstance,
  makeTarget,
  makeTargetGroup,
  makeTerminated,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

function makeWaiting(seconds: number, targetId = idA) {
  return makeDeploymentTarget({
    targetId,
    status: "InProgress",
    events: [
      { name: "ApplicationStart", status: "Succeeded" },
      { name: "AllowTraffic", status: "InProgress", startTime: secondsAgo(seconds) },
    ],
  });
}
const unhealthy = makeTarget({ state: "unhealthy", reason: "Target.ResponseCodeMismatch" });
const parts = {
  "deployment-group": [makeDeploymentGroup()],
  deployment: [makeDeployment()],
  "deployment-target": [makeWaiting(1200)],
  "target-group": [makeTargetGroup()],
  target: [unhealthy],
  instance: [makeInstance()],
};

it("AllowTraffic on a target that stays unhealthy is corroborated, with CodeDeploy's deadline", () => {
  const [finding] = checkRule(allowTrafficStuck, parts);
  expect(finding).toMatchObject({
    subject: { kind: "deployment", id: "d-7QK2AAAAA" },
    verdict: "corroborated",
    since: minutesAgo(20),
    summary: `AllowTraffic of d-7QK2AAAAA has waited on ${idA} since 14:02:10 UTC (20 minutes): tg-prod-api says unhealthy (Target.ResponseCodeMismatch). CodeDeploy waits until 15:02:10 UTC at the latest, and then fails the target.`,
  });
  expect(finding?.evidence.map(({ source }) => source)).toContain("elb-target-health");
});

describe("the limit", () => {
  // 5 checks at 30 seconds, and 5 minutes.
  it.each([
    [450, 1],
    [449, 0],
  ])("with the default checks, %i seconds: %i finding", (seconds, count) => {
    expect(
      checkRule(allowTrafficStuck, { ...parts, "deployment-target": [makeWaiting(seconds)] }),
    ).toHaveLength(count);
  });

  it.each([
    [600, 1],
    [599, 0],
  ])("with ten checks at 30 seconds, %i seconds: %i finding", (seconds, count) => {
    const slow = makeTargetGroup({ healthyThreshold: 10 });
    expect(
      checkRule(allowTrafficStuck, {
        ...parts,
        "target-group": [slow],
        "deployment-target": [makeWaiting(seconds)],
      }),
    ).toHaveLength(count);
  });

  it("is ELB's default where the target group is not known", () => {
    const check = (seconds: number) =>
      checkRule(allowTrafficStuck, {
        ...parts,
        "target-group": [],
        "deployment-target": [makeWaiting(seconds)],
      });
    expect([check(449).length, check(450).length]).toEqual([0, 1]);
  });

  it("of CodeDeploy, once it is over, is said to be over", () => {
    const [finding] = checkRule(allowTrafficStuck, { ...parts, "deployment-target": [makeWaiting(3700)] });
    expect(finding?.summary).toContain("documented limit of one hour ended");
  });
});

it.each([
  ["the load balancer calls the target healthy", { target: [makeTarget()] }],
  ["the instance is gone: a ghost", { instance: [makeTerminated()] }],
  ["the deployment is over", { deployment: [makeDeployment({ status: "Stopped" })] }],
  [
    "another event is under way",
    {
      "deployment-target": [
        makeDeploymentTarget({
          status: "InProgress",
          events: [{ name: "Install", status: "InProgress", startTime: minutesAgo(20) }],
        }),
      ],
    },
  ],
])("nothing is said where %s", (_, changed) => {
  expect(checkRule(allowTrafficStuck, { ...parts, ...changed })).toEqual([]);
});

it("several targets of a deployment are one finding", () => {
  const findings = checkRule(allowTrafficStuck, {
    ...parts,
    "deployment-target": [makeWaiting(1200), makeWaiting(900, idB)],
  });
  expect(findings).toHaveLength(1);
  expect(findings[0]?.summary).toContain(`${idA} and ${idB} since 14:02:10 UTC`);
});

describe("what the load balancer does not say", () => {
  it("that it does not list the target is suspected", () => {
    const [finding] = checkRule(allowTrafficStuck, { ...parts, target: [] });
    expect(finding).toMatchObject({ verdict: "suspected" });
    expect(finding?.summary).toContain(`tg-prod-api does not list ${idA}`);
  });

  it("proves nothing where it was read in part", () => {
    const [finding] = checkRule(
      allowTrafficStuck,
      { ...parts, target: [] },
      { partial: ["elb-target-health"] },
    );
    expect(finding?.verdict).toBe("suspected");
    expect(finding?.summary).toContain(`what the load balancer says about ${idA} is not known`);
  });

  it("a target group of others has no say", () => {
    const other = makeTarget({ state: "unhealthy", targetGroupName: "tg-other" });
    expect(checkRule(allowTrafficStuck, { ...parts, target: [other] })).toMatchObject([
      { verdict: "suspected" },
    ]);
  });
});

describe("AllowTraffic that failed", () => {
  const event = {
    name: "AllowTraffic",
    status: "Failed",
    startTime: minutesAgo(70),
    endTime: minutesAgo(10),
  };
  const failed = {
    ...parts,
    deployment: [
      makeDeployment({ status: "Failed", createTime: minutesAgo(80), completeTime: minutesAgo(9) }),
    ],
    "deployment-target": [makeDeploymentTarget({ status: "Failed", events: [event] })],
  };

  it("is proved, with what the load balancer says now", () => {
    const [finding] = checkRule(allowTrafficStuck, failed);
    expect(finding).toMatchObject({ verdict: "proved", severity: "warning", since: minutesAgo(10) });
    expect(finding?.summary).toContain("now tg-prod-api says unhealthy (Target.ResponseCodeMismatch)");
    expect(finding?.evidence.at(-1)?.value).toBe("Target.ResponseCodeMismatch");
  });

  it("is still told where the launch it belonged to was given up afterwards", () => {
    const instance = [makeTerminated({ terminatedAt: minutesAgo(8) })];
    expect(checkRule(allowTrafficStuck, { ...failed, instance })).toHaveLength(1);
  });

  it.each([
    ["the instance was terminated before", { instance: [makeTerminated({ terminatedAt: minutesAgo(40) })] }],
    [
      "the agent did not answer",
      {
        "deployment-target": [
          makeDeploymentTarget({
            status: "Failed",
            events: [
              {
                ...event,
                diagnostics: { message: "CodeDeploy agent was not able to receive the lifecycle event." },
              },
            ],
          }),
        ],
      },
    ],
    [
      "a later deployment succeeded",
      {
        deployment: [
          ...failed.deployment,
          makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(5) }),
        ],
      },
    ],
  ])("is not meant where %s", (_, changed) => {
    expect(checkRule(allowTrafficStuck, { ...failed, ...changed })).toEqual([]);
  });

  it("a day ago is info", () => {
    const old = makeDeploymentTarget({
      status: "Failed",
      events: [{ ...event, endTime: secondsAgo(24 * 3600 + 1) }],
    });
    expect(checkRule(allowTrafficStuck, { ...failed, "deployment-target": [old] })).toMatchObject([
      { severity: "info" },
    ]);
  });
});
