import { describe, expect, it } from "vitest";
import { toActivityCause, toCausedActivities } from "#lib/rules/scaling/activity-cause.ts";
import { idA, makeActivity, minutesAgo } from "#lib/testing/facts.ts";

const at = "At 2026-01-31T14:00:00Z";

describe("why Auto Scaling did it", () => {
  it.each([
    [
      "ec2-health",
      `${at} an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.`,
    ],
    [
      "ec2-health",
      `${at} an instance was taken out of service in response to a EC2 health check that indicated it had been terminated or stopped.`,
    ],
    [
      "elb-health",
      `${at} an instance was taken out of service in response to an ELB system health check failure.`,
    ],
    ["instance-refresh", `${at} an instance was taken out of service in response to an instance refresh.`],
    ["max-lifetime", `${at} an instance was taken out of service in response to maximum instance lifetime.`],
    [
      "capacity-rebalance",
      `${at} an instance was taken out of service in response to an EC2 rebalance recommendation.`,
    ],
    ["zone-rebalance", `${at} an instance was launched to aid in balancing the group's zones.`],
    ["zone-rebalance", `${at} an instance was launched to aid in balancing the groups zones.`],
    [
      "zone-rebalance",
      `${at} instances were launched to balance instances in zones us-east-1a with other zones resulting in more than desired number of instances in the group. ${at} instance ${idA} was selected for termination.`,
    ],
    [
      "scale-in",
      `${at} a monitor alarm low-cpu in state ALARM triggered policy shrink changing the desired capacity from 3 to 2. ${at} an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 3 to 2. ${at} instance ${idA} was selected for termination.`,
    ],
    [
      "user",
      `${at} instance ${idA} was taken out of service in response to a user request, shrinking the capacity from 3 to 2.`,
    ],
    [
      "scale-in",
      `${at} a user request explicitly set group desired capacity changing the desired capacity from 3 to 2. ${at} instance ${idA} was selected for termination.`,
    ],
    ["other", "because of the weather"],
    ["other", ""],
  ])("%s: %s", (cause, text) => {
    expect(toActivityCause(text)).toBe(cause);
  });

  it("is told of the wanted kind only, newest first", () => {
    const description = `Terminating EC2 instance: ${idA}`;
    const found = toCausedActivities(
      [
        makeActivity(),
        makeActivity({ description, startTime: minutesAgo(9) }),
        makeActivity({ description, startTime: minutesAgo(5) }),
      ],
      "terminate",
    );
    expect(found.map(({ activity, instanceId }) => [activity.value.startTime, instanceId])).toEqual([
      [minutesAgo(5), idA],
      [minutesAgo(9), idA],
    ]);
  });
});
