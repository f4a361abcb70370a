import { describe, expect, it } from "vitest";
import type { Instant } from "#lib/domain/time.ts";
import { ghostDetachRace } from "#lib/rules/ghosts/ghost-detach-race.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeActivity,
  makeForgotten,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
  seenOnce,
  testNow,
} from "#lib/testing/facts.ts";

const description = `Detaching EC2 instance: ${idA}`;
const detach = makeActivity({
  description,
  status: "WaitingForELBConnectionDraining",
  startTime: minutesAgo(45),
  cause: `At 2026-01-31T13:37:10Z instance ${idA} was detached in response to a user request.`,
});
const member = makeMember({ lifecycleState: "Detaching" });

function ended(status: string, endTime: Instant) {
  return makeActivity({ description, status, startTime: minutesAgo(45), endTime });
}

it("a detach that outlives its instance is proved by AWS's own times", () => {
  const findings = checkRule(ghostDetachRace, {
    instance: [makeTerminated()],
    member: [member],
    "scaling-activity": [detach],
  });
  expect(findings).toMatchObject([
    {
      subject: { kind: "instance", id: idA },
      verdict: "proved",
      since: minutesAgo(40),
      summary: expect.stringContaining(
        "it began at 13:37:10 UTC and has not ended (WaitingForELBConnectionDraining)",
      ),
    },
  ]);
  expect(findings[0]?.summary).toContain("asg-prod-api still lists it as Detaching.");
  expect(new Set(findings[0]?.evidence.map(({ source }) => source))).toEqual(
    new Set(["ec2-instances", "autoscaling-groups", "autoscaling-activities"]),
  );
});

describe("the termination lies inside the detach", () => {
  const check = (terminatedAt: Instant, endTime: Instant) =>
    checkRule(ghostDetachRace, {
      instance: [makeTerminated({ terminatedAt })],
      member: [member],
      "scaling-activity": [ended("Failed", endTime)],
    });

  it.each([
    ["at its start", minutesAgo(45), minutesAgo(39), 1],
    ["a second before its start", secondsAgo(45 * 60 + 1), minutesAgo(39), 0],
    ["at its end", minutesAgo(39), minutesAgo(39), 1],
    ["a second after its end", secondsAgo(39 * 60 - 1), minutesAgo(39), 0],
  ])("%s", (_, terminatedAt, endTime, findings) => {
    expect(check(terminatedAt, endTime)).toHaveLength(findings);
  });
});

it.each(["Failed", "Cancelled", "Successful"])(
  "a detach that ended %s and left the member row is a race",
  (status) => {
    const findings = checkRule(ghostDetachRace, {
      instance: [makeTerminated()],
      member: [member],
      "scaling-activity": [ended(status, minutesAgo(30))],
    });
    expect(findings).toMatchObject([{ verdict: "proved" }]);
  },
);

describe("without EC2's time of termination", () => {
  const instance = makeUnlisted();

  it("an open detach is corroborated: it can only have begun on a living instance", () => {
    const findings = checkRule(ghostDetachRace, {
      instance: [instance],
      member: [member],
      "scaling-activity": [detach],
    });
    expect(findings).toMatchObject([{ verdict: "corroborated" }]);
  });

  it("an ended one is only suspected", () => {
    const activities = [ended("Failed", minutesAgo(30))];
    const findings = checkRule(ghostDetachRace, {
      instance: [instance],
      member: [member],
      "scaling-activity": activities,
    });
    expect(findings).toMatchObject([{ verdict: "suspected" }]);
  });
});

it("a termination seconds ago is only suspected", () => {
  const instance = makeTerminated({ terminatedAt: secondsAgo(20) }, seenOnce);
  const findings = checkRule(ghostDetachRace, {
    instance: [instance],
    member: [member],
    "scaling-activity": [detach],
  });
  expect(findings).toMatchObject([{ verdict: "suspected" }]);
});

describe("no race is", () => {
  it.each([
    ["a long detach of a living instance", makeInstance(), [member], detach],
    [
      "a detach that ended before the termination",
      makeTerminated({ terminatedAt: minutesAgo(2) }),
      [],
      ended("Successful", minutesAgo(30)),
    ],
    ["an ended detach that left no row", makeTerminated(), [], ended("Successful", minutesAgo(30))],
    [
      "an ended detach with the member leaving",
      makeTerminated(),
      [makeMember({ lifecycleState: "Terminating" })],
      ended("Failed", minutesAgo(30)),
    ],
    [
      "another activity",
      makeTerminated(),
      [member],
      makeActivity({ description: `Terminating EC2 instance: ${idA}`, status: "InProgress" }),
    ],
    [
      "the detach of another instance",
      makeTerminated(),
      [member],
      makeActivity({ description: `Detaching EC2 instance: ${idB}`, status: "InProgress" }),
    ],
  ] as const)("%s", (_, instance, members, activity) => {
    expect(
      checkRule(ghostDetachRace, { instance: [instance], member: members, "scaling-activity": [activity] }),
    ).toEqual([]);
  });
});

it("only the newest detach of an instance is judged", () => {
  const old = ended("Failed", minutesAgo(30));
  const newer = makeActivity({
    id: "newer",
    description,
    status: "Successful",
    startTime: minutesAgo(20),
    endTime: minutesAgo(19),
  });
  const findings = checkRule(ghostDetachRace, {
    instance: [makeTerminated()],
    member: [member],
    "scaling-activity": [old, newer],
  });
  expect(findings).toEqual([]);
});

describe("a detach that is open without a member row", () => {
  const parts = { instance: [makeTerminated()], "scaling-activity": [detach] };

  it("is only suspected", () => {
    expect(checkRule(ghostDetachRace, parts)).toMatchObject([
      { verdict: "suspected", summary: expect.stringContaining("asg-prod-api no longer lists it.") },
    ]);
  });

  it("does not claim that the row is gone where the members were read in part", () => {
    const [finding] = checkRule(ghostDetachRace, parts, { partial: ["autoscaling-groups"] });
    expect(finding?.summary).toContain("Whether asg-prod-api still lists it could not be read.");
  });
});

it("an id without a row in a partial reading of EC2 is only suspected", () => {
  const parts = { instance: [makeUnlisted()], member: [member], "scaling-activity": [detach] };
  expect(checkRule(ghostDetachRace, parts, { partial: ["ec2-instances"] })).toMatchObject([
    { verdict: "suspected" },
  ]);
});

it("a termination in the same second as the reading is inside an open detach", () => {
  const instance = makeTerminated({ terminatedAt: testNow }, seenOnce);
  expect(
    checkRule(ghostDetachRace, { instance: [instance], member: [member], "scaling-activity": [detach] }),
  ).toHaveLength(1);
});

it("it stays proved when EC2 has forgotten the row, by the time that EC2 gave before", () => {
  const [finding] = checkRule(
    ghostDetachRace,
    { instance: [makeForgotten(minutesAgo(40), seenOnce)], member: [member], "scaling-activity": [detach] },
    { partial: ["ec2-instances"] },
  );
  expect(finding).toMatchObject({ verdict: "proved", since: minutesAgo(40) });
  expect(finding?.summary).toContain(
    `EC2 terminated ${idA} at 13:42:10 UTC (40 minutes ago) and no longer lists it`,
  );
  expect(finding?.evidence[0]?.value).toBe(
    "no row for this id; while it had one, its StateTransitionReason gave 2026-01-31T13:42:10.000Z",
  );
});
