import { describe, expect, it } from "vitest";
import type { Failure } from "#lib/domain/failure.ts";
import { FailureView, SourceView } from "#lib/report/schema.ts";
import { toFailureView, toSourceView } from "#lib/report/sources.ts";
import { makeSourceState, testNow } from "#lib/testing/facts.ts";

const denied: Failure = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "UnauthorizedOperation",
  message: "You are not authorized.",
  missingAction: "ec2:DescribeInstances",
};

describe("toSourceView", () => {
  it("shows the first failure with its remedy, and how many there were", () => {
    const state = makeSourceState("ec2-instances", {
      status: "failed",
      failures: [denied, denied],
      readAt: undefined,
    });
    const view = SourceView.parse(toSourceView(state, []));
    expect(view).toMatchObject({
      status: "failed",
      failures: 2,
      readAt: null,
      triedAt: new Date(testNow).toISOString(),
    });
    expect(view.failure?.remedy).toContain("ec2:DescribeInstances");
  });

  it("has no failure where there is none", () => {
    expect(toSourceView(makeSourceState("ec2-instances"), [])).not.toHaveProperty("failure");
  });
});

describe("blind spots", () => {
  it("are those of the source itself, with the reason where somebody tried", () => {
    const spot = { from: testNow, to: testNow };
    const view = toSourceView(makeSourceState("ec2-instances"), [
      { source: "ec2-instances", ...spot, reason: "denied" },
      { source: "ec2-instances", ...spot },
      { source: "elb-target-health", ...spot },
    ]);
    expect(view.blindSpots.map(({ reason }) => reason)).toEqual(["denied", null]);
  });
});

describe("toFailureView", () => {
  it("keeps what AWS said and leaves out an action that nobody named", () => {
    const { missingAction: _, ...nameless } = denied;
    expect(FailureView.parse(toFailureView(nameless))).not.toHaveProperty("missingAction");
    expect(toFailureView(denied)).toMatchObject({
      code: "UnauthorizedOperation",
      message: "You are not authorized.",
    });
  });
});
