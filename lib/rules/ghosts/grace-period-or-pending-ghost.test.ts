import { expect, it } from "vitest";
import { gracePeriodOrPendingGhost } from "#lib/rules/ghosts/grace-period-or-pending-ghost.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeHook,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
  seenOnce,
  testHookName,
} from "#lib/testing/facts.ts";

const hooks = [makeHook(), makeHook({ group: "another-group", name: "not-ours" })];

function check(instance: ReturnType<typeof makeUnlisted>, lifecycleState = "Pending:Wait") {
  return checkRule(gracePeriodOrPendingGhost, {
    instance: [instance],
    member: [makeMember({ lifecycleState })],
    "lifecycle-hook": hooks,
  });
}

it("a gone instance in a hook's hands is freed by abandoning that hook for it alone", () => {
  const [finding] = check(makeTerminated());
  expect(finding).toMatchObject({
    subject: { id: idA },
    verdict: "proved",
    severity: "warning",
    since: minutesAgo(40),
  });
  expect(finding?.advice.map(({ command }) => command)).toEqual([
    undefined,
    `aws autoscaling complete-lifecycle-action --lifecycle-hook-name ${testHookName} --auto-scaling-group-name asg-prod-api --instance-id ${idA} --lifecycle-action-result ABANDON --region us-east-1`,
  ]);
  expect(finding?.advice[1]?.text).toContain("kills it");
});

it.each([
  [599, "info", "should end by itself by about 14:22:11 UTC"],
  [600, "warning", "something keeps the hook alive"],
])("gone for %i seconds of a heartbeat of 600 is %s", (seconds, severity, words) => {
  const findings = check(makeTerminated({ terminatedAt: secondsAgo(seconds) }));
  expect(findings).toMatchObject([{ severity, summary: expect.stringContaining(words) }]);
});

it("a hook without a heartbeat of its own waits an hour", () => {
  const parts = {
    instance: [makeTerminated()],
    member: [makeMember({ lifecycleState: "Warmed:Pending:Wait" })],
  };
  const [finding] = checkRule(gracePeriodOrPendingGhost, {
    ...parts,
    "lifecycle-hook": [makeHook({ heartbeatTimeoutSeconds: undefined })],
  });
  expect(finding).toMatchObject({ severity: "info", summary: expect.stringContaining("14:42:10 UTC") });
});

it("a termination hook does not hold a launch", () => {
  const parts = { instance: [makeTerminated()], member: [makeMember({ lifecycleState: "Pending:Wait" })] };
  const [finding] = checkRule(gracePeriodOrPendingGhost, {
    ...parts,
    "lifecycle-hook": [makeHook({ transition: "autoscaling:EC2_INSTANCE_TERMINATING" })],
  });
  expect(finding?.advice).toHaveLength(1);
});

it.each([
  ["alive in Pending:Wait", makeInstance(), "Pending:Wait"],
  ["gone in Pending", makeTerminated(), "Pending"],
  ["gone in Pending:Proceed", makeTerminated(), "Pending:Proceed"],
  ["gone in InService", makeTerminated(), "InService"],
  ["gone in Terminating:Wait", makeTerminated(), "Terminating:Wait"],
] as const)("%s is not meant", (_, instance, state) => {
  expect(check(instance, state)).toEqual([]);
});

it.each([
  [60, "proved"],
  [59, "suspected"],
])("terminated %i seconds before the one reading is %s", (seconds, verdict) => {
  expect(check(makeTerminated({ terminatedAt: secondsAgo(seconds) }, seenOnce))).toMatchObject([{ verdict }]);
});

it("no row in a partial reading of EC2 is only suspected", () => {
  const parts = {
    instance: [makeUnlisted()],
    member: [makeMember({ lifecycleState: "Pending:Wait" })],
    "lifecycle-hook": hooks,
  };
  expect(checkRule(gracePeriodOrPendingGhost, parts, { partial: ["ec2-instances"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});
