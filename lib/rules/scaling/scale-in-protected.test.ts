import { describe, expect, it } from "vitest";
import { scaleInProtected } from "#lib/rules/scaling/scale-in-protected.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeActivity, makeAutoScalingGroup, makeMember, minutesAgo } from "#lib/testing/facts.ts";

const text =
  "Could not scale to desired capacity because all remaining instances are protected from scale-in.";
const groups = [makeAutoScalingGroup({ desiredCapacity: 1 })];
const member = [idA, idB].map((instanceId) => makeMember({ instanceId, protectedFromScaleIn: true }));
const said = (minutes = 5, statusMessage = text) =>
  makeActivity({
    status: "Failed",
    description: "Terminating EC2 instance",
    statusMessage,
    startTime: minutesAgo(minutes),
  });

it("a group that stays too large is told, with what is protected and how to lift it", () => {
  const [finding] = checkRule(scaleInProtected, {
    "auto-scaling-group": groups,
    "scaling-activity": [said()],
    member,
  });
  expect(finding).toMatchObject({
    verdict: "proved",
    since: minutesAgo(5),
    summary: `asg-prod-api wants 1 instance and has 2 in service: at 14:17:10 UTC Auto Scaling said that all that are left are protected from scale-in (${idA} and ${idB}).`,
  });
  expect(finding?.evidence[0]).toMatchObject({ field: "StatusMessage", value: text });
  expect(finding?.advice.at(-1)?.command).toBe(
    `aws autoscaling set-instance-protection --instance-ids ${idA} ${idB} --auto-scaling-group-name asg-prod-api --no-protected-from-scale-in --region us-east-1`,
  );
});

describe("silent", () => {
  it.each([
    ["as many as are wanted", { member: member.slice(1) }],
    ["another text", { "scaling-activity": [said(5, "Could not scale.")] }],
    ["nothing said", { "scaling-activity": [] }],
    ["said more than a day ago", { "scaling-activity": [said(24 * 60 + 1)] }],
    ["said of another group", { "auto-scaling-group": [makeAutoScalingGroup({ name: "asg-other" })] }],
  ])("%s", (_, changed) => {
    const parts = { "auto-scaling-group": groups, "scaling-activity": [said()], member, ...changed };
    expect(checkRule(scaleInProtected, parts)).toEqual([]);
  });
});

it("said a day ago, with the protection not shown: still told, without a command to lift it", () => {
  const plain = [idA, idB].map((instanceId) => makeMember({ instanceId }));
  const spoken = said(
    24 * 60,
    "Could not scale to desired capacity because all remaining instances are protected from scale in.",
  );
  const [finding] = checkRule(
    scaleInProtected,
    { "auto-scaling-group": groups, "scaling-activity": [spoken], member: plain },
    { partial: ["autoscaling-groups"] },
  );
  expect(finding?.advice.at(-1)?.command).toBeUndefined();
});
