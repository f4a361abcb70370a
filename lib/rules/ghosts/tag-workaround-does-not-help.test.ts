import { expect, it } from "vitest";
import { tagWorkaroundDoesNotHelp } from "#lib/rules/ghosts/tag-workaround-does-not-help.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeploymentGroup,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  seenOnce,
} from "#lib/testing/facts.ts";

const tagFilters = [{ key: "Role", value: "api-new", type: "KEY_AND_VALUE" }];
const parts = {
  "deployment-group": [makeDeploymentGroup({ tagFilters })],
  instance: [makeTerminated()],
  member: [makeMember({ lifecycleState: "Detaching" })],
};

it("a ghost member stays in the match whatever the tags say", () => {
  const [finding] = checkRule(tagWorkaroundDoesNotHelp, parts);
  expect(finding).toMatchObject({
    subject: { kind: "deployment-group", id: "api/prod-api" },
    verdict: "proved",
  });
  expect(finding?.summary).toContain(`${idA} is gone but still in asg-prod-api`);
  expect(finding?.advice.map(({ command }) => command)).toEqual([
    undefined,
    "aws deploy update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups --region us-east-1",
    "aws deploy update-deployment-group --application-name api --current-deployment-group-name prod-api --auto-scaling-groups asg-prod-api --region us-east-1",
  ]);
  expect(finding?.advice[1]?.text).toMatch(/^Dangerous/);
});

it.each([
  ["there are no tag rules", { "deployment-group": [makeDeploymentGroup()] }],
  [
    "the tags alone select",
    { "deployment-group": [makeDeploymentGroup({ tagFilters, autoScalingGroups: [] })] },
  ],
  [
    "the ghost is in another group",
    { member: [makeMember({ group: "asg-other", lifecycleState: "Detaching" })] },
  ],
  ["nothing is gone", { instance: [makeInstance()] }],
  ["the ghost is on its way out", { member: [makeMember({ lifecycleState: "Terminating" }, seenOnce)] }],
])("nothing where %s", (_, changed) => {
  expect(checkRule(tagWorkaroundDoesNotHelp, { ...parts, ...changed })).toEqual([]);
});

it("several ghosts are named together", () => {
  const [finding] = checkRule(tagWorkaroundDoesNotHelp, {
    ...parts,
    instance: [makeTerminated(), makeTerminated({ id: idB })],
    member: [
      makeMember({ lifecycleState: "Detaching" }),
      makeMember({ instanceId: idB, lifecycleState: "Standby" }),
    ],
  });
  expect(finding?.summary).toContain(`${idA} and ${idB} are gone but still in asg-prod-api`);
  expect(finding?.summary).toContain("will not take them out");
});

it("one reading is only suspected, and so is a missing row in a partial one", () => {
  const once = { ...parts, instance: [makeTerminated({ terminatedAt: undefined }, seenOnce)] };
  expect(checkRule(tagWorkaroundDoesNotHelp, once)).toMatchObject([{ verdict: "suspected" }]);
  const partial = { ...parts, instance: [makeUnlisted()] };
  expect(checkRule(tagWorkaroundDoesNotHelp, partial, { partial: ["ec2-instances"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});
