import { expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { launchAdministrativelySuspended } from "#lib/rules/scaling/launch-administratively-suspended.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeAutoScalingGroup } from "#lib/testing/facts.ts";

function check(suspendedProcesses: readonly { readonly name: string; readonly reason?: string }[]) {
  return checkRule(launchAdministrativelySuspended, {
    "auto-scaling-group": [makeAutoScalingGroup({ suspendedProcesses })],
  });
}

it("what AWS suspended is proved, dated, and can be resumed", () => {
  const [finding, ...more] = check([
    { name: "Launch", reason: "Administratively suspended at 2026-01-30T10:00:00Z" },
    { name: "Terminate", reason: "User suspended at 2026-01-31T10:00:00Z" },
  ]);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    verdict: "proved",
    since: toInstant(Date.UTC(2026, 0, 30, 10)),
    summary: expect.stringContaining("AWS suspended Launch of asg-prod-api at 2026-01-30 10:00:00 UTC"),
  });
  expect(finding?.advice.at(-1)?.command).toBe(
    "aws autoscaling resume-processes --auto-scaling-group-name asg-prod-api --scaling-processes Launch --region us-east-1",
  );
});

it("a reason without a time is told without one", () => {
  expect(check([{ name: "Launch", reason: "Administrative suspension" }])[0]?.since).toBeUndefined();
});

it.each([
  [[]],
  [[{ name: "Launch", reason: "User suspended at 2026-01-31T10:00:00Z" }]],
  [[{ name: "Launch" }]],
])("%j is not meant", (processes) => {
  expect(check(processes)).toEqual([]);
});
