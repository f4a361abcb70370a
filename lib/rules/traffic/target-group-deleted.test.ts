import { describe, expect, it } from "vitest";
import { targetGroupDeleted } from "#lib/rules/traffic/target-group-deleted.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  idC,
  makeActivity,
  makeAutoScalingGroup,
  makeMember,
  makeRevision,
  minutesAgo,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";
import { makeFailedLaunch, wantingGroups } from "#lib/testing/scaling-facts.ts";

const text = "One or more target groups not found. Validating load balancer configuration failed.";

function check(activities: readonly ReturnType<typeof makeActivity>[], more = {}) {
  return checkRule(targetGroupDeleted, {
    "auto-scaling-group": wantingGroups,
    "scaling-activity": activities,
    ...more,
  });
}

it("launches that fail over a target group are told, with the group's target groups and the way out", () => {
  const [finding] = check([makeFailedLaunch(text), makeFailedLaunch(text, 30)]);
  expect(finding).toMatchObject({
    subject: { kind: "auto-scaling-group", id: "asg-prod-api" },
    verdict: "proved",
    severity: "warning",
    since: minutesAgo(30),
    summary: expect.stringContaining("2 attempts in a row failed, because a target group"),
  });
  expect(finding?.advice.flatMap(({ command }) => command ?? []).at(-1)).toBe(
    `aws autoscaling detach-load-balancer-target-groups --auto-scaling-group-name asg-prod-api --target-group-arns ${testTargetGroupArn} --region us-east-1`,
  );
});

describe("a target group that ELB does not know", () => {
  const otherArn = testTargetGroupArn.replace("tg-prod-api", "tg-kept");
  const groups = [makeAutoScalingGroup({ targetGroupArns: [otherArn, testTargetGroupArn] })];
  const missing = (ref: string) =>
    makeRevision({ kind: "missing-target-group", entity: ref, value: { ref } });
  const find = (ref: string) =>
    check([makeFailedLaunch(text)], {
      "auto-scaling-group": groups,
      "missing-target-group": [missing(ref)],
    })[0];

  it("is cited, and the only one to be detached", () => {
    const finding = find(testTargetGroupArn);
    expect(finding?.evidence.at(-1)).toMatchObject({
      source: "elb-target-groups",
      entity: testTargetGroupArn,
      value: "not found",
    });
    const commands = finding?.advice.flatMap(({ command }) => command ?? []).join("\n");
    expect(commands).toContain(testTargetGroupArn);
    expect(commands).not.toContain(otherArn);
  });

  it("of somebody else proves nothing: each that the group names may be the one", () => {
    const finding = find("tg-of-another");
    expect(finding?.evidence.at(-1)).toMatchObject({ source: "autoscaling-groups" });
    const commands = finding?.advice.flatMap(({ command }) => command ?? []).join("\n");
    expect(commands).toContain(otherArn);
    expect(commands).toContain(testTargetGroupArn);
  });
});

it.each([
  ["another failure", [makeFailedLaunch("There is no Spot capacity available.")]],
  ["a success since", [makeFailedLaunch(text), makeActivity({ startTime: minutesAgo(1) })]],
  ["the same words without a failure", [makeFailedLaunch(text, 5, { status: "Cancelled" })]],
])("%s is not meant", (_, activities) => {
  expect(check(activities)).toEqual([]);
});

it("a group that has all it wants is content", () => {
  const member = [idA, idB, idC].map((instanceId) => makeMember({ instanceId }));
  expect(check([makeFailedLaunch(text)], { member })).toEqual([]);
});
