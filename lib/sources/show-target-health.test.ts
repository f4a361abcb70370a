import { describe, expect, it } from "vitest";
import type { Target } from "#lib/domain/elb.ts";
import { showTargetHealth } from "#lib/sources/show-target-health.ts";
import { at, makeRevision, type Seen } from "#lib/sources/testing/make-revision.ts";

const instanceId = "i-0a11aaaaaaaaaaaaa";

function makeTarget(value: Partial<Target>, seen: Seen) {
  const target: Target = {
    targetGroupArn: "arn",
    targetGroupName: "tg-prod-api",
    instanceId,
    port: 80,
    state: "healthy",
    ...value,
  };
  return makeRevision("target", { entity: `arn/${instanceId}:${target.port}@`, value: target }, seen);
}

describe("target health on the timeline", () => {
  it("is drawn on a track per target group, as our readings saw it", () => {
    const items = showTargetHealth(
      [
        makeTarget({}, { since: "14:00", lastSeen: "14:04", until: "14:05" }),
        makeTarget(
          { state: "draining", reason: "Target.DeregistrationInProgress", description: "in progress" },
          { since: "14:05", lastSeen: "14:09", until: "14:10" },
        ),
      ],
      at("14:30"),
    );
    expect(items).toMatchObject([
      {
        track: "target:tg-prod-api",
        state: "healthy",
        tone: "good",
        from: at("14:00"),
        to: at("14:05"),
        detail: "port 80",
      },
      {
        state: "draining",
        tone: "busy",
        from: at("14:05"),
        to: at("14:10"),
        certainty: "observed",
        detail: "port 80, Target.DeregistrationInProgress, in progress",
      },
    ]);
    expect(items).toHaveLength(2);
  });

  it("of two ports is told apart by the detail", () => {
    const items = showTargetHealth(
      [makeTarget({}, { since: "14:00" }), makeTarget({ port: undefined, state: "new" }, { since: "14:00" })],
      at("14:00"),
    );
    expect(items.map(({ detail }) => detail)).toEqual(["port 80", ""]);
  });
});
