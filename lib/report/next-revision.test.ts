import { describe, expect, it } from "vitest";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toNameInstance } from "#lib/report/names.ts";
import { toNextRevision } from "#lib/report/next-revision.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idC,
  makeActivity,
  makeDeployment,
  makeDeploymentGroup,
  makeFacts,
  makeMember,
} from "#lib/testing/facts.ts";

const s3 = (label: string) => ({ type: "S3", label });
const good = makeDeployment({ id: "d-good", status: "Succeeded", revision: s3("r41") });
const bad = makeDeployment({ id: "d-bad", status: "Failed", revision: s3("r42") });
const refs = { lastSuccessful: { deploymentId: "d-good" }, lastAttempted: { deploymentId: "d-bad" } };
const launching = makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" });

function toNext(parts: Partial<AllFacts>, group: Parameters<typeof makeDeploymentGroup>[0] = refs) {
  const facts = { "deployment-group": [makeDeploymentGroup(group)], deployment: [good, bad], ...parts };
  return toNextRevision(indexFacts(makeFacts(facts)), toNameInstance(new Map()));
}

it("a new instance gets what succeeded last, not what was attempted last", () => {
  expect(toNext({})).toEqual({
    revision: "r41",
    deploymentId: "d-good",
    lastAttempted: { deploymentId: "d-bad", status: "Failed", revision: "r42" },
    differs: true,
    warning:
      "An instance launched now gets r41 (d-good), not r42 (d-bad), which was attempted last and is Failed.",
    launching: [],
  });
});

describe("the warning", () => {
  it.each([
    ["a member on its way in", { member: [launching] }],
    [
      "a launch that goes on",
      {
        "scaling-activity": [
          makeActivity({ status: "PreInService", description: `Launching a new EC2 instance: ${idC}` }),
        ],
      },
    ],
  ])("names %s", (_, parts) => {
    expect(toNext(parts)).toMatchObject({
      launching: [idC],
      warning: expect.stringContaining(`${idC}, launched now, gets r41`),
    });
  });

  it.each([
    ["in service", { member: [makeMember({ instanceId: idC })] }],
    [
      "in the warm pool",
      { member: [makeMember({ instanceId: idC, lifecycleState: "Warmed:Pending:Wait" })] },
    ],
    ["launched", { "scaling-activity": [makeActivity()] }],
  ])("names no instance that is %s", (_, parts) => {
    expect(toNext(parts)?.launching).toEqual([]);
  });

  it.each([
    ["UPDATE", "until a follow-on deployment"],
    [undefined, "until a follow-on deployment"],
    ["IGNORE", "stays on it"],
  ])("says what follows where outdated instances are %s and the new one is under way", (strategy, words) => {
    const attempted = makeDeployment({ id: "d-bad", revision: s3("r42") });
    const group = { ...refs, ...(strategy !== undefined && { outdatedInstancesStrategy: strategy }) };
    expect(toNext({ deployment: [good, attempted] }, group)?.warning).toContain(words);
  });

  it.each([
    ["the last attempt succeeded", {}, { ...refs, lastAttempted: refs.lastSuccessful }],
    [
      "both brought the same",
      { deployment: [good, makeDeployment({ id: "d-bad", revision: s3("r41") })] },
      refs,
    ],
    ["none was attempted", {}, { lastSuccessful: refs.lastSuccessful }],
  ])("is absent where %s", (_, parts, group) => {
    expect(toNext(parts, group)).toMatchObject({ differs: false, warning: null });
  });
});

it("what could not be read may differ, and is named by its deployment", () => {
  expect(toNext({ deployment: [] })).toMatchObject({
    revision: null,
    differs: true,
    warning: "An instance launched now gets the revision of d-good, not the revision of d-bad.",
  });
});

it("without any success it says that nothing documents what comes", () => {
  expect(toNext({}, { lastAttempted: refs.lastAttempted })).toMatchObject({
    revision: null,
    deploymentId: null,
    warning: expect.stringContaining("No deployment to this group has succeeded"),
  });
});

it("without the deployment group there is no answer", () => {
  expect(toNext({ "deployment-group": [] })).toBeNull();
});
