import { describe, expect, it } from "vitest";
import { addSeconds } from "#lib/domain/time.ts";
import { idB, idC, makeActivity, makeHook, makeMember, minutesAgo } from "#lib/testing/facts.ts";
import { canHold, toWaitDeadlines, toWaitStart } from "#lib/timeline/hook-waits.ts";

const waiting = makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" }, { since: minutesAgo(4) });
const leaving = makeMember({ instanceId: idC, lifecycleState: "Terminating:Wait" }, { since: minutesAgo(4) });
const open = {
  status: "MidLifecycleAction",
  description: `Launching a new EC2 instance: ${idC}`,
  startTime: minutesAgo(6),
};

describe("canHold", () => {
  const termination = makeHook({ transition: "autoscaling:EC2_INSTANCE_TERMINATING" });
  it.each([
    ["Pending:Wait", makeHook(), true],
    ["Warmed:Pending:Wait", makeHook(), true],
    ["Pending:Wait", termination, false],
    ["Terminating:Wait", termination, true],
    ["Warmed:Terminating:Wait", termination, true],
    ["Terminating:Wait", makeHook(), false],
    ["Pending", makeHook(), false],
    ["ReplacingRootVolume:Wait", makeHook(), false],
    ["Pending:Wait", makeHook({ group: "asg-other" }), false],
  ])("of a member in %s, case %#", (lifecycleState, { value }, holds) => {
    expect(canHold(value, { group: "asg-prod-api", lifecycleState })).toBe(holds);
  });
});

describe("toWaitStart", () => {
  it("lies between the launch that goes on and the reading that first showed the wait", () => {
    const activity = makeActivity(open);
    expect(toWaitStart(waiting, [activity])).toEqual({
      earliest: minutesAgo(6),
      latest: minutesAgo(4),
      activity,
    });
  });

  it("without an activity, lies after the last reading that did not show it", () => {
    expect(toWaitStart({ ...waiting, before: minutesAgo(5) }, [])).toEqual({
      earliest: minutesAgo(5),
      latest: minutesAgo(4),
    });
    expect(toWaitStart(waiting, [])).toEqual({ earliest: minutesAgo(4), latest: minutesAgo(4) });
  });

  it("takes Auto Scaling's own time where our clock had the wait before", () => {
    expect(toWaitStart(waiting, [makeActivity({ ...open, startTime: minutesAgo(3) })])).toMatchObject({
      earliest: minutesAgo(3),
      latest: minutesAgo(3),
    });
  });

  it.each([
    ["has ended well", { status: "Successful" }],
    ["was given up", { status: "Cancelled" }],
    ["is of another group", { group: "asg-other" }],
    ["is of another instance", { description: `Launching a new EC2 instance: ${idB}` }],
    ["goes the other way", { description: `Terminating EC2 instance: ${idC}` }],
  ])("is not said by an activity that %s", (_, changed) => {
    expect(toWaitStart(waiting, [makeActivity({ ...open, ...changed })])).not.toHaveProperty("activity");
  });

  it("of a termination is said by the termination", () => {
    const activity = makeActivity({ ...open, description: `Terminating EC2 instance: ${idC}` });
    expect(toWaitStart(leaving, [makeActivity(open), activity]).activity).toBe(activity);
  });
});

describe("toWaitDeadlines", () => {
  const start = { earliest: minutesAgo(6), latest: minutesAgo(4) };
  it("counts the heartbeat from the earliest start and the global timeout from the latest", () => {
    expect(toWaitDeadlines([makeHook().value], start)).toEqual({
      heartbeat: addSeconds(minutesAgo(6), 600),
      global: addSeconds(minutesAgo(4), 60_000),
    });
  });

  it("of several hooks takes the first heartbeat and the last global timeout", () => {
    const slow = makeHook({ heartbeatTimeoutSeconds: 3600, globalTimeoutSeconds: 100_000 }).value;
    expect(toWaitDeadlines([slow, makeHook().value], start)).toEqual({
      heartbeat: addSeconds(minutesAgo(6), 600),
      global: addSeconds(minutesAgo(4), 100_000),
    });
  });

  it("names none where no hook does", () => {
    const silent = makeHook({ heartbeatTimeoutSeconds: undefined, globalTimeoutSeconds: undefined }).value;
    expect(toWaitDeadlines([silent], start)).toEqual({});
    expect(toWaitDeadlines([], start)).toEqual({});
  });
});
