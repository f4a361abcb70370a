import { describe, expect, it } from "vitest";
import { hookTargetOrRoleBroken } from "#lib/rules/hooks/hook-target-or-role-broken.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeDeploymentGroup, makeHook } from "#lib/testing/facts.ts";
import { makeHealthyFacts } from "#lib/testing/incident-facts.ts";

const queue =
  "arn:aws:sqs:us-east-1:110011001100:razorbill-us-east-1-prod-default-autoscaling-lifecycle-hook";

function check(hook: Parameters<typeof makeHook>[0]) {
  return checkRule(hookTargetOrRoleBroken, {
    "lifecycle-hook": [makeHook(hook)],
    "deployment-group": [makeDeploymentGroup()],
  });
}

describe("hook-target-or-role-broken", () => {
  it.each([
    ["another queue", "arn:aws:sqs:us-east-1:123456789012:jobs", "does not look like CodeDeploy's queue"],
    ["a topic", "arn:aws:sns:us-east-1:123456789012:razorbill", "does not look like CodeDeploy's queue"],
    ["an empty text", "", "does not look like CodeDeploy's queue"],
    [
      "a queue of another region",
      queue.replaceAll("us-east-1", "eu-west-1"),
      "another region than us-east-1",
    ],
  ])("CodeDeploy's hook that notifies %s is suspected", (_case, notificationTargetArn, words) => {
    const findings = check({ notificationTargetArn });
    expect(findings.map(({ verdict }) => verdict)).toEqual(["suspected"]);
    expect(findings[0]?.summary).toContain(words);
  });

  it("the hook is made anew through CodeDeploy, never in Auto Scaling", () => {
    const commands = check({ notificationTargetArn: "arn:aws:sqs:us-east-1:1:jobs" })[0]?.advice.map(
      ({ command }) => command?.split(" ")[2],
    );
    expect(commands).toEqual([
      "describe-lifecycle-hooks",
      "update-deployment-group",
      "update-deployment-group",
    ]);
  });

  it.each([
    ["CodeDeploy's queue", { notificationTargetArn: queue }],
    ["a target that is not shown", { notificationTargetArn: undefined }],
    [
      "a hook that is not CodeDeploy's",
      { name: "warm-cache", notificationTargetArn: "arn:aws:sqs:us-east-1:1:jobs" },
    ],
    [
      "another Auto Scaling group",
      { group: "asg-other", notificationTargetArn: "arn:aws:sqs:us-east-1:1:jobs" },
    ],
  ])("%s: nothing to say", (_case, hook) => {
    expect(check(hook)).toEqual([]);
  });

  it("a healthy group has none", () => {
    expect(checkRule(hookTargetOrRoleBroken, makeHealthyFacts())).toEqual([]);
  });
});
