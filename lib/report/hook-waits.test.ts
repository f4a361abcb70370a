import { describe, expect, it } from "vitest";
import { addSeconds, type Instant } from "#lib/domain/time.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toConsequence } from "#lib/report/hook-consequence.ts";
import { type HookWaitFact, toHookWaits } from "#lib/report/hook-waits.ts";
import { toHookViews } from "#lib/report/hooks.ts";
import { toNameInstance } from "#lib/report/names.ts";
import { toNextDeadline, toPredictions } from "#lib/report/predictions.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  makeActivity,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeFacts,
  makeHook,
  makeMember,
  makeRegionGroup,
  makeUnlisted,
  minutesAgo,
  testNow,
  testScope,
} from "#lib/testing/facts.ts";

const waiting = makeMember({ lifecycleState: "Pending:Wait" }, { since: minutesAgo(2) });
const launch = makeActivity({ startTime: minutesAgo(3), status: "MidLifecycleAction" });
const terminationHook = makeHook({ name: "drain", transition: "autoscaling:EC2_INSTANCE_TERMINATING" });
const name = toNameInstance(new Map([[idA, "A"]]));

const wait = (parts: Partial<AllFacts>) =>
  toHookWaits(indexFacts(makeFacts({ "lifecycle-hook": [makeHook()], member: [waiting], ...parts })));
const say = (waits: readonly HookWaitFact[]) =>
  waits.map((one) => toConsequence({ wait: one, now: testNow, name }));

describe("toHookWaits", () => {
  it("counts from the launch activity where the wait was there when reading began", () => {
    expect(wait({ "scaling-activity": [launch] })).toMatchObject([
      {
        instanceId: idA,
        since: minutesAgo(3),
        sinceCertainty: "launch-activity",
        heartbeatDeadline: addSeconds(minutesAgo(3), 600),
        globalDeadline: addSeconds(minutesAgo(2), 60_000),
      },
    ]);
  });

  it("counts from the reading where the wait was seen to begin, and keeps the earliest deadline careful", () => {
    const seen = { ...waiting, before: minutesAgo(2.5) };
    expect(wait({ member: [seen], "scaling-activity": [launch] })).toMatchObject([
      { since: minutesAgo(2), sinceCertainty: "observed", heartbeatDeadline: addSeconds(minutesAgo(3), 600) },
    ]);
    expect(wait({ member: [seen] })).toMatchObject([{ heartbeatDeadline: addSeconds(minutesAgo(2.5), 600) }]);
  });

  it("counts from the reading where no activity is known", () => {
    expect(wait({})).toMatchObject([
      { since: minutesAgo(2), sinceCertainty: "observed", heartbeatDeadline: addSeconds(minutesAgo(2), 600) },
    ]);
  });

  it("ignores an activity that has ended", () => {
    expect(wait({ "scaling-activity": [makeActivity({ startTime: minutesAgo(1) })] })).toMatchObject([
      { since: minutesAgo(2) },
    ]);
  });

  it.each([
    ["Pending:Wait", makeHook(), 1],
    ["Warmed:Pending:Wait", makeHook(), 1],
    ["Terminating:Wait", makeHook(), 0],
    ["Terminating:Wait", terminationHook, 1],
    ["Pending:Wait", terminationHook, 0],
    ["Pending", makeHook(), 0],
    ["InService", makeHook(), 0],
    ["ReplacingRootVolume:Wait", makeHook(), 0],
    ["Pending:Wait", makeHook({ group: "other" }), 0],
  ])("of a member in %s and one hook makes the right waits", (lifecycleState, hook, count) => {
    expect(wait({ member: [makeMember({ lifecycleState })], "lifecycle-hook": [hook] })).toHaveLength(count);
  });

  it("lists every hook that fits, since AWS does not say which one holds", () => {
    expect(
      wait({ "lifecycle-hook": [makeHook(), makeHook({ name: "custom" })] }).map(
        ({ candidates }) => candidates,
      ),
    ).toEqual([2, 2]);
  });
});

