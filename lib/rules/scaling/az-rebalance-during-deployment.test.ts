import { expect, it } from "vitest";
import { azRebalanceDuringDeployment } from "#lib/rules/scaling/az-rebalance-during-deployment.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idB, makeActivity, makeDeployment, minutesAgo } from "#lib/testing/facts.ts";
import { causeTexts } from "#lib/testing/scaling-facts.ts";

function makeLaunch(minutes: number, cause: string = causeTexts.balance) {
  return makeActivity({
    id: `launch-${minutes}`,
    description: `Launching a new EC2 instance: ${idB}`,
    cause,
    startTime: minutesAgo(minutes),
  });
}

it("a launch that balances zones during a deployment is told, and harmless", () => {
  expect(
    checkRule(azRebalanceDuringDeployment, {
      deployment: [makeDeployment()],
      "scaling-activity": [makeLaunch(5), makeLaunch(9)],
    }),
  ).toMatchObject([
    {
      subject: { kind: "deployment", id: "d-7QK2AAAAA" },
      verdict: "corroborated",
      since: minutesAgo(9),
      summary: expect.stringContaining("launched 2 instances to balance its zones while d-7QK2AAAAA"),
    },
  ]);
  expect(azRebalanceDuringDeployment.severity).toBe("info");
});

it.each([
  ["no deployment", [], makeLaunch(5)],
  ["one for a launch", [makeDeployment({ creator: "autoscaling" })], makeLaunch(5)],
  ["a launch before it", [makeDeployment()], makeLaunch(20.1)],
  ["a launch for another reason", [makeDeployment()], makeLaunch(5, "because of the load")],
  [
    "one that ended well",
    [makeDeployment({ status: "Succeeded", completeTime: minutesAgo(1) })],
    makeLaunch(5),
  ],
])("%s: nothing", (_, deployment, activity) => {
  expect(checkRule(azRebalanceDuringDeployment, { deployment, "scaling-activity": [activity] })).toEqual([]);
});

it("a launch in the moment in which the deployment was made is inside", () => {
  const parts = { deployment: [makeDeployment()], "scaling-activity": [makeLaunch(20)] };
  expect(checkRule(azRebalanceDuringDeployment, parts)).toHaveLength(1);
});
