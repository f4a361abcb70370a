import { describe, expect, it } from "vitest";
import { spotInterruption } from "#lib/rules/scaling/spot-interruption.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
} from "#lib/testing/facts.ts";

const code = "Server.SpotInstanceTermination";
const taken = (minutes = 10, value: Parameters<typeof makeTerminated>[0] = {}) =>
  makeTerminated({ lifecycle: "spot", stateReasonCode: code, terminatedAt: minutesAgo(minutes), ...value });

it("instances that AWS took back are one finding, and explain", () => {
  expect(
    checkRule(spotInterruption, {
      instance: [
        taken(),
        taken(20, { id: idB, state: "stopped", stateReasonCode: "Server.SpotInstanceShutdown" }),
      ],
    }),
  ).toMatchObject([
    {
      subject: { kind: "deployment-group", id: "api/prod-api" },
      verdict: "proved",
      severity: "info",
      since: minutesAgo(20),
      summary: `AWS took back 2 Spot instances since 14:02:10 UTC: ${idA} and ${idB}.`,
    },
  ]);
});

describe("silent", () => {
  it.each([
    ["a person's termination", taken(10, { stateReasonCode: "Client.UserInitiatedShutdown" })],
    ["no reason", taken(10, { stateReasonCode: undefined })],
    ["one that runs again", taken(10, { state: "running" })],
    ["one of more than an hour ago", taken(60.1)],
    ["one that EC2 has forgotten", makeUnlisted()],
  ])("%s", (_, instance) => {
    expect(checkRule(spotInterruption, { instance: [instance] })).toEqual([]);
  });
});

it("one of an hour ago is told", () => {
  expect(checkRule(spotInterruption, { instance: [taken(60)] })).toHaveLength(1);
});

describe("a deployment that waits for it", () => {
  const check = (deployment: ReturnType<typeof makeDeployment>, status = "Pending") =>
    checkRule(spotInterruption, {
      instance: [taken()],
      deployment: [deployment],
      "deployment-target": [makeDeploymentTarget({ status })],
    })[0];

  it("makes it a warning, and is named", () => {
    const finding = check(makeDeployment());
    expect(finding?.severity).toBe("warning");
    expect(finding?.summary).toContain(`d-7QK2AAAAA still waits for ${idA}`);
  });

  it.each([
    ["that is done with it", makeDeployment(), "Succeeded"],
    ["that has ended", makeDeployment({ status: "Failed" }), "Pending"],
    ["made for its launch", makeDeployment({ creator: "autoscaling" }), "Pending"],
  ])("%s does not", (_, deployment, status) => {
    expect(check(deployment, status)?.severity).toBe("info");
  });
});
