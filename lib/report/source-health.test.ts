import { describe, expect, it } from "vitest";
import type { SourceState } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { isComplete, isReadable, selectGaps, toBlindSources, toGap } from "#lib/report/source-health.ts";
import { makeSourceState, minutesAgo, testNow } from "#lib/testing/facts.ts";

const denied: Failure = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "UnauthorizedOperation",
  message: "no",
  missingAction: "ec2:DescribeInstances",
};
const throttled: Failure = {
  kind: "throttled",
  operation: "ec2:DescribeInstances",
  code: "RequestLimitExceeded",
  message: "no",
};

const makeState = (value: Partial<SourceState>) =>
  makeSourceState("ec2-instances", { title: "EC2: instances", ...value });

describe("toGap", () => {
  it.each<[string, Partial<SourceState>, string]>([
    [
      "a denied reading",
      { status: "failed", failures: [denied] },
      "EC2: instances could not be read (denied: ec2:DescribeInstances)",
    ],
    [
      "a throttled reading",
      { status: "failed", failures: [throttled] },
      "EC2: instances could not be read (throttled: ec2:DescribeInstances)",
    ],
    ["a failure without a reason", { status: "failed" }, "EC2: instances could not be read"],
    [
      "part of a reading",
      { status: "partial", failures: [throttled] },
      "EC2: instances could be read only in part (throttled: ec2:DescribeInstances)",
    ],
    [
      "a truncated listing",
      { truncated: true },
      "EC2: instances could be read only in part (not everything could be asked about or read)",
    ],
    ["no reading yet", { status: "waiting", readAt: undefined }, "EC2: instances has not been read yet"],
    ["an old reading", { readAt: minutesAgo(16) }, "EC2: instances was last read 16 minutes ago"],
  ])("names %s", (_, value, gap) => {
    expect(toGap(makeState(value), testNow)).toBe(gap);
  });

  it("is none for a source read within a quarter of an hour", () => {
    expect(toGap(makeState({ readAt: minutesAgo(15) }), testNow)).toBeUndefined();
    expect(selectGaps([makeState({}), makeState({ status: "failed" })], testNow)).toEqual([
      "EC2: instances could not be read",
    ]);
  });
});

describe("what a source may be used for", () => {
  it.each<[SourceState["status"], boolean, boolean]>([
    ["ok", true, true],
    ["partial", true, false],
    ["failed", false, false],
    ["waiting", false, false],
  ])("of a source that is %s: readable %s, complete %s", (status, readable, complete) => {
    const sources = [makeState({ status })];
    expect(isReadable(sources, "ec2-instances")).toBe(readable);
    expect(isComplete(sources, "ec2-instances")).toBe(complete);
  });

  it("counts neither a truncated nor an absent source as complete", () => {
    expect(isComplete([makeState({ truncated: true })], "ec2-instances")).toBe(false);
    expect(isComplete([], "ec2-instances")).toBe(false);
    expect(isReadable([], "ec2-instances")).toBe(false);
  });

  it("is blind where it failed, since its last reading", () => {
    const blind = toBlindSources([
      makeState({ status: "failed", readAt: minutesAgo(5) }),
      makeSourceState("autoscaling-groups", { status: "partial" }),
    ]);
    expect([...blind]).toEqual([["ec2-instances", minutesAgo(5)]]);
  });
});
