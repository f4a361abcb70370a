import { describe, expect, it } from "vitest";
import { diagnose } from "#lib/rules/diagnose.ts";
import * as registry from "#lib/rules/index.ts";
import type { Rule } from "#lib/rules/rule.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  idC,
  makeActivity,
  makeAutoScalingGroup,
  makeDeployment,
  makeDeploymentGroup,
  makeDeploymentTarget,
  makeFacts,
  makeHook,
  makeInstance,
  makeMember,
  makeRegionGroup,
  makeSourceState,
  makeTarget,
  makeTargetGroup,
  makeTargetGroupAttributes,
  makeTargetList,
  makeTerminated,
  minutesAgo,
  secondsAgo,
  seenOnce,
  testNow,
  testScope,
} from "#lib/testing/facts.ts";
import { sourceOf } from "#lib/testing/revision.ts";

const rules: readonly Rule[] = Object.values(registry);
const kinds = Object.keys(makeFacts());
const sourceIds = [...new Set(kinds.map(sourceOf))];

function kindsOf(sourceId: string): readonly string[] {
  return kinds.filter((kind) => sourceOf(kind) === sourceId);
}

function run(facts: AllFacts, failed: readonly SourceId[] = []) {
  const sources = sourceIds.map((id) =>
    makeSourceState(id, { status: failed.includes(id) ? "failed" : "ok" }),
  );
  return diagnose({ rules, facts, sources, kindsOf, scope: testScope, now: testNow });
}

/** Three members in service, two deployments long done. */
function makeCalm(changed: Partial<AllFacts> = {}): AllFacts {
  const ids = [idA, idB, idC];
  return makeFacts({
    "deployment-group": [makeDeploymentGroup()],
    "region-group": [makeRegionGroup()],
    "auto-scaling-group": [makeAutoScalingGroup()],
    "lifecycle-hook": [makeHook()],
    "target-group": [makeTargetGroup()],
    "target-group-attributes": [makeTargetGroupAttributes(300)],
    instance: ids.map((id) => makeInstance({ id })),
    member: ids.map((instanceId) => makeMember({ instanceId })),
    target: ids.map((instanceId) => makeTarget({ instanceId })),
    "scaling-activity": ids.map((id) =>
      makeActivity({ id, description: `Launching a new EC2 instance: ${id}` }),
    ),
    deployment: [
      makeDeployment({
        id: "d-OLD",
        status: "Succeeded",
        createTime: minutesAgo(90),
        completeTime: minutesAgo(80),
      }),
    ],
    ...changed,
  });
}

/** The incident: A was terminated while its detach drained; the fleet deployment waits for it, B waits in its launch hook. */
const incident = makeCalm({
  instance: [
    makeTerminated({ terminatedAt: minutesAgo(43) }),
    makeInstance({ id: idB, launchTime: minutesAgo(9) }),
    makeInstance({ id: idC }),
  ],
  member: [
    makeMember({ lifecycleState: "Detaching" }),
    makeMember({ instanceId: idB, lifecycleState: "Pending:Wait" }, { since: minutesAgo(9) }),
    makeMember({ instanceId: idC }),
  ],
  target: [
    makeTarget({ state: "draining", reason: "Target.DeregistrationInProgress" }),
    makeTarget({ instanceId: idC }),
  ],
  "scaling-activity": [
    makeActivity({
      id: "1",
      description: `Detaching EC2 instance: ${idA}`,
      status: "InProgress",
      startTime: minutesAgo(45),
    }),
    makeActivity({
      id: "2",
      description: `Launching a new EC2 instance: ${idB}`,
      status: "MidLifecycleAction",
      startTime: minutesAgo(9),
    }),
    makeActivity({
      id: "3",
      description: `Launching a new EC2 instance: ${idC}`,
      startTime: minutesAgo(300),
    }),
  ],
  deployment: [
    makeDeployment(),
    makeDeployment({
      id: "d-LAUNCH",
      creator: "autoscaling",
      createTime: minutesAgo(8),
      startTime: minutesAgo(8),
    }),
  ],
  "target-list": [makeTargetList("d-7QK2AAAAA", [idA, idC]), makeTargetList("d-LAUNCH", [idB])],
  "deployment-target": [
    makeDeploymentTarget(),
    makeDeploymentTarget({ deploymentId: "d-LAUNCH", targetId: idB }),
  ],
});

