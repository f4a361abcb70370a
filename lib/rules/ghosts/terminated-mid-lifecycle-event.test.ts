import { describe, expect, it } from "vitest";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import type { Instant } from "#lib/domain/time.ts";
import { terminatedMidLifecycleEvent } from "#lib/rules/ghosts/terminated-mid-lifecycle-event.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
  seenOnce,
} from "#lib/testing/facts.ts";

function check(events: readonly LifecycleEvent[], instance = makeTerminated()) {
  return checkRule(terminatedMidLifecycleEvent, {
    instance: [instance],
    deployment: [makeDeployment()],
    "deployment-target": [makeDeploymentTarget({ status: "InProgress", events })],
  });
}

function install(startTime?: Instant): LifecycleEvent {
  return { name: "Install", status: "InProgress", startTime };
}

it("an event that its instance did not live to end is proved, with the hour it may take", () => {
  const findings = check([
    { name: "ApplicationStop", status: "Succeeded", startTime: minutesAgo(46), endTime: minutesAgo(45) },
    install(minutesAgo(44)),
  ]);
  expect(findings).toMatchObject([
    {
      subject: { id: idA },
      verdict: "proved",
      since: minutesAgo(40),
      summary: expect.stringContaining("in the middle of Install of d-7QK2AAAAA"),
    },
  ]);
  expect(findings[0]?.summary).toContain(
    "began at 13:38:10 UTC; CodeDeploy waits for it until 14:38:10 UTC at the latest",
  );
  expect(findings[0]?.evidence.at(-1)).toMatchObject({
    field: "lifecycleEvents[Install].startTime",
    value: "2026-01-31T13:38:10.000Z",
  });
});

it.each([
  [59 * 60 + 59, "waits for it until 14:22:11 UTC"],
  [60 * 60, "limit of one hour ended at 14:22:10 UTC"],
])("an event that began %i seconds ago", (seconds, words) => {
  expect(check([install(secondsAgo(seconds))])[0]?.summary).toContain(words);
});

describe("the event began while the instance lived", () => {
  it("clocks may differ by a minute", () => {
    expect(check([install(minutesAgo(39))])).toHaveLength(1);
    expect(check([install(secondsAgo(39 * 60 - 1))])).toEqual([]);
  });

  it("an event without a start time counts", () => {
    expect(check([install()])[0]?.summary).toContain("which it does not give");
  });
});

it.each([
  ["a long script on a living host", [install(minutesAgo(50))], makeInstance()],
  ["nothing in progress", [{ name: "Install", status: "Pending" }], makeTerminated()],
  [
    "an event that failed",
    [{ name: "Install", status: "Failed", startTime: minutesAgo(44) }],
    makeTerminated(),
  ],
] as const)("%s is not meant", (_, events, instance) => {
  expect(check(events, instance)).toEqual([]);
});

it("a first reading is only suspected", () => {
  expect(
    check([install(minutesAgo(5))], makeTerminated({ terminatedAt: secondsAgo(10) }, seenOnce)),
  ).toMatchObject([{ verdict: "suspected" }]);
});

it("no row in a partial reading of EC2 is only suspected", () => {
  const parts = {
    instance: [makeUnlisted()],
    deployment: [makeDeployment()],
    "deployment-target": [makeDeploymentTarget({ events: [install(minutesAgo(44))] })],
  };
  expect(checkRule(terminatedMidLifecycleEvent, parts, { partial: ["ec2-instances"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});