describe("toConsequence", () => {
  it("gives both deadlines and what happens then", () => {
    expect(say(wait({ "scaling-activity": [launch] }))).toEqual([
      `At the earliest 14:29:10 UTC (heartbeat) and at the latest 2026-02-01 07:00:10 UTC (global) the launch of ${idA} (A) is abandoned: it is terminated and replaced.`,
    ]);
  });

  it("says that it ends at any moment once the earliest has passed, at the very moment too", () => {
    const member = [makeMember({ lifecycleState: "Pending:Wait" }, { since: minutesAgo(10) })];
    expect(say(wait({ member }))).toEqual([
      `At any moment since 14:22:10 UTC (heartbeat, unless heartbeats pushed it back) and at the latest 2026-02-01 06:52:10 UTC (global) the launch of ${idA} (A) is abandoned: it is terminated and replaced.`,
    ]);
  });

  it("says that heartbeats kept it alive only where the wait outlived the timeout of its latest start", () => {
    const keptAlive = `heartbeats kept it alive. At the latest`;
    const since = (minutes: number) =>
      makeMember({ lifecycleState: "Pending:Wait" }, { since: minutesAgo(minutes) });
    expect(say(wait({ member: [since(11)] }))[0]).toContain(keptAlive);
    expect(say(wait({ member: [since(10.9)] }))[0]).not.toContain(keptAlive);
    // The launch is long ago, but the wait may have begun when it was first read.
    expect(
      say(
        wait({
          member: [since(2)],
          "scaling-activity": [{ ...launch, value: { ...launch.value, startTime: minutesAgo(30) } }],
        }),
      )[0],
    ).toMatch(/^At any moment since 14:02:10 UTC/);
    // Nobody has read since.
    const unread = makeMember(
      { lifecycleState: "Pending:Wait" },
      { since: minutesAgo(20), lastSeen: minutesAgo(10) },
    );
    expect(say(wait({ member: [unread] }))[0]).not.toContain(keptAlive);
  });

  it.each([
    ["CONTINUE", "goes into service as it is, with or without the application."],
    ["RETRY", "the hook's default result RETRY takes effect on"],
    [undefined, "is abandoned: it is terminated and replaced."],
  ])("says what the default result %s does", (defaultResult, words) => {
    expect(say(wait({ "lifecycle-hook": [makeHook({ defaultResult })] }))[0]).toContain(words);
  });

  it("lets a termination go on whatever the result", () => {
    expect(
      say(
        wait({
          member: [makeMember({ lifecycleState: "Terminating:Wait" })],
          "lifecycle-hook": [terminationHook],
        }),
      )[0],
    ).toContain(`the termination of ${idA} (A) goes on.`);
  });

  it("does not terminate again what is gone", () => {
    expect(say(wait({ instance: [makeUnlisted()] }))[0]).toContain(
      "is abandoned: gone already, it is replaced.",
    );
  });

  it("names no deadline that AWS does not name, and warns where several hooks fit", () => {
    const hook = makeHook({ heartbeatTimeoutSeconds: undefined, globalTimeoutSeconds: undefined });
    expect(say(wait({ "lifecycle-hook": [hook] }))[0]).toMatch(
      /^AWS names no timeout for this hook; when it ends, the launch/,
    );
    expect(say(wait({ "lifecycle-hook": [makeHook(), makeHook({ name: "custom" })] }))[0]).toContain(
      "2 hooks fit this state",
    );
  });
});

describe("a hook that CodeDeploy has answered", () => {
  const foreign = makeHook({ name: "warm-cache", heartbeatTimeoutSeconds: 3600 });
  const deployed = (completeTime: Instant, status = "Succeeded"): Partial<AllFacts> => ({
    "deployment-group": [makeDeploymentGroup()],
    "lifecycle-hook": [makeHook(), foreign],
    "scaling-activity": [launch],
    deployment: [makeDeployment({ creator: "autoscaling", status, createTime: minutesAgo(3), completeTime })],
    "deployment-target": [makeDeploymentTarget()],
  });

  it("is not what the member waits for, where another one is there", () => {
    const waits = wait(deployed(minutesAgo(1)));
    expect(waits.map(({ answered }) => answered)).toEqual([true, false]);
    expect(say(waits)[0]).toContain("this hook should be answered: another one holds it");
    expect(waits.map((one) => toNextDeadline(one, testNow)?.at)).toEqual([
      undefined,
      addSeconds(minutesAgo(3), 3600),
    ]);
  });

  it("counts as before where it is the only one", () => {
    const [one] = wait({ ...deployed(minutesAgo(1)), "lifecycle-hook": [makeHook()] });
    expect(one && toNextDeadline(one, testNow)).toMatchObject({ certainty: "earliest" });
  });

  it.each([
    ["for less than a minute", deployed(minutesAgo(0.9))],
    ["by a deployment that goes on", deployed(minutesAgo(1), "InProgress")],
    ["by a deployment of another instance", { ...deployed(minutesAgo(1)), "deployment-target": [] }],
  ])("is not yet: %s", (_, parts) => {
    expect(wait(parts).map(({ answered }) => answered)).toEqual([false, false]);
  });
});

