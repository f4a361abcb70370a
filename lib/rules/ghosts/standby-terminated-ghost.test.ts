import { expect, it } from "vitest";
import { standbyTerminatedGhost } from "#lib/rules/ghosts/standby-terminated-ghost.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  secondsAgo,
  seenOnce,
} from "#lib/testing/facts.ts";

function check(
  instance: ReturnType<typeof makeUnlisted>,
  member: Parameters<typeof makeMember>[0] = { lifecycleState: "Standby" },
) {
  return checkRule(standbyTerminatedGhost, { instance: [instance], member: [makeMember(member)] });
}

it("an instance terminated in Standby stays healthy for ever, and leaves by exit-standby", () => {
  const [finding] = check(makeTerminated());
  expect(finding).toMatchObject({ subject: { id: idA }, verdict: "proved" });
  expect(finding?.advice[1]?.command).toBe(
    `aws autoscaling exit-standby --instance-ids ${idA} --auto-scaling-group-name asg-prod-api --region us-east-1`,
  );
  expect(finding?.advice.at(-1)?.text).toMatch(/^Dangerous/);
});

it("health is compared whatever its case", () => {
  expect(check(makeTerminated(), { lifecycleState: "Standby", healthStatus: "HEALTHY" })).toHaveLength(1);
  expect(check(makeTerminated(), { lifecycleState: "Standby", healthStatus: "UNHEALTHY" })).toEqual([]);
});

it.each([
  ["alive in Standby", makeInstance(), "Standby"],
  ["stopped in Standby", makeInstance({ state: "stopped" }), "Standby"],
  ["entering Standby", makeTerminated(), "EnteringStandby"],
  ["gone but InService", makeTerminated(), "InService"],
] as const)("%s is not meant", (_, instance, lifecycleState) => {
  expect(check(instance, { lifecycleState })).toEqual([]);
});

it.each([
  [60, "proved"],
  [59, "suspected"],
])("terminated %i seconds before the one reading is %s", (seconds, verdict) => {
  expect(check(makeTerminated({ terminatedAt: secondsAgo(seconds) }, seenOnce))).toMatchObject([{ verdict }]);
});

it("no row in a partial reading of EC2 is only suspected", () => {
  const parts = { instance: [makeUnlisted()], member: [makeMember({ lifecycleState: "Standby" })] };
  expect(checkRule(standbyTerminatedGhost, parts)).toMatchObject([{ verdict: "proved" }]);
  expect(checkRule(standbyTerminatedGhost, parts, { partial: ["ec2-instances"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});
