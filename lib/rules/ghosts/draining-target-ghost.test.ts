import { describe, expect, it } from "vitest";
import { drainingTargetGhost } from "#lib/rules/ghosts/draining-target-ghost.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeInstance,
  makeMember,
  makeTarget,
  makeTargetGroupAttributes,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  type Seen,
  secondsAgo,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";

const attributes = [makeTargetGroupAttributes(300)];

function drain(seen?: Seen, state = "draining") {
  return makeTarget({ state, reason: "Target.DeregistrationInProgress" }, seen);
}

describe("an instance that is gone", () => {
  it("is a harmless leftover, with the time when it should be out", () => {
    const target = [drain({ since: minutesAgo(2) })];
    const [finding] = checkRule(drainingTargetGhost, {
      target,
      instance: [makeTerminated()],
      "target-group-attributes": attributes,
    });
    expect(finding).toMatchObject({ subject: { id: idA }, verdict: "corroborated", since: minutesAgo(2) });
    expect(drainingTargetGhost.severity).toBe("info");
    expect(finding?.summary).toContain(
      "The deregistration delay is 300 s: it should be out by about 14:25:10 UTC.",
    );
    expect(finding?.advice[1]?.command).toContain(`--target-group-arn ${testTargetGroupArn} `);
  });

  it.each([
    [299, "it should be out by about 14:22:11 UTC"],
    [300, "it should have been out by about 14:22:10 UTC"],
  ])("shown draining for %i s", (seconds, words) => {
    const target = [drain({ since: secondsAgo(seconds) }, "unhealthy.draining")];
    const [finding] = checkRule(drainingTargetGhost, {
      target,
      instance: [makeTerminated()],
      "target-group-attributes": attributes,
    });
    expect(finding?.summary).toContain(words);
  });

  it("is told without the delay where that could not be read", () => {
    const [finding] = checkRule(
      drainingTargetGhost,
      { target: [drain()], instance: [makeTerminated()] },
      { partial: ["elb-target-groups"] },
    );
    expect(finding?.summary).toContain("could not be read");
  });

  it("is only suspected where EC2 was read in part and shows no row", () => {
    const parts = { target: [drain()], instance: [makeUnlisted()], "target-group-attributes": attributes };
    expect(checkRule(drainingTargetGhost, parts)).toMatchObject([{ verdict: "corroborated" }]);
    expect(checkRule(drainingTargetGhost, parts, { partial: ["ec2-instances"] })).toMatchObject([
      { verdict: "suspected" },
    ]);
  });

  it("was not gone yet when the target was last read", () => {
    const target = [drain({ since: minutesAgo(5), lastSeen: secondsAgo(61) })];
    const instance = [makeTerminated({ terminatedAt: secondsAgo(60) })];
    expect(checkRule(drainingTargetGhost, { target, instance })).toEqual([]);
  });
});

describe("a living instance in no Auto Scaling group", () => {
  const check = (seconds: number, partial: "autoscaling-groups"[] = []) =>
    checkRule(
      drainingTargetGhost,
      {
        target: [drain({ since: secondsAgo(seconds) })],
        instance: [makeInstance()],
        "target-group-attributes": attributes,
      },
      { partial },
    );

  it("is suspected two minutes past the delay", () => {
    expect(check(420)).toMatchObject([{ verdict: "suspected" }]);
    expect(check(419)).toEqual([]);
  });

  it("is not judged where the members were read in part", () => {
    expect(check(420, ["autoscaling-groups"])).toEqual([]);
  });

  it.each([
    ["a member", { member: [makeMember({ lifecycleState: "Detaching" })] }],
    ["without a known delay", { "target-group-attributes": [] }],
  ])("is not meant where it is %s", (_, changed) => {
    const parts = {
      target: [drain({ since: minutesAgo(60) })],
      instance: [makeInstance()],
      "target-group-attributes": attributes,
    };
    expect(checkRule(drainingTargetGhost, { ...parts, ...changed })).toEqual([]);
  });
});

it.each(["healthy", "unused", "initial"])("a %s target is not meant", (state) => {
  expect(
    checkRule(drainingTargetGhost, { target: [drain(undefined, state)], instance: [makeTerminated()] }),
  ).toEqual([]);
});
