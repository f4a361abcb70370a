import { describe, expect, it } from "vitest";
import { decodeActivity } from "#lib/domain/activity-text.ts";

const id = "i-0a1b2c3d4e5f60718";
const token = "4c3f1c1e-9d0a-4f3b-8b0e-0f6f5b6c7d8e";

describe("decodeActivity", () => {
  it.each([
    [`Launching a new EC2 instance: ${id}`, "launch"],
    [`Launching a new EC2 instance into warm pool: ${id}`, "launch"],
    [`launching a new ec2 instance: ${id}`, "launch"],
    [`Terminating EC2 instance: ${id}`, "terminate"],
    [`Detaching EC2 instance: ${id}`, "detach"],
    [`Moving EC2 instance to Standby: ${id}`, "enter-standby"],
    [`Moving EC2 instance out of Standby: ${id}`, "exit-standby"],
    [`Attaching an existing EC2 instance: ${id}`, "attach"],
    [`Polishing EC2 instance: ${id}`, "other"],
    [`Note: Launching a new EC2 instance: ${id}`, "other"],
  ])("%s is %s, about the instance it names", (description, kind) => {
    expect(decodeActivity({ description })).toEqual({ kind, instanceId: id, causes: [] });
  });

  it.each(["", "   ", "\u0000\uFFFF", "DROP TABLE activities", "<script>alert(1)</script>"])(
    "unknown text %j is never guessed",
    (description) => {
      expect(decodeActivity({ description })).toEqual({ kind: "other", causes: [] });
    },
  );

  it("a launch that failed before there was an instance has no instance", () => {
    const description = `Launching a new EC2 instance.  Status Reason: Volume of ${id} is busy. Launching EC2 instance failed.`;
    expect(decodeActivity({ description })).toEqual({ kind: "launch", causes: [] });
  });

  it("an eight-digit id is an instance id; an AMI id is not", () => {
    expect(decodeActivity({ description: "Terminating EC2 instance: i-0a1b2c3d" }).instanceId).toBe(
      "i-0a1b2c3d",
    );
    expect(
      decodeActivity({ description: "Launching a new EC2 instance from ami-0a1b2c3d" }).instanceId,
    ).toBeUndefined();
  });

  const said = (text: string) =>
    `Instance failed to complete user's Lifecycle Action: Lifecycle Action ${text}`;

  it.each([
    [said(`with token ${token} was abandoned: Heartbeat Timeout`), "heartbeat-timeout", token],
    [said(`with token${token} was abandoned: Heartbeat Timeout`), "heartbeat-timeout", token],
    [said(`with token ${token}was abandoned: HEARTBEAT TIMEOUT`), "heartbeat-timeout", token],
    [
      said(`with token ${token} was abandoned: Lifecycle Action Completed with ABANDON Result`),
      "completed-with-abandon",
      token,
    ],
    [
      said("with token was abandoned: Lifecycle Action Completed with ABANDON Result."),
      "completed-with-abandon",
      undefined,
    ],
    [said(`with token ${token} was abandoned:Heartbeat Timeout`), "heartbeat-timeout", token],
    [said(`with token ${token} was abandoned: Lifecycle Action Comp`), "completed-with-abandon", token],
    [said(`with token ${token} was abandoned: Heartbeat Ti`), "heartbeat-timeout", token],
    [said(`with token ${token} was abandoned: Heart`), "unknown", token],
    [said(`with token ${token} was abandoned: Li`), "unknown", token],
    [said(`with token ${token} was abandoned`), "unknown", token],
    [said(`with token ${token} was abandoned: Moon Phase`), "unknown", token],
    [said(`with token ${token} was aband`), "unknown", token],
    [said("with token 1234 was abandoned: Heartbeat Timeout"), "heartbeat-timeout", undefined],
    ["Instance failed to complete users Lifecycle Action", "unknown", undefined],
    ["Instance failed to complete user’s Lifecycle Action", "unknown", undefined],
    ["Instance failed to complete users' Lifecycle Action", "unknown", undefined],
    [`The Lifecycle Action with token ${token} was abandoned`, "unknown", token],
  ])("%s is abandoned: %s", (statusMessage, reason, expectedToken) => {
    const expected = expectedToken === undefined ? { reason } : { reason, token: expectedToken };
    const launch = `Launching a new EC2 instance: ${id}`;
    expect(decodeActivity({ description: launch, statusMessage }).abandoned).toEqual(expected);
    expect(
      decodeActivity({ description: `${launch}.  Status Reason: ${statusMessage}` }).abandoned,
      "the same text in the description alone",
    ).toEqual(expected);
  });

  it("the description completes a status message cut at 255 characters", () => {
    const full = `${"x".repeat(110)} ${said(`with token ${token} was abandoned: Lifecycle Action Completed with ABANDON Result`)}`;
    const meaning = decodeActivity({
      description: `Launching a new EC2 instance: ${id}.  Status Reason: ${full}`,
      statusMessage: full.slice(0, 255),
    });
    expect(full.length).toBeGreaterThan(255);
    expect(meaning).toEqual({
      kind: "launch",
      instanceId: id,
      abandoned: { reason: "completed-with-abandon", token },
      causes: [],
    });
  });

  it.each([
    "At 2026-01-31T12:00:00Z an instance was started.",
    "Your quota allows for 0 more running instance(s). Launching EC2 instance failed.",
    "The abandoned cart service was started",
  ])("%s says nothing of an abandoned action", (statusMessage) => {
    expect(
      decodeActivity({ description: `Launching a new EC2 instance: ${id}`, statusMessage }).abandoned,
    ).toBeUndefined();
  });

  it("a cause is split into its sentences, each with its own time", () => {
    const first = "At 2026-01-31T12:00:00Z a user request executed: terminate.";
    const second =
      "At 2026-01-31T12:00:10Z an instance was started in response to a difference between desired and actual capacity.";
    expect(decodeActivity({ description: "x", cause: `${first}  ${second}` }).causes).toEqual([
      first,
      second,
    ]);
    expect(decodeActivity({ description: "x", cause: `Look At this. ${second}` }).causes).toEqual([
      "Look At this.",
      second,
    ]);
  });

  it.each([
    ["Lifecycle Action with token", " "],
    ["was abandoned:", " "],
    ["", "failed to complete user"],
    ["", "token "],
    ["At 2026-01-31T12:", "At 2026-01-31T12:00"],
    ["i-", "0"],
    ["was abandoned: ", "Heartbeat "],
  ])("huge hostile text (%j then %j, repeated) is read to its end", (head, repeated) => {
    const text = head + repeated.repeat(1_000_000 / repeated.length);
    // A pattern that goes back over what it has read would not come to an end within the test's time.
    const { kind } = decodeActivity({ description: text, statusMessage: text, cause: text });
    expect(kind).toBeDefined();
  });
});
