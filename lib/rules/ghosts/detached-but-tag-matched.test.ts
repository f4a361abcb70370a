import { expect, it } from "vitest";
import { detachedButTagMatched } from "#lib/rules/ghosts/detached-but-tag-matched.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeActivity,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

const tags = { Role: "api" };
const detach = {
  description: `Detaching EC2 instance: ${idA}`,
  startTime: minutesAgo(30),
  endTime: minutesAgo(25),
};
const parts = {
  "deployment-group": [
    makeDeploymentGroup({ tagFilters: [{ key: "Role", value: "api", type: "KEY_AND_VALUE" }] }),
  ],
  instance: [makeInstance({ tags })],
  "scaling-activity": [makeActivity(detach)],
};

it("a detached instance that the tags keep is a note", () => {
  const [finding] = checkRule(detachedButTagMatched, parts);
  expect(finding).toMatchObject({
    subject: { id: idA },
    verdict: "corroborated",
    severity: "info",
    since: minutesAgo(25),
  });
  expect(finding?.summary).toContain(
    "still fulfils Role=api of prod-api. The next deployment of the group will be given to it.",
  );
});

it("and a warning where a running deployment waits for it", () => {
  const [finding] = checkRule(detachedButTagMatched, {
    ...parts,
    deployment: [makeDeployment()],
    "deployment-target": [makeDeploymentTarget()],
  });
  expect(finding).toMatchObject({
    severity: "warning",
    summary: expect.stringContaining("d-7QK2AAAAA waits for it now"),
  });
});

it.each([
  ["still a member", { member: [makeMember({ lifecycleState: "Detaching" })] }],
  ["gone", { instance: [makeTerminated({ tags })] }],
  ["without a row", { instance: [makeUnlisted()] }],
  ["tagged otherwise", { instance: [makeInstance({ tags: { Role: "web" } })] }],
  ["meant to be selected by tags alone: it was never in a group", { "scaling-activity": [] }],
  [
    "still being detached",
    { "scaling-activity": [makeActivity({ ...detach, status: "InProgress", endTime: undefined })] },
  ],
  ["selected by no tag rule", { "deployment-group": [makeDeploymentGroup()] }],
])("nothing where it is %s", (_, changed) => {
  expect(checkRule(detachedButTagMatched, { ...parts, ...changed })).toEqual([]);
});

it.each([
  [60, 1],
  [59, 0],
])("a detach that ended %i seconds ago gives %i findings", (seconds, count) => {
  const activities = [makeActivity({ ...detach, endTime: secondsAgo(seconds) })];
  expect(checkRule(detachedButTagMatched, { ...parts, "scaling-activity": activities })).toHaveLength(count);
});

it("where the members were read in part it is not judged", () => {
  expect(checkRule(detachedButTagMatched, parts, { partial: ["autoscaling-groups"] })).toEqual([]);
});
