import { describe, expect, it } from "vitest";
import { foreignHookBlocking } from "#lib/rules/hooks/foreign-hook-blocking.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idB,
  idC,
  makeActivity,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeHook,
  makeMember,
  minutesAgo,
  secondsAgo,
  testNow,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

const warmCache = makeHook({
  name: "warm-cache",
  heartbeatTimeoutSeconds: 3600,
  globalTimeoutSeconds: 172_800,
  notificationMetadata: undefined,
});
const succeeded = {
  id: "d-C",
  creator: "autoscaling",
  status: "Succeeded",
  createTime: minutesAgo(19),
  completeTime: minutesAgo(9),
};

function makeBlocked(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    member: [makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" }, { since: minutesAgo(19) })],
    "scaling-activity": [
      makeActivity({
        status: "InProgress",
        description: `Launching a new EC2 instance: ${idC}`,
        startTime: minutesAgo(20),
      }),
    ],
    "lifecycle-hook": [makeHook(), warmCache],
    "deployment-group": [makeDeploymentGroup()],
    deployment: [makeDeployment(succeeded)],
    "deployment-target": [makeDeploymentTarget({ deploymentId: "d-C", targetId: idC, status: "Succeeded" })],
    ...parts,
  };
}

describe("foreign-hook-blocking", () => {
  it("an instance that still waits after its deployment succeeded waits for a hook that is not CodeDeploy's", () => {
    const [finding, ...others] = checkRule(foreignHookBlocking, makeBlocked());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ subject: { id: idC }, verdict: "corroborated", since: minutesAgo(9) });
    expect(finding?.summary).toContain(`d-C succeeded for ${idC} at 14:13:10 UTC`);
    expect(finding?.summary).toContain("warm-cache, not CodeDeploy's");
    // One hour after the launch: the ten minutes of CodeDeploy's hook no longer count.
    expect(finding?.summary).toContain("15:02:10 UTC at the earliest");
    expect(finding?.advice.map(({ command }) => command)).toEqual([
      "aws autoscaling describe-lifecycle-hooks --auto-scaling-group-name asg-prod-api --region us-east-1",
      `aws autoscaling complete-lifecycle-action --lifecycle-hook-name warm-cache --auto-scaling-group-name asg-prod-api --instance-id ${idC} --lifecycle-action-result CONTINUE --region us-east-1`,
    ]);
  });

  it.each([
    ["a minute ago", secondsAgo(60), 1],
    ["less than a minute ago", secondsAgo(59), 0],
  ])("succeeded %s: %s", (_case, completeTime, count) => {
    const deployment = [makeDeployment({ ...succeeded, completeTime })];
    expect(checkRule(foreignHookBlocking, makeBlocked({ deployment }))).toHaveLength(count);
  });

  it.each<[string, Partial<AllFacts>]>([
    ["only CodeDeploy's hook", { "lifecycle-hook": [makeHook()] }],
    [
      "a deployment that is still running",
      { deployment: [makeDeployment({ ...succeeded, status: "InProgress", completeTime: undefined })] },
    ],
    ["a deployment that failed", { deployment: [makeDeployment({ ...succeeded, status: "Failed" })] }],
    [
      "no deployment of it",
      { "deployment-target": [makeDeploymentTarget({ deploymentId: "d-C", targetId: idB })] },
    ],
    ["a fleet deployment", { deployment: [makeDeployment({ ...succeeded, creator: "user" })] }],
    [
      "an earlier launch's deployment",
      { deployment: [makeDeployment({ ...succeeded, createTime: minutesAgo(22) })] },
    ],
    ["an instance in service", { member: [makeMember({ instanceId: idC })] }],
    [
      "a member last read before the deployment ended",
      {
        member: [
          makeMember(
            { instanceId: idC, lifecycleState: "Pending:Wait" },
            { since: minutesAgo(19), lastSeen: minutesAgo(9) },
          ),
        ],
      },
    ],
    [
      "a foreign termination hook",
      {
        "lifecycle-hook": [
          makeHook({ ...warmCache.value, transition: "autoscaling:EC2_INSTANCE_TERMINATING" }),
        ],
      },
    ],
    [
      "a hook of unusual name that the deployment group names",
      {
        "lifecycle-hook": [warmCache],
        "deployment-group": [
          makeDeploymentGroup({ autoScalingGroups: [{ name: "asg-prod-api", hook: "warm-cache" }] }),
        ],
      },
    ],
  ])("%s: nothing foreign blocks", (_case, parts) => {
    expect(checkRule(foreignHookBlocking, makeBlocked(parts))).toEqual([]);
  });

  it("without a completion time the reading that first said Succeeded counts", () => {
    const deployment = [
      makeDeployment({ ...succeeded, completeTime: undefined }, { since: minutesAgo(5), lastSeen: testNow }),
    ];
    expect(checkRule(foreignHookBlocking, makeBlocked({ deployment }))[0]?.since).toBe(minutesAgo(5));
  });

  it("neither the incident nor a healthy group has one", () => {
    expect(checkRule(foreignHookBlocking, makeIncidentFacts())).toEqual([]);
    expect(checkRule(foreignHookBlocking, makeHealthyFacts())).toEqual([]);
  });
});