describe("toPredictions", () => {
  it("draws one dotted stretch to the soonest deadline of an instance, and marks it", () => {
    const waits = wait({
      "lifecycle-hook": [makeHook(), makeHook({ name: "custom", heartbeatTimeoutSeconds: 300 })],
    });
    expect(toPredictions(waits, testNow)).toMatchObject([
      {
        kind: "span",
        from: testNow,
        to: addSeconds(minutesAgo(2), 300),
        certainty: "predicted",
        state: "Pending:Wait",
      },
      { kind: "mark", at: addSeconds(minutesAgo(2), 300), label: "at the earliest: abandoned", tone: "bad" },
    ]);
  });

  it("draws nothing where the wait may end at any moment, but still names the moment that has passed", () => {
    const [one] = wait({
      member: [makeMember({ lifecycleState: "Pending:Wait" }, { since: minutesAgo(10.5) })],
    });
    if (one === undefined) throw new Error("no wait");
    expect(toNextDeadline(one, testNow)).toEqual({
      at: addSeconds(minutesAgo(10.5), 600),
      certainty: "earliest",
    });
    expect(toPredictions([one], testNow)).toEqual([]);
  });

  it("goes to the latest deadline once heartbeats must have kept it alive, and nowhere once both have passed", () => {
    const [one] = wait({
      member: [makeMember({ lifecycleState: "Pending:Wait" }, { since: minutesAgo(11) })],
    });
    if (one === undefined) throw new Error("no wait");
    expect(toNextDeadline(one, testNow)).toEqual({
      at: addSeconds(minutesAgo(11), 60_000),
      certainty: "latest",
    });
    expect(toPredictions([one], addSeconds(testNow, 60_000))).toEqual([]);
  });

  it("does not call the end of a termination's wait an abandonment", () => {
    const waits = wait({
      member: [makeMember({ lifecycleState: "Terminating:Wait" }, { since: minutesAgo(1) })],
      "lifecycle-hook": [terminationHook],
    });
    expect(toPredictions(waits, testNow)[1]).toMatchObject({
      label: "at the earliest: the wait ends",
      tone: "idle",
    });
  });
});

describe("toHookViews", () => {
  function view(parts: Partial<AllFacts>, inventory: "complete" | "partial" = "complete") {
    const index = indexFacts(
      makeFacts({ "deployment-group": [makeDeploymentGroup()], "lifecycle-hook": [makeHook()], ...parts }),
    );
    return toHookViews({ index, waits: toHookWaits(index), scope: testScope, now: testNow, inventory, name });
  }

  it("knows its own hook", () => {
    expect(view({})[0]?.owner).toBe("this-group");
  });

  it("names another group whose hook it is", () => {
    const hook = makeHook({
      name: "CodeDeploy-managed-automatic-launch-deployment-hook-other-1",
      notificationMetadata: "x",
    });
    const other = makeRegionGroup({
      name: "other",
      id: "x",
      autoScalingGroups: [{ name: "asg-prod-api", hook: hook.value.name }],
    });
    expect(view({ "lifecycle-hook": [hook], "region-group": [other] })[0]).toMatchObject({
      owner: "other-group",
      ownerText: "CodeDeploy's, for api / other, which names it",
    });
  });

  it("calls a hook an orphan only where every group could be read", () => {
    const hook = makeHook({
      name: "CodeDeploy-managed-automatic-launch-deployment-hook-old-1",
      notificationMetadata: "gone",
    });
    expect(view({ "lifecycle-hook": [hook] })[0]?.owner).toBe("orphan");
    expect(view({ "lifecycle-hook": [hook] }, "partial")[0]?.owner).toBe("unknown");
  });

  it("puts hooks that hold something first, and tells a foreign one", () => {
    const views = view({ "lifecycle-hook": [terminationHook, makeHook()], member: [waiting] });
    expect(views.map(({ name: hook, owner, waits }) => [hook === "drain", owner, waits.length])).toEqual([
      [false, "this-group", 1],
      [true, "foreign", 0],
    ]);
  });
});
