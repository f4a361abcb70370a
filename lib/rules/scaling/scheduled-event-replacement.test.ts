import { describe, expect, it } from "vitest";
import { scheduledEventReplacement } from "#lib/rules/scaling/scheduled-event-replacement.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentTarget,
  makeInstanceStatus,
  makeMember,
} from "#lib/testing/facts.ts";

const retirement = "instance-retirement: The instance is running on degraded hardware";

function check(scheduledEvents: readonly string[], more = {}) {
  return checkRule(scheduledEventReplacement, {
    "auto-scaling-group": [makeAutoScalingGroup()],
    member: [makeMember(), makeMember({ instanceId: idB })],
    "instance-status": [makeInstanceStatus({ scheduledEvents }), makeInstanceStatus({ id: idB })],
    ...more,
  });
}

it("a retirement of a member is told, and explains", () => {
  expect(check([retirement])).toMatchObject([
    {
      subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
      verdict: "proved",
      severity: "info",
      summary: `AWS has scheduled events for members of asg-prod-api: ${idA} (${retirement}).`,
    },
  ]);
});

it.each([
  ["no event", [], {}],
  ["an event that is over", ["instance-retirement: [Completed] The instance is gone"], {}],
  ["an event that was called off", ["instance-stop: [Canceled] Never mind"], {}],
  ["no member", [retirement], { member: [] }],
])("%s: nothing", (_, events, more) => {
  expect(check(events, more)).toEqual([]);
});

it("of two events, the one that is over is left out", () => {
  const summary = check(["system-reboot: [Completed] Done", "instance-reboot: Soon"])[0]?.summary;
  expect(summary).toContain("instance-reboot: Soon");
  expect(summary).not.toContain("Done");
});

describe("while a deployment waits for the instance", () => {
  const parts = {
    deployment: [makeDeployment()],
    "deployment-target": [makeDeploymentTarget()],
  };

  it.each([
    [retirement, "warning"],
    ["instance-stop: Soon", "warning"],
    ["instance-reboot: Soon", "info"],
    ["system-maintenance: Soon", "info"],
  ])("%s is %s", (event, severity) => {
    const [finding] = check([event], parts);
    expect(finding?.severity).toBe(severity);
    expect(finding?.summary).toContain("d-7QK2AAAAA still has to deploy to some of them");
  });

  it("one that is done with it, or is for the launch, does not count", () => {
    const done = [makeDeploymentTarget({ status: "Succeeded" })];
    expect(check([retirement], { ...parts, "deployment-target": done })[0]?.severity).toBe("info");
    const launch = [makeDeployment({ creator: "autoscaling" })];
    expect(check([retirement], { ...parts, deployment: launch })[0]?.severity).toBe("info");
  });
});
