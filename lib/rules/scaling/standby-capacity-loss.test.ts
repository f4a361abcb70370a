import { expect, it } from "vitest";
import { standbyCapacityLoss } from "#lib/rules/scaling/standby-capacity-loss.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeAutoScalingGroup,
  makeInstance,
  makeMember,
  makeTerminated,
  minutesAgo,
} from "#lib/testing/facts.ts";

const resting = (minutes: number, instanceId = idA) =>
  makeMember({ instanceId, lifecycleState: "Standby" }, { since: minutesAgo(minutes) });

function check(member: readonly ReturnType<typeof makeMember>[], more = {}) {
  return checkRule(standbyCapacityLoss, {
    "auto-scaling-group": [makeAutoScalingGroup()],
    member,
    instance: [makeInstance(), makeInstance({ id: idB })],
    ...more,
  });
}

it("members that have been in standby for an hour are one finding, and explain", () => {
  const [finding] = check([resting(60), resting(90, idB)]);
  expect(finding).toMatchObject({
    verdict: "proved",
    since: minutesAgo(90),
    summary: `2 instances of asg-prod-api are in standby, first read so at 12:52:10 UTC: ${idB} and ${idA}. The group wants 3 besides (at least 2).`,
  });
  expect(standbyCapacityLoss.severity).toBe("info");
});

it("less than an hour is somebody looking at it", () => {
  expect(check([resting(59.9)])).toEqual([]);
});

it.each([
  ["a member in service", [makeMember({}, { since: minutesAgo(90) })], {}],
  ["one that is gone", [resting(90)], { instance: [makeTerminated()] }],
  [
    "another group's",
    [makeMember({ group: "asg-other", lifecycleState: "Standby" }, { since: minutesAgo(90) })],
    {},
  ],
])("%s is not meant", (_, member, more) => {
  expect(check(member, more)).toEqual([]);
});

it.each([
  [4, "rises by as many. "],
  [3, "more than the maximum allows now"],
])("with a maximum of %i the way back says: %s", (maxSize, words) => {
  const groups = { "auto-scaling-group": [makeAutoScalingGroup({ maxSize })] };
  expect(check([resting(60)], groups)[0]?.advice.at(-1)?.text).toContain(words);
});
