import { describe, expect, it } from "vitest";
import { ghostTagMatch } from "#lib/rules/ghosts/ghost-tag-match.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeInstance,
  makeTargetList,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
} from "#lib/testing/facts.ts";

const tagFilters = [{ key: "Role", value: "api", type: "KEY_AND_VALUE" }];
const group = makeDeploymentGroup({ tagFilters });
const tags = { Role: "api" };
const terminated = makeTerminated({ tags });

it("terminated instances that fulfil the tag rules are one harmless note about the group", () => {
  const other = makeTerminated({ id: idB, tags, terminatedAt: minutesAgo(50) });
  const findings = checkRule(ghostTagMatch, { "deployment-group": [group], instance: [terminated, other] });
  expect(findings).toMatchObject([
    { subject: { kind: "deployment-group", id: "api/prod-api" }, verdict: "proved", since: minutesAgo(50) },
  ]);
  expect(findings[0]?.severity).toBeUndefined();
  expect(ghostTagMatch.severity).toBe("info");
  expect(findings[0]?.summary).toContain(
    `2 terminated instances still fulfil the group's tag rules: ${idA} and ${idB}`,
  );
  expect(findings[0]?.evidence).toContainEqual(
    expect.objectContaining({ field: "ec2TagFilters", value: "Role=api" }),
  );
});

it("the rules of a tag set are cited as such", () => {
  const set = makeDeploymentGroup({ tagSet: [tagFilters] });
  const [finding] = checkRule(ghostTagMatch, { "deployment-group": [set], instance: [terminated] });
  expect(finding?.evidence.at(-1)).toMatchObject({ field: "ec2TagSet", value: "Role=api" });
});

it.each([
  ["a living match", makeInstance({ tags })],
  ["a stopped match", makeInstance({ tags, state: "stopped" })],
  ["a terminated instance with other tags", makeTerminated({ tags: { Role: "web" } })],
  ["a terminated instance whose tags are gone", makeTerminated()],
  ["an id without a row, and so without tags", makeUnlisted()],
] as const)("%s is not meant", (_, instance) => {
  expect(checkRule(ghostTagMatch, { "deployment-group": [group], instance: [instance] })).toEqual([]);
});

it("a group without tag rules matches nothing", () => {
  expect(
    checkRule(ghostTagMatch, { "deployment-group": [makeDeploymentGroup()], instance: [terminated] }),
  ).toEqual([]);
});

describe("beside a deployment", () => {
  const parts = { "deployment-group": [group], instance: [terminated] };

  it("that has not fixed its targets it is told of the instance, and nobody has to act yet", () => {
    const deployment = [makeDeployment({ status: "Queued" })];
    const findings = checkRule(ghostTagMatch, {
      ...parts,
      deployment,
      "target-list": [makeTargetList("d-7QK2AAAAA", undefined)],
    });
    expect(findings).toMatchObject([
      {
        subject: { kind: "instance", id: idA },
        severity: "info",
        summary: expect.stringContaining("d-7QK2AAAAA has not fixed its targets"),
      },
    ]);
  });

  it("that waits for it, it is a warning", () => {
    const deployment = [makeDeployment()];
    const findings = checkRule(ghostTagMatch, {
      ...parts,
      deployment,
      "target-list": [makeTargetList("d-7QK2AAAAA", [idA])],
      "deployment-target": [makeDeploymentTarget()],
    });
    expect(findings).toMatchObject([
      {
        subject: { id: idA },
        severity: "warning",
        summary: expect.stringContaining("A running deployment waits for it."),
      },
    ]);
  });

  it("that waits for it, it is a warning even while another one has not fixed its targets", () => {
    const findings = checkRule(ghostTagMatch, {
      ...parts,
      deployment: [makeDeployment(), makeDeployment({ id: "d-NEXT", status: "Queued" })],
      "target-list": [makeTargetList("d-7QK2AAAAA", [idA]), makeTargetList("d-NEXT", undefined)],
      "deployment-target": [makeDeploymentTarget()],
    });
    expect(findings).toMatchObject([
      { severity: "warning", summary: expect.stringContaining("waits for it") },
    ]);
  });

  it.each([
    ["runs with other targets", makeDeployment(), [idB]],
    ["has ended", makeDeployment({ status: "Failed" }), undefined],
  ] as const)("that %s it is harmless", (_, deployment, targets) => {
    const findings = checkRule(ghostTagMatch, {
      ...parts,
      deployment: [deployment],
      "target-list": [makeTargetList("d-7QK2AAAAA", targets)],
    });
    expect(findings).toMatchObject([{ subject: { kind: "deployment-group" } }]);
  });
});

it("what a partial reading of EC2 does say still counts", () => {
  const parts = { "deployment-group": [group], instance: [terminated] };
  expect(checkRule(ghostTagMatch, parts, { partial: ["ec2-instances"] })).toHaveLength(1);
});
