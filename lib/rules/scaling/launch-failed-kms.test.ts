import { describe, expect, it } from "vitest";
import { launchFailedKms } from "#lib/rules/scaling/launch-failed-kms.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, makeActivity, makeTerminated, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedLaunch, wantingGroups } from "#lib/testing/scaling-facts.ts";

const groups = { "auto-scaling-group": wantingGroups };
const waiting =
  "Instance became unhealthy while waiting for instance to be in InService state. Termination Reason:";

describe("by Auto Scaling's text", () => {
  it.each([
    ["Client.InternalError: Client error on launch.", "corroborated"],
    [`${waiting} Client.InternalError: Client error on launch`, "corroborated"],
    [`${waiting} Client.InvalidKMSKey.InvalidState: The KMS key is disabled`, "proved"],
  ])("%s is %s", (text, verdict) => {
    const parts = { ...groups, "scaling-activity": [makeFailedLaunch(text)] };
    expect(checkRule(launchFailedKms, parts)).toMatchObject([
      { verdict, subject: { kind: "auto-scaling-group", id: "asg-prod-api" } },
    ]);
  });

  it.each([
    `${waiting} Client.UserInitiatedShutdown: User initiated shutdown`,
    "There is no Spot capacity available that matches your request.",
  ])("%s is not meant", (text) => {
    const parts = { ...groups, "scaling-activity": [makeFailedLaunch(text)] };
    expect(checkRule(launchFailedKms, parts)).toEqual([]);
  });

  it("a launch that succeeded since ends it", () => {
    const failed = makeFailedLaunch("Client.InternalError: Client error on launch.");
    const parts = {
      ...groups,
      "scaling-activity": [failed, makeActivity({ startTime: minutesAgo(1) })],
    };
    expect(checkRule(launchFailedKms, parts)).toEqual([]);
  });
});

describe("by EC2's reason", () => {
  const given = (status: string, stateReasonCode: string) =>
    checkRule(launchFailedKms, {
      ...groups,
      "scaling-activity": [
        makeActivity({
          status,
          description: `Launching a new EC2 instance: ${idA}`,
          startTime: minutesAgo(4),
        }),
      ],
      instance: [makeTerminated({ stateReasonCode })],
    });

  it.each([
    ["Client.InvalidKMSKey.InvalidState", "proved"],
    ["Client.InternalError", "corroborated"],
  ])("a launch that was given up and whose instance ended with %s is %s", (code, verdict) => {
    const [finding] = given("Cancelled", code);
    expect(finding).toMatchObject({ verdict, summary: expect.stringContaining(`(EC2: ${code})`) });
    expect(finding?.evidence.at(-1)).toMatchObject({ source: "ec2-instances", value: code });
  });

  it("another reason, or a launch that succeeded, is not meant", () => {
    expect(given("Cancelled", "Client.UserInitiatedShutdown")).toEqual([]);
    expect(given("Successful", "Client.InternalError")).toEqual([]);
  });
});
