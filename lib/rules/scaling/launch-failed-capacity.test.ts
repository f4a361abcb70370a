import { expect, it } from "vitest";
import { launchFailedCapacity } from "#lib/rules/scaling/launch-failed-capacity.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  idC,
  makeActivity,
  makeAutoScalingGroup,
  makeMember,
  minutesAgo,
  secondsAgo,
  testNow,
} from "#lib/testing/facts.ts";

const statusMessage =
  "We currently do not have sufficient t3.large capacity in the Availability Zone you requested (us-east-1a). Our system will be working on provisioning additional capacity.";

function makeFailed(startTime = minutesAgo(5), value: Parameters<typeof makeActivity>[0] = {}) {
  return makeActivity({
    id: `failed-${startTime}`,
    status: "Failed",
    description: `Launching a new EC2 instance.  Status Reason: ${statusMessage}`,
    statusMessage,
    startTime,
    ...value,
  });
}

const groups = [makeAutoScalingGroup()];

it("launches that find no capacity are proved, counted and dated", () => {
  const findings = checkRule(launchFailedCapacity, {
    "auto-scaling-group": groups,
    "scaling-activity": [makeFailed(minutesAgo(5)), makeFailed(minutesAgo(25)), makeActivity()],
  });
  expect(findings).toMatchObject([
    {
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "proved",
      since: minutesAgo(25),
      summary:
        "asg-prod-api cannot launch: 2 attempts in a row found no capacity since 13:57:10 UTC, the last at 14:17:10 UTC.",
    },
  ]);
});

it.each([
  "We currently do not have sufficient t3.large capacity in the Availability Zone you requested (us-east-1a).",
  "There is no Spot capacity available that matches your request.",
  "Your Spot request price of 0.01 is lower than the minimum required Spot request fulfillment price of 0.02.",
  "Server.InsufficientInstanceCapacity: no capacity",
])("known text: %s", (text) => {
  const activities = [
    makeFailed(minutesAgo(5), { description: "Launching a new EC2 instance", statusMessage: text }),
  ];
  expect(
    checkRule(launchFailedCapacity, { "auto-scaling-group": groups, "scaling-activity": activities }),
  ).toHaveLength(1);
});

it.each([
  [
    "a launch that failed for another reason",
    [
      makeFailed(minutesAgo(5), {
        statusMessage: "The image id '[ami-1]' does not exist",
        description: "Launching a new EC2 instance.",
      }),
    ],
  ],
  ["a launch that was abandoned", [makeFailed(minutesAgo(5), { status: "Cancelled" })]],
  ["a success since", [makeFailed(minutesAgo(5)), makeActivity({ startTime: minutesAgo(4) })]],
  [
    "an attempt that is under way",
    [makeFailed(minutesAgo(5)), makeActivity({ startTime: minutesAgo(1), status: "InProgress" })],
  ],
  ["another group's launch", [makeFailed(minutesAgo(5), { group: "asg-other" })]],
  [
    "the same words about a termination",
    [makeFailed(minutesAgo(5), { description: `Terminating EC2 instance: ${idA}` })],
  ],
] as const)("%s is not meant, in a partial reading either", (_, activities) => {
  const parts = { "auto-scaling-group": groups, "scaling-activity": activities };
  expect(checkRule(launchFailedCapacity, parts, { partial: ["autoscaling-activities"] })).toEqual([]);
});

it.each([
  [3600, 1],
  [3601, 0],
])("a last attempt %i seconds ago gives %i findings", (seconds, count) => {
  const parts = { "auto-scaling-group": groups, "scaling-activity": [makeFailed(secondsAgo(seconds))] };
  expect(checkRule(launchFailedCapacity, parts)).toHaveLength(count);
});

it("a group that has all it wants is content, unless its members were read in part", () => {
  const member = [idA, idB, idC].map((instanceId) => makeMember({ instanceId }));
  const parts = { "auto-scaling-group": groups, "scaling-activity": [makeFailed(testNow)], member };
  expect(checkRule(launchFailedCapacity, parts)).toEqual([]);
  expect(checkRule(launchFailedCapacity, { ...parts, member: member.slice(1) })).toHaveLength(1);
  expect(checkRule(launchFailedCapacity, parts, { partial: ["autoscaling-groups"] })).toHaveLength(1);
});