describe("the incident", () => {
  const findings = run(incident);

  it("begins with the race, the row and the deployment that waits for A, each following from the one before", () => {
    expect(findings.slice(0, 3).map(({ rule, causedBy }) => [rule, causedBy?.rule])).toEqual([
      ["ghost-detach-race", undefined],
      ["ghost-asg-reference", "ghost-detach-race"],
      ["ghost-deployment-target", "ghost-asg-reference"],
    ]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: "ghost-deployment-target",
        severity: "critical",
        verdict: "proved",
        subject: { kind: "instance", id: idA },
        since: minutesAgo(43),
      }),
    );
  });

  it.each(["ghost-asg-reference", "ghost-detach-race", "terminated-while-deployment-pending"])(
    "is explained by %s, proved",
    (rule) => {
      expect(findings).toContainEqual(
        expect.objectContaining({ rule, verdict: "proved", subject: { kind: "instance", id: idA } }),
      );
    },
  );

  it("does not blame B's agent", () => {
    expect(findings.filter(({ rule }) => rule === "agent-not-running")).toEqual([]);
  });

  it.each(sourceIds)(
    "without %s the rules that need it cannot tell, and nobody says that all is well",
    (source) => {
      const dependent = rules.filter(({ needs }) => needs.includes(source)).map(({ id }) => id);
      const unread = run(incident, [source]).filter(({ verdict }) => verdict === "cannot-tell");
      expect(unread.map(({ rule }) => rule).sort()).toEqual([...dependent].sort());
      expect(unread.every(({ reason, evidence }) => reason?.includes(source) && evidence.length === 0)).toBe(
        true,
      );
    },
  );
});

describe("nothing is found in", () => {
  const others = [makeInstance({ id: idB }), makeInstance({ id: idC })];
  const otherMembers = [makeMember({ instanceId: idB }), makeMember({ instanceId: idC })];
  const otherTargets = [makeTarget({ instanceId: idB }), makeTarget({ instanceId: idC })];

  it.each([
    ["a calm group", {}],
    [
      "a scale-in that drains",
      {
        member: [makeMember({ lifecycleState: "Terminating" }), ...otherMembers],
        target: [
          makeTarget({ state: "draining", reason: "Target.DeregistrationInProgress" }),
          ...otherTargets,
        ],
      },
    ],
    [
      "a scale-in whose instance shuts down",
      {
        instance: [makeTerminated({ state: "shutting-down", terminatedAt: secondsAgo(90) }), ...others],
        member: [
          makeMember({ lifecycleState: "Terminating:Proceed" }, { since: minutesAgo(3) }),
          ...otherMembers,
        ],
        target: otherTargets,
      },
    ],
    [
      "a scale-in that is over",
      { instance: [makeTerminated(), ...others], member: otherMembers, target: otherTargets },
    ],
    [
      "a detach that drains",
      {
        member: [makeMember({ lifecycleState: "Detaching" }), ...otherMembers],
        target: [
          makeTarget({ state: "draining", reason: "Target.DeregistrationInProgress" }),
          ...otherTargets,
        ],
        "scaling-activity": [
          makeActivity({
            description: `Detaching EC2 instance: ${idA}`,
            status: "InProgress",
            startTime: minutesAgo(4),
          }),
        ],
      },
    ],
    [
      "a termination that Auto Scaling has not noticed yet",
      {
        instance: [makeTerminated({ terminatedAt: secondsAgo(40) }, { since: secondsAgo(35) }), ...others],
        member: [makeMember(), ...otherMembers],
        target: otherTargets,
      },
    ],
    [
      "Standby",
      { member: [makeMember({ lifecycleState: "Standby" }), ...otherMembers], target: otherTargets },
    ],
    [
      "a launch that EC2 does not show yet",
      {
        instance: others,
        member: [makeMember({ lifecycleState: "Pending" }, seenOnce), ...otherMembers],
        target: otherTargets,
        "scaling-activity": [makeActivity({ status: "PreInService", startTime: secondsAgo(5) })],
      },
    ],
    [
      "a fleet deployment under way",
      {
        deployment: [makeDeployment()],
        "target-list": [makeTargetList("d-7QK2AAAAA", [idA, idB, idC])],
        "deployment-target": [
          makeDeploymentTarget({
            status: "InProgress",
            events: [{ name: "Install", status: "InProgress", startTime: minutesAgo(1) }],
          }),
          makeDeploymentTarget({ targetId: idB }),
          makeDeploymentTarget({ targetId: idC }),
        ],
      },
    ],
  ])("%s", (_, changed) => {
    expect(run(makeCalm(changed)).map(({ rule, summary }) => `${rule}: ${summary}`)).toEqual([]);
  });
});
