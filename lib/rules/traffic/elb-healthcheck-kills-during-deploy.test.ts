import { describe, expect, it } from "vitest";
import { elbHealthcheckKillsDuringDeploy } from "#lib/rules/traffic/elb-healthcheck-kills-during-deploy.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  minutesAgo,
} from "#lib/testing/facts.ts";
import { causeTexts, makeTermination } from "#lib/testing/scaling-facts.ts";

const atWork = [{ name: "ApplicationStop", status: "InProgress", startTime: minutesAgo(7) }];
const base = {
  "auto-scaling-group": [makeAutoScalingGroup({ healthCheckType: "ELB" })],
  "scaling-activity": [makeTermination("elb")],
  deployment: [makeDeployment()],
  "deployment-target": [makeDeploymentTarget({ status: "InProgress", events: atWork })],
};

function check(changed = {}) {
  return checkRule(elbHealthcheckKillsDuringDeploy, { ...base, ...changed });
}

it("an instance that is replaced in the middle of its deployment is told", () => {
  const [finding] = check();
  expect(finding).toMatchObject({
    subject: { kind: "deployment", id: "d-7QK2AAAAA" },
    verdict: "corroborated",
    severity: "warning",
    since: minutesAgo(5),
    summary: `While d-7QK2AAAAA was at work on ${idA}, asg-prod-api terminated it for failing the load balancer's health check, first at 14:17:10 UTC.`,
  });
  expect(finding?.evidence.map(({ value }) => value)).toContain(causeTexts.elb);
});

describe("silent", () => {
  it.each([
    ["a scale-in", { "scaling-activity": [makeTermination("scaleIn")] }],
    [
      "a group that heeds EC2 alone",
      { "auto-scaling-group": [makeAutoScalingGroup({ healthCheckType: "EC2" })] },
    ],
    ["a target that had not begun", { "deployment-target": [makeDeploymentTarget()] }],
    ["a kill before it began", { "scaling-activity": [makeTermination("elb", 8)] }],
    ["a deployment that ended well", { deployment: [makeDeployment({ status: "Succeeded" })] }],
    ["a deployment for a launch", { deployment: [makeDeployment({ creator: "autoscaling" })] }],
  ])("%s", (_, changed) => {
    expect(check(changed)).toEqual([]);
  });
});

it.each([
  [4.9, 1],
  [5, 0],
])("killed %f minutes after its last event: %i findings", (minutes, count) => {
  const events = [
    {
      name: "ApplicationStart",
      status: "Succeeded",
      startTime: minutesAgo(15),
      endTime: minutesAgo(5 + minutes),
    },
  ];
  const targets = [makeDeploymentTarget({ status: "Succeeded", events })];
  expect(check({ "deployment-target": targets })).toHaveLength(count);
});

it("traffic control is recommended where there is none", () => {
  const advised = (deploymentOption: string) =>
    check({ "deployment-group": [makeDeploymentGroup({ deploymentOption })] })[0]?.advice.some(({ text }) =>
      text.includes("traffic control"),
    );
  expect(advised("WITHOUT_TRAFFIC_CONTROL")).toBe(true);
  expect(advised("WITH_TRAFFIC_CONTROL")).toBe(false);
});
