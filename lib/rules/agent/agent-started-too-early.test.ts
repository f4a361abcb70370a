import { describe, expect, it } from "vitest";
import { agentStartedTooEarly } from "#lib/rules/agent/agent-started-too-early.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idB,
  idC,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const revision = { type: "S3", label: "s3://bundles/api-r7.zip" };
const launch = makeFailedDeployment({ creator: "autoscaling", createTime: minutesAgo(7), revision });
const fleet = makeDeployment({ id: "d-FLEET", status: "Succeeded", createTime: minutesAgo(60), revision });
const failed = makeFailedTarget(makeFailedEvent());
const elder = makeDeploymentTarget({
  deploymentId: "d-FLEET",
  targetId: idB,
  status: "Succeeded",
  events: [{ name: "ApplicationStart", status: "Succeeded", startTime: minutesAgo(59) }],
});

function check(parts: Partial<AllFacts> = {}) {
  return checkRule(agentStartedTooEarly, {
    instance: [
      makeInstance({ launchTime: secondsAgo(7 * 60) }),
      makeInstance({ id: idB, launchTime: minutesAgo(600) }),
    ],
    deployment: [launch, fleet],
    "deployment-target": [failed, elder],
    ...parts,
  });
}

describe("agent-started-too-early", () => {
  it("a script that fails a minute after the launch, where the revision works on older machines, is suspected", () => {
    const [finding, ...others] = check();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "deployment", id: "d-7QK2AAAAA" },
      verdict: "suspected",
      severity: "warning",
    });
    expect(finding?.summary).toContain(`1 minute after the launch; the same revision, ${revision.label}`);
    expect(finding?.summary).toContain(idB);
  });

  it.each([
    ["just before two minutes", 6 * 60 + 119, 1],
    ["at two minutes", 6 * 60 + 120, 0],
    ["before the launch", 6 * 60 - 1, 0],
  ])("the first event %s: %s", (_, launchedSecondsAgo, count) => {
    const instance = [
      makeInstance({ launchTime: secondsAgo(launchedSecondsAgo) }),
      makeInstance({ id: idB, launchTime: minutesAgo(600) }),
    ];
    expect(check({ instance })).toHaveLength(count);
  });

  it.each([
    ["at ten minutes of age", 69, 1],
    ["below ten minutes of age", 68.9, 0],
  ])("the elder's success %s: %s", (_, minutes, count) => {
    const instance = [
      makeInstance({ launchTime: minutesAgo(7) }),
      makeInstance({ id: idB, launchTime: minutesAgo(minutes) }),
    ];
    expect(check({ instance })).toHaveLength(count);
  });

  it.each([
    ["the revision has succeeded nowhere", { "deployment-target": [failed] }],
    [
      "another revision succeeded",
      { deployment: [launch, makeDeployment({ ...fleet.value, revision: { label: "r6" } })] },
    ],
    [
      "it succeeded on a young machine too",
      {
        instance: [
          makeInstance({ launchTime: minutesAgo(7) }),
          makeInstance({ id: idB, launchTime: minutesAgo(600) }),
          makeInstance({ id: idC, launchTime: minutesAgo(60) }),
        ],
        "deployment-target": [failed, elder, makeDeploymentTarget({ ...elder.value, targetId: idC })],
      },
    ],
    [
      "a later launch succeeded",
      {
        deployment: [
          launch,
          fleet,
          makeDeployment({
            id: "d-NEW",
            creator: "autoscaling",
            status: "Succeeded",
            createTime: minutesAgo(2),
          }),
        ],
      },
    ],
    [
      "the agent did not answer",
      {
        "deployment-target": [
          makeFailedTarget(
            makeFailedEvent({
              diagnostics: { message: "agent was not able to receive the lifecycle event" },
            }),
          ),
          elder,
        ],
      },
    ],
    ["EC2 gives no launch time", { instance: [makeInstance({ launchTime: undefined })] }],
  ])("nothing is said where %s", (_, parts) => {
    expect(check(parts)).toEqual([]);
  });
});
