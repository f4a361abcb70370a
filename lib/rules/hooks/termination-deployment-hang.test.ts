import { describe, expect, it } from "vitest";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { terminationDeploymentHang } from "#lib/rules/hooks/termination-deployment-hang.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idB,
  makeActivity,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeHook,
  makeMember,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

const hook = makeHook({ name: "ours", transition: "autoscaling:EC2_INSTANCE_TERMINATING" });
const running = { id: "d-T", creator: "autoscalingTermination", createTime: minutesAgo(30) };
const pending: readonly LifecycleEvent[] = [
  { name: "BlockTraffic", status: "Succeeded", startTime: minutesAgo(29), endTime: minutesAgo(20) },
  { name: "ApplicationStop", status: "Pending" },
];

function makeHanging(
  events: readonly LifecycleEvent[] = pending,
  parts: Partial<AllFacts> = {},
): Partial<AllFacts> {
  return {
    member: [makeMember({ instanceId: idB, lifecycleState: "Terminating:Wait" }, { since: minutesAgo(30) })],
    "scaling-activity": [
      makeActivity({
        status: "InProgress",
        description: `Terminating EC2 instance: ${idB}`,
        startTime: minutesAgo(31),
      }),
    ],
    "lifecycle-hook": [hook],
    "deployment-group": [
      makeDeploymentGroup({
        terminationHookEnabled: true,
        autoScalingGroups: [{ name: "asg-prod-api", terminationHook: "ours" }],
      }),
    ],
    deployment: [makeDeployment(running)],
    "deployment-target": [makeDeploymentTarget({ deploymentId: "d-T", targetId: idB, events })],
    ...parts,
  };
}

describe("termination-deployment-hang", () => {
  it("a termination deployment in which nothing begins or ends hangs, since its last event", () => {
    const [finding, ...others] = checkRule(terminationDeploymentHang, makeHanging());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "deployment", id: "d-T" },
      verdict: "corroborated",
      since: minutesAgo(20),
    });
    expect(finding?.summary).toContain(
      "since 14:02:10 UTC (20 minutes; BlockTraffic Succeeded, ApplicationStop Pending)",
    );
    expect(finding?.summary).toContain(`the termination of ${idB} goes on`);
    expect(finding?.advice.at(-1)?.command).toBe(
      `aws autoscaling complete-lifecycle-action --lifecycle-hook-name ours --auto-scaling-group-name asg-prod-api --instance-id ${idB} --lifecycle-action-result CONTINUE --region us-east-1`,
    );
  });

  it.each([
    ["ten minutes", minutesAgo(10), 0],
    ["more than ten minutes", secondsAgo(601), 1],
  ])("still for %s", (_case, startTime, count) => {
    const events: LifecycleEvent[] = [{ name: "ApplicationStop", status: "InProgress", startTime }];
    expect(checkRule(terminationDeploymentHang, makeHanging(events))).toHaveLength(count);
  });

  it("a deployment in which nothing ever began hangs since it was made", () => {
    const [finding] = checkRule(terminationDeploymentHang, makeHanging([]));
    expect(finding?.since).toBe(minutesAgo(30));
    expect(finding?.summary).toContain("no events");
  });

  it.each<[string, Partial<AllFacts>]>([
    [
      "traffic is being taken away",
      makeHanging([{ name: "BlockTraffic", status: "InProgress", startTime: minutesAgo(29) }]),
    ],
    [
      "the deployment has ended",
      makeHanging(pending, { deployment: [makeDeployment({ ...running, status: "Succeeded" })] }),
    ],
    [
      "it is a launch's deployment",
      makeHanging(pending, { deployment: [makeDeployment({ ...running, creator: "autoscaling" })] }),
    ],
    [
      "it is for another instance",
      makeHanging(pending, { "deployment-target": [makeDeploymentTarget({ deploymentId: "d-T" })] }),
    ],
    [
      "the instance no longer waits",
      makeHanging(pending, {
        member: [makeMember({ instanceId: idB, lifecycleState: "Terminating:Proceed" })],
      }),
    ],
    [
      "the hook is not CodeDeploy's",
      makeHanging(pending, { "lifecycle-hook": [makeHook({ ...hook.value, name: "drain-sessions" })] }),
    ],
  ])("%s: it does not hang", (_case, facts) => {
    expect(checkRule(terminationDeploymentHang, facts)).toEqual([]);
  });

  it("neither the incident nor a healthy group has one", () => {
    expect(checkRule(terminationDeploymentHang, makeIncidentFacts())).toEqual([]);
    expect(checkRule(terminationDeploymentHang, makeHealthyFacts())).toEqual([]);
  });
});
