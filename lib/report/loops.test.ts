import { describe, expect, it } from "vitest";
import { toLapView, toLoopSentence } from "#lib/report/loops.ts";
import { Lap as LapView } from "#lib/report/schema.ts";
import { idC, makeDeployment, minutesAgo } from "#lib/testing/facts.ts";
import type { Lap, Loop } from "#lib/timeline/laps.ts";

function makeLap(number: number, endedBy?: Lap["endedBy"]): Lap {
  return {
    number,
    autoScalingGroup: "asg",
    instanceId: idC,
    deploymentId: "d-1",
    from: minutesAgo(60 - number),
    ...(endedBy !== undefined && { endedBy, to: minutesAgo(59 - number) }),
  };
}

const makeLoop = (...laps: readonly Lap[]): Loop => ({ autoScalingGroup: "asg", laps, live: true });

describe("toLoopSentence", () => {
  it("numbers the running lap and says what turns the loop", () => {
    expect(toLoopSentence(makeLoop(makeLap(1, "stopped"), makeLap(2, "stopped"), makeLap(3)))).toBe(
      "Lap 3 of a loop: each stop abandons the launch hook and kills the newest healthy instance.",
    );
  });

  it.each<[Lap["endedBy"], string]>([
    ["heartbeat-timeout", "each time the launch hook times out"],
    ["deployment-failed", "each failed deployment"],
    ["abandoned", "each time the launch is abandoned"],
  ])("does not blame stops where laps ended by %s", (endedBy, words) => {
    expect(toLoopSentence(makeLoop(makeLap(1, endedBy), makeLap(2)))).toContain(words);
  });

  it("blames nobody in particular where laps ended differently", () => {
    expect(
      toLoopSentence(makeLoop(makeLap(1, "stopped"), makeLap(2, "heartbeat-timeout"), makeLap(3))),
    ).toContain("each time the launch is abandoned");
  });

  it("counts the laps between two launches", () => {
    expect(toLoopSentence(makeLoop(makeLap(1, "stopped"), makeLap(2, "stopped")))).toMatch(
      /^2 laps of a loop so far:/,
    );
  });
});

describe("toLapView", () => {
  it.each<[Lap["endedBy"], string | null]>([
    ["deployment-failed", "deployment failed"],
    ["heartbeat-timeout", "heartbeat timeout"],
    ["abandoned", "abandoned"],
    ["stopped", "deployment stopped"],
    [undefined, null],
  ])("says how a lap ended: %s", (endedBy, words) => {
    expect(LapView.parse(toLapView(makeLap(1, endedBy), []))).toMatchObject({
      endedBy: words,
      instanceId: idC,
    });
  });

  it("says by hand only where CodeDeploy does", () => {
    const stopped = makeDeployment({ id: "d-1", status: "Stopped", errorCode: "MANUAL_STOP" }).value;
    expect(toLapView(makeLap(1, "stopped"), [stopped]).endedBy).toBe("stopped by hand");
  });
});
