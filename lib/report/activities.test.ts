import { describe, expect, it } from "vitest";
import { toActivityViews } from "#lib/report/activities.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { ActivityView } from "#lib/report/schema.ts";
import { idA, makeActivity, makeFacts, minutesAgo } from "#lib/testing/facts.ts";

const view = (value: Parameters<typeof makeActivity>[0]) =>
  toActivityViews(indexFacts(makeFacts({ "scaling-activity": [makeActivity(value)] }))).map((one) =>
    ActivityView.parse(one),
  )[0];
const meaningOf = (value: Parameters<typeof makeActivity>[0]) => view(value)?.meaning;

describe("toActivityViews", () => {
  it.each([
    [
      "a heartbeat timeout",
      {
        status: "Cancelled",
        statusMessage:
          "Lifecycle Action with token 11111111-1111-1111-1111-111111111111 was abandoned: Heartbeat Timeout",
      },
      /^The launch was abandoned: no answer came/,
    ],
    [
      "an ABANDON result",
      {
        status: "Cancelled",
        statusMessage:
          "Lifecycle Action with token 11111111-1111-1111-1111-111111111111 was abandoned: Lifecycle Action Completed with ABANDON Result",
      },
      /answered its lifecycle hook with ABANDON/,
    ],
    [
      "an abandonment cut short",
      { status: "Cancelled", statusMessage: "Lifecycle Action was abandoned" },
      /does not say why/,
    ],
    [
      "a detach",
      {
        status: "InProgress",
        description: `Detaching EC2 instance: ${idA}`,
        cause: "At 2026-01-31T13:37:10Z instance was detached in response to a user request.",
      },
      /^A detach, under way, because somebody asked for it\. The group lets the instance go; EC2 keeps running it\.$/,
    ],
    [
      "a termination after a failed health check",
      {
        description: `Terminating EC2 instance: ${idA}`,
        cause:
          "At 2026-01-31T13:37:10Z an instance was taken out of service in response to an ELB system health check failure.",
      },
      /^A termination that succeeded, because the load balancer found the instance unhealthy\.$/,
    ],
    ["a failed launch", { status: "Failed" }, /^A launch that failed\.$/],
    [
      "a failed launch that says what it lacks",
      {
        status: "Failed",
        description: "Launching a new EC2 instance",
        statusMessage: "There is no Spot capacity available that matches your request.",
      },
      /^A launch that failed: there is no Spot capacity\.$/,
    ],
    [
      "causes in a row",
      {
        cause:
          "At 2026-01-31T13:37:10Z a user request explicitly set group desired capacity changing the desired capacity from 2 to 3.  At 2026-01-31T13:37:12Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 3.",
      },
      /^A launch that succeeded, because somebody set the desired capacity \(desired: 2 → 3\); then there were fewer instances than desired \(2 → 3\)\.$/,
    ],
    [
      "a group that cannot shrink",
      {
        status: "Failed",
        description:
          "Could not scale to desired capacity because all remaining instances are protected from scale-in.",
        statusMessage:
          "Could not scale to desired capacity because all remaining instances are protected from scale-in.",
      },
      /^The group wanted fewer instances/,
    ],
  ])("says what %s means", (_, value, words) => {
    expect(meaningOf(value)).toMatch(words);
  });

  it("guesses nothing about a text it does not know", () => {
    expect(meaningOf({ description: "Polishing EC2 instance" })).toBeNull();
  });

  it("still tells a known cause of an unknown activity", () => {
    expect(
      meaningOf({
        description: "Polishing",
        cause:
          "At 2026-01-31T13:37:10Z an instance was started in response to a difference between desired and actual capacity.",
      }),
    ).toBe("Because there were fewer instances than desired.");
  });

  it("hands on, word for word, what it could not decode", () => {
    const strange = {
      description: "Polishing EC2 instance",
      statusMessage: "Wax on.",
      cause: "At 2026-01-31T13:37:10Z the moon was full.",
    };
    expect(view(strange)?.notDecoded).toEqual([strange.description, strange.statusMessage, strange.cause]);
    expect(view({})).not.toHaveProperty("notDecoded");
  });

  it("does not call a sentence unknown that AWS's limit cut", () => {
    const sentence = "At 2026-01-31T13:37:10Z instance i-0a1b2c3d4e5f60718 was selected for termination.  ";
    expect(view({ cause: sentence.repeat(20).slice(0, 1023) })).not.toHaveProperty("notDecoded");
  });

  it("passes an unknown status through", () => {
    expect(view({ status: "Daydreaming", endTime: undefined })).toMatchObject({
      status: "Daydreaming",
      tone: "unknown",
      end: null,
      instanceId: idA,
    });
  });

  it("puts the newest first", () => {
    const index = indexFacts(
      makeFacts({
        "scaling-activity": [
          makeActivity({ id: "old" }),
          makeActivity({ id: "new", startTime: minutesAgo(1) }),
        ],
      }),
    );
    expect(toActivityViews(index).map(({ id }) => id)).toEqual(["new", "old"]);
  });
});
