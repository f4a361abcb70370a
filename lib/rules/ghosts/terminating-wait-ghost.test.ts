import { expect, it } from "vitest";
import { terminatingWaitGhost } from "#lib/rules/ghosts/terminating-wait-ghost.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeHook,
  makeInstance,
  makeMember,
  makeTerminated,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const parts = {
  instance: [makeInstance()],
  member: [makeMember({ lifecycleState: "Terminating:Wait" })],
  "lifecycle-hook": [
    makeHook({ name: "backup-logs", transition: "autoscaling:EC2_INSTANCE_TERMINATING" }),
    makeHook(),
  ],
  deployment: [makeDeployment()],
  "deployment-target": [makeDeploymentTarget()],
};

it("a deployment that waits for an instance in a termination hook's hands is suspected", () => {
  const [finding] = checkRule(terminatingWaitGhost, parts);
  expect(finding).toMatchObject({ subject: { id: idA }, verdict: "suspected", since: minutesAgo(10) });
  expect(finding?.advice.map(({ command }) => command)).toEqual([
    undefined,
    `aws autoscaling complete-lifecycle-action --lifecycle-hook-name backup-logs --auto-scaling-group-name asg-prod-api --instance-id ${idA} --lifecycle-action-result CONTINUE --region us-east-1`,
  ]);
});

it("one that EC2 has terminated is corroborated", () => {
  const [finding] = checkRule(terminatingWaitGhost, { ...parts, instance: [makeTerminated()] });
  expect(finding).toMatchObject({
    verdict: "corroborated",
    summary: expect.stringContaining("EC2 terminated"),
  });
});

it.each([
  [600, 1],
  [599, 0],
])("held for %i seconds gives %i findings: ten minutes are usual", (seconds, count) => {
  const member = [makeMember({ lifecycleState: "Terminating:Wait" }, { since: secondsAgo(seconds) })];
  expect(checkRule(terminatingWaitGhost, { ...parts, member })).toHaveLength(count);
});

it("the deployment made for the termination belongs there while the instance lives", () => {
  const deployment = [makeDeployment({ creator: "autoscalingTermination" })];
  expect(checkRule(terminatingWaitGhost, { ...parts, deployment })).toEqual([]);
  expect(
    checkRule(terminatingWaitGhost, { ...parts, deployment, instance: [makeTerminated()] }),
  ).toHaveLength(1);
});

it.each([
  ["no deployment waits", { "deployment-target": [makeDeploymentTarget({ targetId: idB })] }],
  ["the deployment ended", { deployment: [makeDeployment({ status: "Succeeded" })] }],
  ["no hook holds a termination", { "lifecycle-hook": [makeHook()] }],
  [
    "the hook is another group's",
    { "lifecycle-hook": [makeHook({ group: "other", transition: "autoscaling:EC2_INSTANCE_TERMINATING" })] },
  ],
  ["a launch hook holds it", { member: [makeMember({ lifecycleState: "Pending:Wait" })] }],
  ["EC2 was not asked", { instance: [] }],
])("nothing where %s, even if a source was read in part", (_, changed) => {
  expect(
    checkRule(terminatingWaitGhost, { ...parts, ...changed }, { partial: ["autoscaling-hooks"] }),
  ).toEqual([]);
});
