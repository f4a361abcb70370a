import { describe, expect, it } from "vitest";
import { hookGlobalTimeout } from "#lib/rules/hooks/hook-global-timeout.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idC, makeActivity, makeHook, makeMember, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";
import { makeHealthyFacts, makeIncidentFacts } from "#lib/testing/incident-facts.ts";

function makeWaiting(seconds: number, parts: Partial<AllFacts> = {}): Partial<AllFacts> {
  return {
    member: [makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" }, { since: secondsAgo(seconds) })],
    "scaling-activity": [
      makeActivity({
        status: "InProgress",
        description: `Launching a new EC2 instance: ${idC}`,
        startTime: secondsAgo(seconds),
      }),
    ],
    "lifecycle-hook": [makeHook()],
    ...parts,
  };
}

const terminating = "autoscaling:EC2_INSTANCE_TERMINATING";

describe("hook-global-timeout", () => {
  it.each([
    ["an hour before the global timeout", 60_000 - 3600, 1],
    ["more than an hour before", 60_000 - 3601, 0],
    ["past it", 60_100, 1],
  ])("%s: %s", (_case, seconds, count) => {
    expect(checkRule(hookGlobalTimeout, makeWaiting(seconds))).toHaveLength(count);
  });

  it.each([
    ["in the last tenth", 900, 1],
    ["before the last tenth", 899, 0],
  ])("a short global timeout is announced only %s", (_case, seconds, count) => {
    const hook = makeHook({ globalTimeoutSeconds: 1000 });
    expect(checkRule(hookGlobalTimeout, makeWaiting(seconds, { "lifecycle-hook": [hook] }))).toHaveLength(
      count,
    );
  });

  it("it says when nothing extends the wait any more, and what happens then", () => {
    const [finding] = checkRule(hookGlobalTimeout, makeWaiting(59_000));
    expect(finding).toMatchObject({ verdict: "corroborated", since: secondsAgo(59_000) });
    expect(finding?.summary).toContain("for 16 hours 23 minutes");
    expect(finding?.summary).toContain("is due at about 14:38:50 UTC");
    expect(finding?.summary).toContain("terminated and replaced");
    expect(checkRule(hookGlobalTimeout, makeWaiting(60_100))[0]?.summary).toContain("was due at about");
  });

  it("of several hooks the first global timeout counts, and which one waits is only suspected", () => {
    const hooks = [makeHook(), makeHook({ name: "warm-cache", globalTimeoutSeconds: 7200 })];
    const [finding] = checkRule(hookGlobalTimeout, makeWaiting(7000, { "lifecycle-hook": hooks }));
    expect(finding?.verdict).toBe("suspected");
  });

  it("a wait known only from readings is suspected", () => {
    const facts = makeWaiting(59_000, { "scaling-activity": [] });
    expect(checkRule(hookGlobalTimeout, facts)[0]?.verdict).toBe("suspected");
  });

  it("a termination hook counts for Terminating:Wait, a launch hook does not", () => {
    const member = [
      makeMember({ instanceId: idC, lifecycleState: "Terminating:Wait" }, { since: secondsAgo(59_000) }),
    ];
    const facts = { member, "lifecycle-hook": [makeHook({ transition: terminating })] };
    expect(checkRule(hookGlobalTimeout, facts)[0]?.summary).toContain("the termination of");
    expect(checkRule(hookGlobalTimeout, { member, "lifecycle-hook": [makeHook()] })).toEqual([]);
  });

  it("an instance that has just begun to wait, in the incident too, is none; nor is one in service", () => {
    expect(checkRule(hookGlobalTimeout, makeIncidentFacts())).toEqual([]);
    expect(checkRule(hookGlobalTimeout, makeHealthyFacts())).toEqual([]);
    const member = [makeMember({ instanceId: idC }, { since: minutesAgo(2000) })];
    expect(checkRule(hookGlobalTimeout, makeWaiting(59_000, { member }))).toEqual([]);
  });
});
