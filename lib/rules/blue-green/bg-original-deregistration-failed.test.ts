import { describe, expect, it } from "vitest";
import { bgOriginalDeregistrationFailed } from "#lib/rules/blue-green/bg-original-deregistration-failed.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

function makeOriginal(status: string, value: Parameters<typeof makeDeploymentTarget>[0] = {}) {
  return makeDeploymentTarget({
    status: status === "Failed" ? "Failed" : "InProgress",
    label: "Blue",
    events: [{ name: "BlockTraffic", status, startTime: minutesAgo(12), endTime: minutesAgo(8) }],
    ...value,
  });
}

describe("a deployment that waits for an original that is gone", () => {
  const parts = {
    instance: [makeTerminated()],
    deployment: [makeDeployment()],
    "deployment-target": [makeOriginal("InProgress")],
  };

  it("is proved by EC2 and CodeDeploy", () => {
    expect(checkRule(bgOriginalDeregistrationFailed, parts)).toMatchObject([
      {
        subject: { kind: "instance", id: idA },
        verdict: "proved",
        severity: "warning",
        since: minutesAgo(40),
      },
    ]);
  });

  it.each([
    [60, "proved", "warning"],
    [59, "suspected", "info"],
  ])("gone for %i seconds: %s, %s", (seconds, verdict, severity) => {
    const instance = [makeTerminated({ terminatedAt: secondsAgo(seconds) }, { since: secondsAgo(20) })];
    expect(checkRule(bgOriginalDeregistrationFailed, { ...parts, instance })).toMatchObject([
      { verdict, severity },
    ]);
  });

  it.each([
    ["it runs: it drains", { instance: [makeInstance()] }],
    ["it is a replacement", { "deployment-target": [makeOriginal("InProgress", { label: "Green" })] }],
    ["it has no label", { "deployment-target": [makeOriginal("InProgress", { label: undefined })] }],
    ["another event is under way", { "deployment-target": [makeOriginal("InProgress", { events: [] })] }],
    ["the deployment is over", { deployment: [makeDeployment({ status: "Stopped" })] }],
  ])("is not meant where %s", (_, changed) => {
    expect(checkRule(bgOriginalDeregistrationFailed, { ...parts, ...changed })).toEqual([]);
  });

  it("is only suspected where a partial reading of EC2 has no row", () => {
    const findings = checkRule(
      bgOriginalDeregistrationFailed,
      { ...parts, instance: [makeUnlisted()] },
      { partial: ["ec2-instances"] },
    );
    expect(findings).toMatchObject([{ verdict: "suspected" }]);
  });
});

describe("an original whose BlockTraffic failed", () => {
  const parts = {
    instance: [makeInstance()],
    deployment: [makeDeployment({ status: "Failed" })],
    "deployment-target": [makeOriginal("Failed")],
  };

  it("is proved by CodeDeploy alone, all of a deployment in one finding", () => {
    const findings = checkRule(bgOriginalDeregistrationFailed, {
      ...parts,
      "deployment-target": [makeOriginal("Failed"), makeOriginal("Failed", { targetId: idB })],
    });
    expect(findings).toMatchObject([
      { subject: { kind: "deployment", id: "d-7QK2AAAAA" }, verdict: "proved", since: minutesAgo(8) },
    ]);
    expect(findings[0]?.summary).toContain(`original instances ${idA} and ${idB} at 14:14:10 UTC`);
  });

  it("is mended by a later success", () => {
    const success = makeDeployment({ id: "d-GOOD", status: "Succeeded", createTime: minutesAgo(5) });
    expect(
      checkRule(bgOriginalDeregistrationFailed, { ...parts, deployment: [...parts.deployment, success] }),
    ).toEqual([]);
  });

  it.each([
    ["a replacement's", makeOriginal("Failed", { label: "Green" })],
    ["one that succeeded", makeOriginal("Succeeded", { status: "Succeeded" })],
  ])("%s is not meant", (_, target) => {
    expect(checkRule(bgOriginalDeregistrationFailed, { ...parts, "deployment-target": [target] })).toEqual(
      [],
    );
  });

  it.each([
    [24 * 3600, "warning"],
    [24 * 3600 + 1, "info"],
  ])("%i seconds ago is %s", (seconds, severity) => {
    const event = { name: "BlockTraffic", status: "Failed", endTime: secondsAgo(seconds) };
    expect(
      checkRule(bgOriginalDeregistrationFailed, {
        ...parts,
        "deployment-target": [makeOriginal("Failed", { events: [event] })],
      }),
    ).toMatchObject([{ severity }]);
  });
});
