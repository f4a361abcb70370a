import { describe, expect, it } from "vitest";
import { agentNotRunning } from "#lib/rules/deployment/agent-not-running.ts";
import type { SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeMember,
  makeTerminated,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const message =
  "CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host and make sure the agent is running.";
const said = makeDeploymentTarget({
  status: "Failed",
  events: [
    {
      name: "ApplicationStop",
      status: "Failed",
      endTime: minutesAgo(3),
      diagnostics: { errorCode: "UnknownError", message },
    },
  ],
});

describe("CodeDeploy says that the agent did not answer", () => {
  const parts = {
    instance: [makeInstance()],
    deployment: [makeDeployment({ status: "Failed" })],
    "deployment-target": [said],
  };

  it("and EC2 that the instance runs: corroborated", () => {
    const [finding] = checkRule(agentNotRunning, parts);
    expect(finding).toMatchObject({ subject: { id: idA }, verdict: "corroborated", since: minutesAgo(3) });
    expect(finding?.evidence.at(-1)).toMatchObject({
      field: "lifecycleEvents[ApplicationStop].diagnostics.message",
      value: message,
    });
    expect(finding?.advice[1]?.command).toBe(
      `aws ssm send-command --document-name AWS-RunShellScript --instance-ids ${idA} --parameters 'commands=["service codedeploy-agent status"]' --region us-east-1`,
    );
  });

  it.each([
    ["the instance is gone: a ghost, not an agent", { instance: [makeTerminated()] }],
    ["the instance is stopped", { instance: [makeInstance({ state: "stopped" })] }],
    ["EC2 was not asked", { instance: [] }],
    [
      "a script failed",
      {
        "deployment-target": [
          makeDeploymentTarget({
            status: "Failed",
            events: [
              {
                name: "Install",
                status: "Failed",
                diagnostics: { errorCode: "ScriptFailed", message: "exit 1" },
              },
            ],
          }),
        ],
      },
    ],
  ])("but not where %s", (_, changed) => {
    expect(checkRule(agentNotRunning, { ...parts, ...changed })).toEqual([]);
  });

  it("but not where a later deployment reached it", () => {
    const later = makeDeployment({ id: "d-LATER", status: "Succeeded", createTime: minutesAgo(2) });
    const reached = makeDeploymentTarget({ deploymentId: "d-LATER", status: "Succeeded" });
    const findings = checkRule(agentNotRunning, {
      ...parts,
      deployment: [...parts.deployment, later],
      "deployment-target": [said, reached],
    });
    expect(findings).toEqual([]);
  });
});

describe("nothing has begun on a new instance", () => {
  const launch = makeDeployment({
    creator: "autoscaling",
    createTime: minutesAgo(5),
    startTime: minutesAgo(5),
  });
  const parts = {
    instance: [makeInstance()],
    deployment: [launch],
    "deployment-target": [makeDeploymentTarget()],
  };

  it("for five minutes: its agent is suspected", () => {
    expect(checkRule(agentNotRunning, parts)).toMatchObject([
      { subject: { id: idA }, verdict: "suspected", since: minutesAgo(5) },
    ]);
  });

  it("for less: nothing yet", () => {
    const deployment = [
      makeDeployment({ creator: "autoscaling", createTime: secondsAgo(299), startTime: secondsAgo(299) }),
    ];
    expect(checkRule(agentNotRunning, { ...parts, deployment })).toEqual([]);
  });

  it.each([
    ["a fleet deployment takes its instances in turn", { deployment: [makeDeployment()] }],
    [
      "a ghost may hold it up",
      {
        instance: [makeInstance(), makeTerminated({ id: idB })],
        member: [makeMember({ instanceId: idB, lifecycleState: "Detaching" })],
      },
    ],
    ["another deployment may hold it up", { deployment: [launch, makeDeployment({ id: "d-FLEET" })] }],
    [
      "an event has begun",
      {
        "deployment-target": [
          makeDeploymentTarget({
            events: [{ name: "ApplicationStop", status: "InProgress", startTime: minutesAgo(4) }],
          }),
        ],
      },
    ],
    ["its events are not known", { "deployment-target": [makeDeploymentTarget({ events: [] })] }],
    ["the instance is gone", { instance: [makeTerminated()] }],
  ])("but not the agent's fault for sure: %s", (_, changed) => {
    expect(checkRule(agentNotRunning, { ...parts, ...changed })).toEqual([]);
  });

  it.each<SourceId>(["ec2-instances", "autoscaling-groups", "codedeploy-deployments"])(
    "is not judged where %s was read in part",
    (source) => {
      expect(checkRule(agentNotRunning, parts, { partial: [source] })).toEqual([]);
    },
  );
});
