import { expect, it } from "vitest";
import { launchFailedConfig } from "#lib/rules/scaling/launch-failed-config.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, idC, makeActivity, makeMember, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedLaunch, wantingGroups } from "#lib/testing/scaling-facts.ts";

const noImage = "The image id '[ami-0123456789abcdef0]' does not exist. Launching EC2 instance failed.";

function check(activities: readonly ReturnType<typeof makeActivity>[]) {
  return checkRule(launchFailedConfig, {
    "auto-scaling-group": wantingGroups,
    "scaling-activity": activities,
  });
}

it("launches that fail for what they ask for are proved, counted, dated and explained", () => {
  expect(check([makeFailedLaunch(noImage), makeFailedLaunch(noImage, 25)])).toMatchObject([
    {
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "proved",
      severity: "warning",
      since: minutesAgo(25),
      summary:
        "asg-prod-api cannot launch: 2 attempts in a row failed, because the image does not exist, since 13:57:10 UTC, the last at 14:17:10 UTC.",
    },
  ]);
});

it("a text that nobody knows is shown as it is, and only suspected", () => {
  expect(check([makeFailedLaunch("The moon is in the wrong house.")])).toMatchObject([
    { verdict: "suspected", summary: expect.stringContaining("“The moon is in the wrong house.”") },
  ]);
});

it.each([
  ["no capacity", [makeFailedLaunch("There is no Spot capacity available that matches your request.")]],
  ["a limit", [makeFailedLaunch("20 instance(s) are already running.")]],
  ["a launch that succeeded since", [makeFailedLaunch(noImage), makeActivity({ startTime: minutesAgo(4) })]],
  [
    "an attempt under way",
    [makeFailedLaunch(noImage), makeActivity({ startTime: minutesAgo(1), status: "InProgress" })],
  ],
  ["another group", [makeFailedLaunch(noImage, 5, { group: "asg-other" })]],
  [
    "a launch that its hook gave up",
    [
      makeFailedLaunch(
        "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token 1 was abandoned: Heartbeat Timeout",
      ),
    ],
  ],
  ["a cancelled launch", [makeFailedLaunch("Whatever.", 5, { status: "Cancelled" })]],
])("%s is not meant", (_, activities) => {
  expect(check(activities)).toEqual([]);
});

it("after a day it only explains", () => {
  expect(check([makeFailedLaunch(noImage, 24 * 60)])[0]?.severity).toBe("warning");
  expect(check([makeFailedLaunch(noImage, 24 * 60 + 1)])[0]?.severity).toBe("info");
});

it("a group that has all it wants is content, unless its members were read in part", () => {
  const parts = {
    "auto-scaling-group": wantingGroups,
    "scaling-activity": [makeFailedLaunch(noImage)],
    member: [idA, idB, idC].map((instanceId) => makeMember({ instanceId })),
  };
  expect(checkRule(launchFailedConfig, parts)).toEqual([]);
  expect(checkRule(launchFailedConfig, parts, { partial: ["autoscaling-groups"] })).toHaveLength(1);
});
