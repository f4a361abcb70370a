import { describe, expect, it } from "vitest";
import { ghostDeploymentTarget } from "#lib/rules/ghosts/ghost-deployment-target.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeInstance,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
  seenOnce,
} from "#lib/testing/facts.ts";

const parts = {
  instance: [makeTerminated(), makeInstance({ id: idB })],
  deployment: [makeDeployment()],
  "deployment-target": [makeDeploymentTarget(), makeDeploymentTarget({ targetId: idB })],
};

it("a running deployment that waits for a terminated instance is critical and proved", () => {
  const findings = checkRule(ghostDeploymentTarget, parts);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    subject: { kind: "instance", id: idA },
    verdict: "proved",
    since: minutesAgo(40),
    summary: `Deployment d-7QK2AAAAA (Pending) waits for ${idA}, which is gone: EC2 terminated ${idA} at 13:42:10 UTC (40 minutes ago).`,
  });
  expect(ghostDeploymentTarget.severity).toBe("critical");
  expect(findings[0]?.evidence.map(({ operation }) => operation)).toEqual([
    "ec2:DescribeInstances",
    "ec2:DescribeInstances",
    "codedeploy:BatchGetDeployments",
    "codedeploy:BatchGetDeploymentTargets",
    "codedeploy:BatchGetDeploymentTargets",
  ]);
});

it.each(["Created", "Queued", "InProgress", "Ready", "Baking", "SomethingNew"])(
  "so it is in a deployment that is %s",
  (status) => {
    expect(
      checkRule(ghostDeploymentTarget, { ...parts, deployment: [makeDeployment({ status })] }),
    ).toHaveLength(1);
  },
);

describe("no ghost is", () => {
  it.each([
    ["a target of an ended deployment", { deployment: [makeDeployment({ status: "Stopped" })] }],
    ["a target that ended", { "deployment-target": [makeDeploymentTarget({ status: "Failed" })] }],
    ["a living target", { instance: [makeInstance()] }],
    ["a stopped target", { instance: [makeInstance({ state: "stopped" })] }],
    ["an id that EC2 was not asked about", { instance: [] }],
    [
      "a target last read before the termination",
      {
        "deployment-target": [makeDeploymentTarget({}, { lastSeen: minutesAgo(41), since: minutesAgo(50) })],
      },
    ],
    [
      "a new target that EC2 does not show yet",
      {
        instance: [makeUnlisted(idA, seenOnce)],
        deployment: [makeDeployment({ createTime: secondsAgo(20), startTime: secondsAgo(15) })],
        "deployment-target": [makeDeploymentTarget({}, seenOnce)],
      },
    ],
  ])("%s", (_, changed) => {
    expect(checkRule(ghostDeploymentTarget, { ...parts, ...changed })).toEqual([]);
  });
});

describe("how sure it is", () => {
  it.each([
    [
      "EC2's time a minute before the reading",
      makeTerminated({ terminatedAt: secondsAgo(60) }, seenOnce),
      "proved",
    ],
    ["EC2's time a second later", makeTerminated({ terminatedAt: secondsAgo(59) }, seenOnce), "suspected"],
    ["one reading without a time", makeTerminated({ terminatedAt: undefined }, seenOnce), "suspected"],
    ["no row, but a deployment twenty minutes old", makeUnlisted(idA, seenOnce), "proved"],
  ] as const)("%s: %s", (_, instance, verdict) => {
    const target = makeDeploymentTarget({}, { since: secondsAgo(30) });
    const findings = checkRule(ghostDeploymentTarget, {
      ...parts,
      instance: [instance],
      "deployment-target": [target],
    });
    expect(findings).toMatchObject([{ verdict }]);
  });

  it("no row in a partial reading of EC2 is only suspected", () => {
    const findings = checkRule(
      ghostDeploymentTarget,
      { ...parts, instance: [makeUnlisted()] },
      { partial: ["ec2-instances"] },
    );
    expect(findings).toMatchObject([{ verdict: "suspected" }]);
  });
});

it("the fleet deployment is to be stopped before the one made for a launch, which is dangerous", () => {
  const launch = makeDeployment({ id: "d-LAUNCH", creator: "autoscaling" });
  const findings = checkRule(ghostDeploymentTarget, {
    ...parts,
    deployment: [launch, makeDeployment()],
    "deployment-target": [makeDeploymentTarget({ deploymentId: "d-LAUNCH" }), makeDeploymentTarget()],
  });
  expect(findings[0]?.summary).toContain("Deployments d-LAUNCH (Pending) and d-7QK2AAAAA (Pending) wait for");
  const stops = findings[0]?.advice.filter(({ command }) => command?.includes("stop-deployment")) ?? [];
  expect(stops.map(({ command }) => command)).toEqual([
    "aws deploy stop-deployment --deployment-id d-7QK2AAAAA --region us-east-1",
    "aws deploy stop-deployment --deployment-id d-LAUNCH --region us-east-1",
  ]);
  expect(stops.map(({ text }) => text.startsWith("Dangerous"))).toEqual([false, true]);
});

