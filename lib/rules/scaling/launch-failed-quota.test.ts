import { expect, it } from "vitest";
import { launchFailedQuota } from "#lib/rules/scaling/launch-failed-quota.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { makeActivity, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedLaunch, wantingGroups } from "#lib/testing/scaling-facts.ts";

const instances = "20 instance(s) are already running. Launching EC2 instance failed.";

function check(activities: readonly ReturnType<typeof makeActivity>[]) {
  return checkRule(launchFailedQuota, {
    "auto-scaling-group": wantingGroups,
    "scaling-activity": activities,
  });
}

it.each([
  [instances, "the account's limit of instances is reached"],
  ["You have requested more vCPU capacity than your current vCPU limit of 32 allows", "limit of vCPUs"],
  ["Client.VolumeLimitExceeded: Volume limit exceeded", "limit of EBS storage"],
])("%s: %s", (text, words) => {
  expect(check([makeFailedLaunch(text)])).toMatchObject([
    { verdict: "proved", severity: "warning", summary: expect.stringContaining(words) },
  ]);
});

it.each([
  ["no capacity", [makeFailedLaunch("Server.InsufficientInstanceCapacity")]],
  ["a success since", [makeFailedLaunch(instances), makeActivity({ startTime: minutesAgo(1) })]],
  [
    "the same words of a launch that was cancelled",
    [makeFailedLaunch(instances, 5, { status: "Cancelled" })],
  ],
])("%s is not meant", (_, activities) => {
  expect(check(activities)).toEqual([]);
});
