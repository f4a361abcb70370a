import { describe, expect, it } from "vitest";
import { healthConstraints } from "#lib/rules/deployment/health-constraints.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  idC,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeTerminated,
  minutesAgo,
} from "#lib/testing/facts.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const skipped = makeDeploymentTarget({
  targetId: idC,
  status: "Skipped",
  events: [{ name: "ApplicationStop", status: "Skipped" }],
});
const silence = makeFailedEvent({
  name: "ApplicationStop",
  diagnostics: {
    errorCode: "UnknownError",
    message: "CodeDeploy agent was not able to receive the lifecycle event.",
  },
});

function check(parts: Partial<AllFacts>, partial: readonly "codedeploy-targets"[] = []) {
  const all = { instance: [makeInstance()], deployment: [makeFailedDeployment()], ...parts };
  return checkRule(healthConstraints, all, { partial });
}

describe("the first target that failed is named", () => {
  it("and where another rule names the cause, this one only explains", () => {
    const later = makeFailedTarget(makeFailedEvent({ endTime: minutesAgo(2) }), { targetId: idB });
    const findings = check({ "deployment-target": [later, makeFailedTarget(), skipped] });
    expect(findings).toMatchObject([{ verdict: "proved", severity: "info", since: minutesAgo(5) }]);
    expect(findings[0]?.summary).toBe(
      `d-7QK2AAAAA failed at 14:17:10 UTC with HEALTH_CONSTRAINTS: 2 of 3 targets failed, ${idA} and ${idB}. The first to fail was ${idA}, in ApplicationStart with ScriptFailed, scripts/start.sh.`,
    );
    expect(findings[0]?.evidence.map(({ field }) => field)).toContain(
      "lifecycleEvents[ApplicationStart].diagnostics.logTail",
    );
  });

  it.each([
    ["the agent of a running instance did not answer", silence, makeInstance(), "info"],
    [
      "the disk was full",
      makeFailedEvent({ diagnostics: { message: "No space left on device" } }),
      makeInstance(),
      "info",
    ],
    ["nobody answered, and EC2 was not asked", silence, makeInstance({ id: idB }), undefined],
    [
      "an event failed without a word",
      makeFailedEvent({ diagnostics: undefined }),
      makeInstance(),
      undefined,
    ],
  ])("%s", (_, event, instance, severity) => {
    const [finding] = check({ instance: [instance], "deployment-target": [makeFailedTarget(event)] });
    expect(finding?.severity).toBe(severity);
  });

  it("and that its instance is gone: nothing else says so once the deployment is over", () => {
    const [finding] = check({
      instance: [makeTerminated()],
      "deployment-target": [makeFailedTarget(silence)],
    });
    expect(finding).not.toHaveProperty("severity");
    expect(finding?.summary).toContain(
      `its instance is gone: EC2 terminated ${idA} at 13:42:10 UTC (40 minutes ago)`,
    );
    expect(finding?.evidence.at(-1)).toMatchObject({
      source: "ec2-instances",
      field: "StateTransitionReason",
    });
  });

  it("but not one that was terminated after it had failed: that only followed", () => {
    const [finding] = check({
      instance: [makeTerminated({ terminatedAt: minutesAgo(4) })],
      "deployment-target": [makeFailedTarget(silence)],
    });
    expect(finding?.summary).not.toContain("gone");
  });

  it("a failure without a time comes last", () => {
    const timeless = makeFailedTarget(makeFailedEvent({ startTime: undefined, endTime: undefined }), {
      targetId: idB,
    });
    const [finding] = check({ "deployment-target": [timeless, makeFailedTarget()] });
    expect(finding?.summary).toContain(`The first to fail was ${idA}`);
  });
});

it("where every event was skipped, another rule says why", () => {
  const [finding] = check({ "deployment-target": [skipped] });
  expect(finding?.severity).toBe("info");
  expect(finding?.summary).toContain("Every event of every target was skipped");
});

it("targets read in part: what they leave out may hold the cause", () => {
  const [finding] = check({ "deployment-target": [skipped] }, ["codedeploy-targets"]);
  expect(finding).not.toHaveProperty("severity");
  expect(finding?.summary).toContain("of its targets that were read, none has an event that failed");
});

it("targets that were not read are not said to be none", () => {
  expect(check({})[0]?.summary).toContain("its targets are not among those that were read");
});

it.each([
  ["another code", [makeFailedDeployment({ errorCode: "HEALTH_CONSTRAINTS_INVALID" })]],
  ["a deployment that goes on in spite of a failed target", [makeDeployment()]],
  [
    "one that a later success has mended",
    [
      makeFailedDeployment(),
      makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(2) }),
    ],
  ],
])("%s is not meant", (_, deployment) => {
  expect(check({ deployment, "deployment-target": [makeFailedTarget()] })).toEqual([]);
});
