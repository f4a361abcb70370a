import { describe, expect, it } from "vitest";
import type { Instant } from "#lib/domain/time.ts";
import { targetUnhealthy } from "#lib/rules/traffic/target-unhealthy.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  idC,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeTarget,
  makeTerminated,
  minutesAgo,
  type Seen,
  secondsAgo,
  seenOnce,
  testTargetGroupArn,
} from "#lib/testing/facts.ts";

function makeUnhealthy(instanceId = idA, seen?: Seen) {
  return makeTarget(
    {
      instanceId,
      state: "unhealthy",
      reason: "Target.ResponseCodeMismatch",
      description: "Health checks failed with these codes: [502]",
    },
    seen,
  );
}
const healthy = makeTarget({ instanceId: idC });

it("targets that stay unhealthy are one finding about their group", () => {
  const findings = checkRule(targetUnhealthy, {
    target: [makeUnhealthy(), makeUnhealthy(idB, { since: minutesAgo(4) }), healthy],
  });
  expect(findings).toMatchObject([
    {
      subject: { kind: "target-group", id: testTargetGroupArn },
      verdict: "proved",
      severity: "warning",
      since: minutesAgo(10),
    },
  ]);
  expect(findings[0]?.summary).toBe(
    `2 targets of tg-prod-api are unhealthy, first read so at 14:12:10 UTC: ${idA} and ${idB} (Target.ResponseCodeMismatch: Health checks failed with these codes: [502]).`,
  );
});

it.each([
  [60, "proved", "warning"],
  [59, "suspected", "info"],
])(
  "unhealthy for %i seconds is %s, %s: a restart looks the same for a moment",
  (seconds, verdict, severity) => {
    expect(
      checkRule(targetUnhealthy, { target: [makeUnhealthy(idA, { since: secondsAgo(seconds) }), healthy] }),
    ).toMatchObject([{ verdict, severity }]);
  },
);

describe("where no target is healthy", () => {
  it("it is critical, and everything gets requests", () => {
    const [finding] = checkRule(targetUnhealthy, { target: [makeUnhealthy()] });
    expect(finding).toMatchObject({
      severity: "critical",
      summary: expect.stringContaining("requests to all of them"),
    });
  });

  it("it is not yet, after one reading", () => {
    expect(checkRule(targetUnhealthy, { target: [makeUnhealthy(idA, seenOnce)] })).toMatchObject([
      { severity: "info" },
    ]);
  });

  it.each(["initial", "healthy", "unavailable"])("it is no such case beside one that is %s", (state) => {
    expect(
      checkRule(targetUnhealthy, { target: [makeUnhealthy(), makeTarget({ instanceId: idB, state })] }),
    ).toMatchObject([{ severity: "warning" }]);
  });

  it.each(["draining", "unused"])("one that is %s does not count", (state) => {
    expect(
      checkRule(targetUnhealthy, { target: [makeUnhealthy(), makeTarget({ instanceId: idB, state })] }),
    ).toMatchObject([{ severity: "critical" }]);
  });

  it("it cannot be said of a partial listing", () => {
    expect(
      checkRule(targetUnhealthy, { target: [makeUnhealthy()] }, { partial: ["elb-target-health"] }),
    ).toMatchObject([{ severity: "warning" }]);
  });
});

it.each(["healthy", "initial", "unused", "draining", "unhealthy.draining", "unavailable"])(
  "a target that is %s is not meant",
  (state) => {
    expect(
      checkRule(targetUnhealthy, { target: [makeTarget({ state })], instance: [makeInstance()] }),
    ).toEqual([]);
  },
);

it("a target whose instance is gone is another rule's", () => {
  expect(checkRule(targetUnhealthy, { target: [makeUnhealthy()], instance: [makeTerminated()] })).toEqual([]);
});

it("a target without a reason says so, and one with a reason cites it", () => {
  const [silent] = checkRule(targetUnhealthy, { target: [makeTarget({ state: "unhealthy" })] });
  expect(silent?.summary).toContain("(no reason given)");
  const [told] = checkRule(targetUnhealthy, { target: [makeUnhealthy()] });
  expect(told?.evidence.map(({ value }) => value)).toContain("Target.ResponseCodeMismatch");
});

it.each([
  ["Elb.InternalError", "load balancer's side"],
  ["Target.ResponseCodeMismatch", "not with the expected code"],
  ["Target.Timeout", "security group"],
  [undefined, "security group"],
])("%s has its remedy", (reason, words) => {
  const [finding] = checkRule(targetUnhealthy, {
    target: [makeTarget({ state: "unhealthy", reason }), healthy],
  });
  expect(finding?.advice.at(-1)?.text).toContain(words);
});

describe("while a deployment restarts the application", () => {
  const event = { name: "ApplicationStart", status: "Succeeded", startTime: minutesAgo(6) };
  const atWork = makeDeploymentTarget({ targetId: idA, status: "InProgress" });
  const done = (endTime: Instant) =>
    makeDeploymentTarget({ targetId: idA, status: "Succeeded", events: [{ ...event, endTime }] });
  const check = (
    deployed: ReturnType<typeof makeDeploymentTarget>,
    others = [healthy],
    unhealthyMinutes = 5,
  ) =>
    checkRule(targetUnhealthy, {
      target: [makeUnhealthy(idA, { since: minutesAgo(unhealthyMinutes) }), ...others],
      deployment: [makeDeployment()],
      "deployment-target": [deployed],
    })[0];

  it.each([
    ["at work on the instance", atWork, "info"],
    ["that ended on it less than five minutes ago", done(minutesAgo(4.9)), "info"],
    ["that ended on it five minutes ago", done(minutesAgo(5)), "warning"],
    ["that has not come to it", makeDeploymentTarget({ targetId: idA }), "warning"],
    ["at work on another one", makeDeploymentTarget({ targetId: idB, status: "InProgress" }), "warning"],
  ])("a deployment %s: %s", (_, deployed, severity) => {
    expect(check(deployed)?.severity).toBe(severity);
  });

  it("it is named, and cited", () => {
    const finding = check(atWork);
    expect(finding?.summary).toContain(`d-7QK2AAAAA is at work on ${idA}, or was just before`);
    expect(finding?.evidence.at(-1)).toMatchObject({ source: "codedeploy-targets", value: "InProgress" });
  });

  it("of two deployments the one at work is named, not the one before", () => {
    const before = makeDeploymentTarget({
      deploymentId: "d-BEFORE",
      status: "Succeeded",
      events: [{ ...event, endTime: minutesAgo(2) }],
    });
    const [finding] = checkRule(targetUnhealthy, {
      target: [makeUnhealthy(idA, { since: minutesAgo(3) }), healthy],
      deployment: [makeDeployment({ id: "d-BEFORE", status: "Succeeded" }), makeDeployment()],
      "deployment-target": [before, atWork],
    });
    expect(finding?.summary).toContain(`d-7QK2AAAAA is at work on ${idA}, or was just before`);
  });

  it("ten minutes are no restart any more", () => {
    expect(check(atWork, [healthy], 9.9)?.severity).toBe("info");
    expect(check(atWork, [healthy], 10)?.severity).toBe("warning");
  });

  it("no healthy target at all is a warning all the same", () => {
    expect(check(atWork, [])?.severity).toBe("warning");
  });

  it("one target that no deployment explains is enough", () => {
    expect(check(atWork, [makeUnhealthy(idB), healthy])?.severity).toBe("warning");
    expect(check(atWork, [makeUnhealthy(idB)])?.severity).toBe("critical");
  });
});