describe("how grave it is", () => {
  const gone = (minutes: number) => ({ instance: [makeTerminated({ terminatedAt: minutesAgo(minutes) })] });
  const running = { name: "Install", status: "InProgress" };
  const launch = makeDeployment({ creator: "autoscaling" });
  const severityOf = (changed: Partial<AllFacts>) =>
    checkRule(ghostDeploymentTarget, { ...parts, ...changed })[0]?.severity;

  it.each([
    ["between events, within the five minutes", gone(4), "warning"],
    ["between events, a minute after them", gone(6), undefined],
    [
      "inside an event, within the hour",
      {
        ...gone(40),
        "deployment-target": [
          makeDeploymentTarget({ events: [{ ...running, startTime: minutesAgo(60.9) }] }),
        ],
      },
      "warning",
    ],
    [
      "inside an event, a minute after it",
      {
        ...gone(40),
        "deployment-target": [makeDeploymentTarget({ events: [{ ...running, startTime: minutesAgo(61) }] })],
      },
      undefined,
    ],
    [
      "inside an event that does not say when it began",
      { ...gone(4), "deployment-target": [makeDeploymentTarget({ events: [running] })] },
      undefined,
    ],
    ["left over from the launch of the instance itself", { ...gone(4), deployment: [launch] }, "info"],
    ["left over from a launch, past the limits", { ...gone(6), deployment: [launch] }, undefined],
    [
      "in a deployment that is at work on another instance",
      {
        "deployment-target": [
          makeDeploymentTarget(),
          makeDeploymentTarget({ targetId: idB, status: "InProgress" }),
        ],
      },
      "warning",
    ],
  ] as const)("%s", (_, changed, severity) => {
    expect(severityOf(changed)).toBe(severity);
  });

  const deadAhead = makeDeploymentTarget({
    targetId: idB,
    status: "InProgress",
    events: [{ ...running, startTime: minutesAgo(30) }],
  });
  const bothGone = [makeTerminated(), makeTerminated({ id: idB })];
  const bothOf = (ahead: FactRevision<"deployment-target">, mine = makeDeploymentTarget()) =>
    checkRule(ghostDeploymentTarget, {
      ...parts,
      instance: bothGone,
      "deployment-target": [mine, ahead],
    }).map(({ subject, severity }) => [subject.id, severity]);

  it("a dead target whose turn has not come is a warning, for as long as another dead one is in progress", () => {
    expect(bothOf(deadAhead)).toEqual([
      [idA, "warning"],
      [idB, "warning"],
    ]);
    const overdue = makeDeploymentTarget({
      ...deadAhead.value,
      events: [{ ...running, startTime: minutesAgo(61) }],
    });
    expect(bothOf(overdue)).toEqual([
      [idA, "warning"],
      [idB, undefined],
    ]);
  });

  it("it says who is ahead, and which limit begins with its turn", () => {
    const [first] = checkRule(ghostDeploymentTarget, {
      ...parts,
      instance: bothGone,
      "deployment-target": [makeDeploymentTarget(), deadAhead],
    });
    expect(first?.summary).toContain(
      `Its turn in d-7QK2AAAAA does not seem to have come: ${idB} is InProgress there. Once it comes, CodeDeploy gives it up after 5 minutes, by AWS's documented limit.`,
    );
  });

  it.each([
    ["a target that has begun itself has had its turn", 0, { status: "InProgress" }, undefined],
    [
      "between events it has had its turn, too",
      0,
      {
        events: [
          { name: "BeforeInstall", status: "Succeeded", startTime: minutesAgo(50), endTime: minutesAgo(49) },
        ],
      },
      undefined,
    ],
  ] as const)("%s", (_, at, mine, severity) => {
    expect(bothOf(deadAhead, makeDeploymentTarget(mine))[at]).toEqual([idA, severity]);
  });

  it.each([
    ["six minutes", 6 * 60, undefined],
    ["a second less", 6 * 60 - 1, "warning"],
  ])("its limit begins when the target before it has ended: %s", (_, seconds, severity) => {
    const ended = { name: "ValidateService", status: "Succeeded", endTime: secondsAgo(seconds) };
    const before = makeDeploymentTarget({ targetId: idB, status: "Succeeded", events: [ended] });
    expect(severityOf({ "deployment-target": [makeDeploymentTarget(), before] })).toBe(severity);
    const elsewhere = makeDeploymentTarget({ ...before.value, deploymentId: "d-OTHER" });
    expect(severityOf({ "deployment-target": [makeDeploymentTarget(), elsewhere] })).toBeUndefined();
  });

  it("a leftover of a launch says that it holds up nothing, and when it ends", () => {
    const [finding] = checkRule(ghostDeploymentTarget, { ...parts, ...gone(4), deployment: [launch] });
    expect(finding?.summary).toContain(
      "It was made for that instance alone and holds up nothing else; by AWS's documented limits it ends by itself at about 14:23:10 UTC.",
    );
  });

  it("waiting is advised only while there is something to wait for", () => {
    const waitOf = (minutes: number) =>
      checkRule(ghostDeploymentTarget, { ...parts, ...gone(minutes) })[0]?.advice.find(({ text }) =>
        text.startsWith("Wait"),
      )?.text;
    expect(waitOf(4)).toContain("Wait until 14:23:10 UTC");
    expect(waitOf(5)).toBeUndefined();
  });
});
