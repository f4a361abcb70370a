import { expect, it } from "vitest";
import { manualTerminationReplaced } from "#lib/rules/scaling/manual-termination-replaced.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeTerminated, minutesAgo } from "#lib/testing/facts.ts";
import { makeTermination } from "#lib/testing/scaling-facts.ts";

it("instances that ended past Auto Scaling are one finding for their group, and explain", () => {
  const [finding, ...more] = checkRule(manualTerminationReplaced, {
    "scaling-activity": [
      makeTermination("ec2"),
      makeTermination("ec2", 9, { description: `Terminating EC2 instance: ${idB}` }),
    ],
    instance: [makeTerminated({ stateReasonCode: "Client.UserInitiatedShutdown" })],
  });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
    verdict: "proved",
    since: minutesAgo(9),
    summary: `2 instances of asg-prod-api were terminated or stopped outside Auto Scaling (${idA} and ${idB}); it began to replace them at 14:13:10 UTC.`,
  });
  expect(finding?.evidence.map(({ value }) => value)).toContain("Client.UserInitiatedShutdown");
  expect(manualTerminationReplaced.severity).toBe("info");
});

it("two groups are two findings", () => {
  const activities = [makeTermination("ec2"), makeTermination("ec2", 6, { group: "asg-other" })];
  expect(checkRule(manualTerminationReplaced, { "scaling-activity": activities })).toHaveLength(2);
});

it.each([
  ["a scale-in", makeTermination("scaleIn"), []],
  ["a termination through Auto Scaling", makeTermination("user"), []],
  ["a failed health check of the load balancer", makeTermination("elb"), []],
  ["one of more than a day ago", makeTermination("ec2", 24 * 60 + 1), []],
  [
    "a Spot instance that AWS took back",
    makeTermination("ec2"),
    [makeTerminated({ stateReasonCode: "Server.SpotInstanceTermination" })],
  ],
])("%s is not meant", (_, activity, instance) => {
  expect(checkRule(manualTerminationReplaced, { "scaling-activity": [activity], instance })).toEqual([]);
});

it("one of a day ago, of which EC2 was read in part, is told", () => {
  const parts = { "scaling-activity": [makeTermination("ec2", 24 * 60)] };
  expect(checkRule(manualTerminationReplaced, parts, { partial: ["ec2-instances"] })).toHaveLength(1);
});
