import { describe, expect, it } from "vitest";
import { addSeconds } from "#lib/domain/time.ts";
import { narrowWait, toHookWaits, toOutlook } from "#lib/rules/hooks/hook-waits.ts";
import { idB, idC, makeActivity, makeHook, makeMember, minutesAgo, testNow } from "#lib/testing/facts.ts";

const waiting = makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" }, { since: minutesAgo(4) });
const open = { status: "InProgress", description: `Launching a new EC2 instance: ${idC}` };
const launch = makeActivity({ ...open, startTime: minutesAgo(5) });
const terminationHook = makeHook({ name: "drain", transition: "autoscaling:EC2_INSTANCE_TERMINATING" });

function find(parts: Partial<Parameters<typeof toHookWaits>[0]> = {}) {
  const facts = { member: [waiting], "scaling-activity": [launch], "lifecycle-hook": [makeHook()], ...parts };
  return toHookWaits(facts, "Pending:Wait");
}

describe("toHookWaits", () => {
  it("the wait counts from the launch, its latest end from the reading that first showed it", () => {
    expect(find()).toEqual([
      {
        member: waiting,
        activity: launch,
        hooks: [makeHook()],
        since: minutesAgo(5),
        deadlines: {
          heartbeat: addSeconds(minutesAgo(5), 600),
          global: addSeconds(minutesAgo(4), 60_000),
        },
      },
    ]);
  });

  it.each([
    ["that has ended", makeActivity({ ...open, status: "Cancelled" })],
    ["of another instance", makeActivity({ ...open, description: `Launching a new EC2 instance: ${idB}` })],
    ["of another group", makeActivity({ ...open, group: "asg-other" })],
    ["that is a termination", makeActivity({ ...open, description: `Terminating EC2 instance: ${idC}` })],
  ])("an activity %s does not say when the wait began", (_case, activity) => {
    expect(find({ "scaling-activity": [activity] })[0]).toMatchObject({ since: minutesAgo(4) });
    expect(find({ "scaling-activity": [activity] })[0]).not.toHaveProperty("activity");
  });

  it("only hooks of the same group and transition can hold it", () => {
    const hooks = [makeHook({ group: "asg-other" }), terminationHook];
    expect(find({ "lifecycle-hook": hooks })[0]).toMatchObject({ hooks: [], deadlines: {} });
  });

  it("of several hooks the earliest heartbeat and the latest global timeout count, until narrowed to one", () => {
    const slow = makeHook({ name: "slow", heartbeatTimeoutSeconds: 3600, globalTimeoutSeconds: 100_000 });
    const [wait] = find({ "lifecycle-hook": [makeHook(), slow] });
    expect(wait?.deadlines).toEqual({
      heartbeat: addSeconds(minutesAgo(5), 600),
      global: addSeconds(minutesAgo(4), 100_000),
    });
    expect(wait && narrowWait(wait, [slow]).deadlines.heartbeat).toBe(addSeconds(minutesAgo(5), 3600));
  });
});

describe("toOutlook", () => {
  const [wait] = find();
  it.each([
    [minutesAgo(1), "The heartbeat timeout runs out at 14:27:10 UTC at the earliest"],
    [addSeconds(testNow, 300), "The heartbeat timeout may run out at any time since 14:27:10 UTC"],
  ])("at %s: %s", (now, words) => {
    expect(wait && toOutlook(wait, now)).toContain(words);
  });

  it("a hook that lets through by default terminates nothing; two that differ may do either", () => {
    const lets = makeHook({ name: "lets", defaultResult: "CONTINUE" });
    const outlookOf = (hooks: Parameters<typeof narrowWait>[1]) =>
      wait === undefined ? "" : toOutlook(narrowWait(wait, hooks), testNow);
    expect(outlookOf([lets])).not.toContain("terminated");
    expect(outlookOf([lets])).toContain("2026-02-01 06:58:10 UTC at the latest");
    expect(outlookOf([lets, makeHook()])).toContain("depending on the hook");
  });
});
