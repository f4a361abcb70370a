import { describe, expect, it } from "vitest";
import { addSeconds } from "#lib/domain/time.ts";
import { hookStuckPendingWait } from "#lib/rules/hooks/hook-stuck-pending-wait.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idB,
  idC,
  makeActivity,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeHook,
  makeInstance,
  makeMember,
  makeTargetList,
  makeTerminated,
  minutesAgo,
  secondsAgo,
  testHookName,
} from "#lib/testing/facts.ts";

const launch = {
  id: "launch-c",
  status: "MidLifecycleAction",
  description: `Launching a new EC2 instance: ${idC}`,
};

function makeStuck(parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    member: [makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" }, { since: minutesAgo(11) })],
    "scaling-activity": [makeActivity({ ...launch, startTime: minutesAgo(12) })],
    "lifecycle-hook": [makeHook()],
    "deployment-group": [makeDeploymentGroup()],
    instance: [makeInstance({ id: idC })],
    ...parts,
  };
}

describe("hook-stuck-pending-wait", () => {
  it("an instance that waits for twelve minutes without a deployment is stuck, since its launch began", () => {
    const [finding, ...others] = checkRule(hookStuckPendingWait, makeStuck());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: { kind: "instance", id: idC },
      verdict: "corroborated",
      since: minutesAgo(12),
    });
    expect(finding?.summary).toContain("since 14:10:10 UTC (12 minutes");
    expect(finding?.summary).toContain(testHookName);
    expect(finding?.summary).toContain("14:20:10 UTC");
    expect(finding?.summary).toContain("heartbeats, which cannot be read");
    expect(finding?.summary).toContain("at the latest");
    expect(finding?.summary).toContain("terminated and replaced");
    expect(new Set(finding?.evidence.map(({ source }) => source))).toEqual(
      new Set(["autoscaling-groups", "autoscaling-activities", "autoscaling-hooks", "codedeploy-group"]),
    );
  });

  it("the first advice changes nothing; letting through comes before giving up", () => {
    const commands = checkRule(hookStuckPendingWait, makeStuck())[0]?.advice.map(({ command }) => command);
    expect(commands?.[0]).toContain("describe-lifecycle-hooks --auto-scaling-group-name asg-prod-api");
    expect(commands?.[1]).toBe(
      `aws autoscaling complete-lifecycle-action --lifecycle-hook-name ${testHookName} --auto-scaling-group-name asg-prod-api --instance-id ${idC} --lifecycle-action-result CONTINUE --region us-east-1`,
    );
    expect(commands?.[2]).toContain("--lifecycle-action-result ABANDON");
  });

  it.each([
    ["at ten minutes, by the launch", minutesAgo(10), 0],
    ["just past ten minutes, by the launch", secondsAgo(601), 1],
  ])("%s: %s", (_case, startTime, count) => {
    const facts = makeStuck({ "scaling-activity": [makeActivity({ ...launch, startTime })] });
    expect(checkRule(hookStuckPendingWait, facts)).toHaveLength(count);
  });

  it.each([
    ["at ten minutes", minutesAgo(10), 0],
    ["just past ten minutes", secondsAgo(601), 1],
  ])("%s, as observed where no activity is known", (_case, since, count) => {
    const member = [makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" }, { since })];
    const findings = checkRule(hookStuckPendingWait, makeStuck({ member, "scaling-activity": [] }));
    expect(findings.map((finding) => finding.since)).toEqual(count === 0 ? [] : [since]);
  });

  const createTime = minutesAgo(11);
  const mine = { id: "d-C", creator: "autoscaling", createTime };
  it.each<[string, Partial<AllFacts>]>([
    [
      "a deployment for it",
      { deployment: [makeDeployment(mine)], "target-list": [makeTargetList("d-C", [idC])] },
    ],
    [
      "a deployment whose target it is",
      {
        deployment: [makeDeployment(mine)],
        "deployment-target": [makeDeploymentTarget({ deploymentId: "d-C", targetId: idC })],
      },
    ],
    [
      "a queued deployment that has no targets yet",
      {
        deployment: [makeDeployment({ ...mine, status: "Queued" })],
        "target-list": [makeTargetList("d-C", undefined)],
      },
    ],
    [
      "a launch deployment of unknown age whose targets were not read",
      { deployment: [makeDeployment({ ...mine, createTime: undefined })] },
    ],
    ["a launch deployment whose targets were not read", { deployment: [makeDeployment(mine)] }],
    ["an instance that is gone", { instance: [makeTerminated({ id: idC })] }],
    [
      "another state",
      { member: [makeMember({ instanceId: idC, lifecycleState: "Pending" }, { since: minutesAgo(11) })] },
    ],
    [
      "a warm pool",
      {
        member: [
          makeMember({ instanceId: idC, lifecycleState: "Warmed:Pending:Wait" }, { since: minutesAgo(11) }),
        ],
      },
    ],
    [
      "a member last read before the ten minutes were over",
      {
        member: [
          makeMember(
            { instanceId: idC, lifecycleState: "Pending:Wait" },
            { since: minutesAgo(11), lastSeen: minutesAgo(3) },
          ),
        ],
      },
    ],
  ])("%s: not stuck", (_case, parts) => {
    expect(checkRule(hookStuckPendingWait, makeStuck(parts))).toEqual([]);
  });

  it.each<[string, Partial<AllFacts>]>([
    [
      "for another instance",
      { deployment: [makeDeployment(mine)], "target-list": [makeTargetList("d-C", [idB])] },
    ],
    [
      "older than the launch",
      { deployment: [makeDeployment({ ...mine, createTime: addSeconds(minutesAgo(13), -1) })] },
    ],
    ["for the whole group, with targets unknown", { deployment: [makeDeployment({ createTime })] }],
  ])("a deployment %s is none for this one", (_case, parts) => {
    expect(checkRule(hookStuckPendingWait, makeStuck(parts))).toHaveLength(1);
  });

  it.each<SourceId>(["codedeploy-deployments", "codedeploy-targets"])(
    "%s read in part: the absence of a deployment proves nothing",
    (source) => {
      expect(checkRule(hookStuckPendingWait, makeStuck(), { partial: [source] })).toEqual([]);
    },
  );

  it.each([
    ["CONTINUE", "goes into service as it is"],
    ["ABANDON", "terminated and replaced"],
    [undefined, "terminated and replaced"],
  ])("default result %s: %s", (defaultResult, words) => {
    const facts = makeStuck({ "lifecycle-hook": [makeHook({ defaultResult })] });
    expect(checkRule(hookStuckPendingWait, facts)[0]?.summary).toContain(words);
  });

  it("without a listed hook it says so and names no deadline", () => {
    const summary = checkRule(hookStuckPendingWait, makeStuck({ "lifecycle-hook": [] }))[0]?.summary;
    expect(summary).toContain("no launch hook is listed any more");
    expect(summary).toContain("heartbeat timeout is not known");
  });
});
