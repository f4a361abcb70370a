import { describe, expect, it } from "vitest";
import type { Failure } from "#lib/domain/failure.ts";
import { buildReport } from "#lib/report/build-report.ts";
import { GroupRow, Report } from "#lib/report/schema.ts";
import { toGroupRow } from "#lib/report/to-row.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import * as registry from "#lib/sources/index.ts";
import {
  idA,
  idB,
  idC,
  makeActivity,
  makeDeployment,
  makeDeploymentTarget,
  makeFacts,
  makeInstance,
  makeMember,
  makeSourceState,
  makeTargetList,
  makeUnlisted,
  minutesAgo,
  testNow,
} from "#lib/testing/facts.ts";
import {
  fleetDeployment,
  idHealthyOne,
  idHealthyTwo,
  idSecondLap,
  launchDeployment,
  makeHealthyFacts,
  makeIncidentFacts,
  makeIncidentPast,
} from "#lib/testing/incident-facts.ts";
import { makeIncidentReport, makeReportInput } from "#lib/testing/sample-report.ts";

const iso = (minutes: number) => new Date(minutesAgo(minutes)).toISOString();
const denied: Failure = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "UnauthorizedOperation",
  message: "no",
  missingAction: "ec2:DescribeInstances",
};

function report(facts: AllFacts, parts?: Parameters<typeof makeReportInput>[1]): Report {
  const built = buildReport(makeReportInput(facts, parts));
  // What a page receives is JSON: nothing may get lost on the way, and it must fit its own schema.
  expect(Report.parse(JSON.parse(JSON.stringify(built)))).toEqual(built);
  expect(GroupRow.parse(JSON.parse(JSON.stringify(toGroupRow(built))))).toEqual(toGroupRow(built));
  return built;
}

describe("the incident on its third lap", () => {
  const incident = report(makeIncidentFacts(), { past: makeIncidentPast() });
  const laneOf = (id: string) => incident.lanes.find(({ instanceId }) => instanceId === id);

  it("is answered in one sentence, with the lap, the deadline, the cost of a stop and a next step", () => {
    expect(incident.answer).toMatchObject({
      tone: "bad",
      severity: "critical",
      verdict: "proved",
      sentence: `Deployment ${fleetDeployment} waits for ${idA} (A), which EC2 terminated 43 minutes ago.`,
      lap: "Lap 3 of a loop: each stop abandons the launch hook and kills the newest healthy instance.",
      deadline: {
        at: iso(-7),
        certainty: "earliest",
        sentence: `The launch of ${idC} (F) is abandoned: it is terminated and replaced.`,
      },
    });
    expect(incident.answer.ifYouStop).toContain(
      `If you stop ${launchDeployment} now: you lose ${idC} (F), terminated and replaced (that would be lap 4).`,
    );
    expect(incident.answer.safest?.text).not.toBe("");
  });

  it("rests the answer on a finding that is there to be opened", () => {
    expect(incident.findings.map(({ rule }) => rule)).toContain(incident.answer.rule);
  });

  it("counts its laps", () => {
    expect(incident.laps.map(({ number, instanceId, endedBy }) => [number, instanceId, endedBy])).toEqual([
      [1, idB, "stopped by hand"],
      [2, idSecondLap, "stopped by hand"],
      [3, idC, null],
    ]);
  });

  it("draws the ghost first, and the laps in its row", () => {
    expect(incident.lanes.map(({ instanceId }) => instanceId)).toEqual([
      idA,
      idC,
      idHealthyOne,
      idHealthyTwo,
      idB,
      idSecondLap,
    ]);
    expect(laneOf(idA)).toMatchObject({ letter: "A", ghost: true, state: "gone, still referred to" });
    const slots = [idA, idB, idSecondLap, idC, idHealthyOne, idHealthyTwo].map((id) => laneOf(id)?.slot);
    expect(slots).toEqual([0, 0, 0, 0, 1, 2]);
  });

  it("draws every service's view of the ghost, and the deadline ahead of C", () => {
    expect(laneOf(idA)?.tracks.map(({ label }) => label)).toEqual([
      "EC2",
      "Auto Scaling",
      "Activity",
      "tg-prod-api",
      fleetDeployment,
    ]);
    const scaling = laneOf(idC)?.tracks.find(({ track }) => track === "auto-scaling");
    expect(scaling?.spans.at(-1)).toMatchObject({ certainty: "predicted", from: iso(0), to: iso(-7) });
    expect(laneOf(idC)?.marks.at(-1)).toMatchObject({ at: iso(-7), label: "at the earliest: abandoned" });
  });

  it("knows what each running deployment waits for, and what stopping it would cost", () => {
    const open = incident.deployments.filter((deployment) => deployment.open);
    expect(open.map(({ id, waitsForGhosts }) => [id, waitsForGhosts])).toEqual([
      [launchDeployment, []],
      [fleetDeployment, [idA]],
    ]);
    expect(open[0]?.ifStopped).toBe(
      `Stopping abandons the launch of ${idC} (F): it is terminated and replaced (that would be lap 4).`,
    );
    expect(open[1]?.ifStopped).toContain("gone already");
  });

  it("shows the three lists that do not agree", () => {
    const { matching, deployable, targets, targetsOf } = incident.instances;
    expect(matching.map(({ instanceId }) => instanceId)).toEqual([idA, idHealthyOne, idHealthyTwo, idC]);
    expect(deployable.map(({ instanceId }) => instanceId)).toEqual([idHealthyOne, idHealthyTwo]);
    expect(targets.map(({ instanceId }) => instanceId)).toEqual([idA, idHealthyOne, idHealthyTwo]);
    expect(targetsOf).toBe(fleetDeployment);
  });

  it("shows the hook that holds C", () => {
    expect(incident.hooks[0]?.waits).toMatchObject([
      { instanceId: idC, since: iso(3), sinceCertainty: "launch-activity", heartbeatDeadline: iso(-7) },
    ]);
  });

  it("gives each listed instance its lane", () => {
    const listed = [...incident.instances.matching, ...incident.instances.targets];
    expect(listed.every(({ instanceId, letter }) => laneOf(instanceId)?.letter === letter)).toBe(true);
  });

  it("is the worst row of the fleet", () => {
    expect(toGroupRow(incident)).toMatchObject({
      severity: "critical",
      instances: { desired: 3, inService: 2, members: 4, ghosts: 1, known: true },
      targetHealth: { counts: { healthy: 2, draining: 1 }, known: true },
      deployment: { id: fleetDeployment, done: 1, total: 3, open: true },
    });
  });

  it("is what the sample shows", () => {
    expect(makeIncidentReport()).toEqual(incident);
  });

  it("is still explained once EC2 has forgotten the ghost", () => {
    const facts = makeIncidentFacts();
    const instance = facts.instance.map((row) =>
      row.value.id === idA ? makeUnlisted(idA, { firstSeen: minutesAgo(300), since: minutesAgo(20) }) : row,
    );
    expect(report({ ...facts, instance }).answer.sentence).toBe(
      `Deployment ${fleetDeployment} waits for ${idA} (A), which EC2 no longer lists (it forgets terminated instances after about an hour).`,
    );
  });

  it("depends on the order of no fact", () => {
    const facts = makeIncidentFacts();
    const reversed = makeFacts({
      ...facts,
      instance: [...facts.instance].reverse(),
      member: [...facts.member].reverse(),
      deployment: [...facts.deployment].reverse(),
    });
    expect(report(reversed, { past: makeIncidentPast() }).lanes).toEqual(incident.lanes);
    expect(report(reversed, { past: makeIncidentPast() }).answer).toEqual(incident.answer);
  });

  it("is never called fine when a source fails, whichever it is", () => {
    for (const { id } of Object.values(registry)) {
      const { answer } = report(withoutSource(makeIncidentFacts(), id), {
        states: [makeSourceState(id, { status: "failed", failures: [denied] })],
      });
      expect([id, answer.sentence]).not.toEqual([id, expect.stringContaining("Nothing is waiting")]);
    }
  });
});

describe("a healthy group", () => {
  it("is told in one calm sentence", () => {
    const healthy = report(makeHealthyFacts());
    expect(healthy.answer).toEqual({
      tone: "good",
      severity: null,
      verdict: null,
      sentence: `Nothing is waiting: 3 of 3 in service, last deployment ${fleetDeployment} succeeded at 12:40 UTC.`,
      lap: null,
      deadline: null,
      ifYouStop: null,
      safest: null,
      rule: null,
    });
    expect(toGroupRow(healthy)).toMatchObject({
      severity: "none",
      findings: [],
      instances: { ghosts: 0, known: true },
    });
  });

  it.each(Object.values(registry).map(({ id, title }) => ({ id, title })))(
    "is not called fine while $id cannot be read",
    ({ id, title }) => {
      for (const status of ["failed", "partial"] as const) {
        const state = makeSourceState(id, { title, status, failures: [denied] });
        const without = report(withoutSource(makeHealthyFacts(), id), { states: [state] });
        expect(without.answer).toMatchObject({ verdict: "cannot-tell", tone: "unknown", severity: null });
        expect(without.answer.sentence).toMatch(
          /^Cannot tell: .* could (not )?be read.*\(denied: ec2:DescribeInstances\)\. What is known: /,
        );
        expect(toGroupRow(without).severity).toBe("unknown");
      }
    },
  );

  it("is not called fine on old readings", () => {
    const { answer } = report(makeHealthyFacts(), {
      states: [makeSourceState("ec2-instances", { title: "EC2: instances", readAt: minutesAgo(60) })],
    });
    expect(answer.sentence).toMatch(
      /^Cannot tell: EC2: instances was last read 1 hour ago\. What is known: 3 of 3 in service/,
    );
  });

  it("does not count ghosts or targets it could not have seen", () => {
    const row = toGroupRow(
      report(makeHealthyFacts(), {
        states: [
          makeSourceState("ec2-instances", { status: "failed" }),
          makeSourceState("elb-target-health", { status: "failed" }),
        ],
      }),
    );
    expect([row.instances.known, row.instances.ghostsKnown]).toEqual([true, false]);
    expect(row.targetHealth.known).toBe(false);
  });

  it("hatches what a failed source no longer shows", () => {
    const states = [makeSourceState("ec2-instances", { status: "failed", readAt: minutesAgo(2) })];
    const spans = report(makeHealthyFacts(), { states }).lanes[0]?.tracks.find(
      ({ track }) => track === "ec2",
    )?.spans;
    expect(spans?.map(({ state, certainty, from, to }) => [state, certainty, from, to]).slice(-2)).toEqual([
      ["running", "observed", iso(300), iso(2)],
      ["not read", "unknown", iso(2), null],
    ]);
  });

  it("is said to be short where capacity is", () => {
    const facts = makeHealthyFacts();
    const { answer } = report({ ...facts, member: facts.member.slice(1) });
    expect(answer.rule).toBeNull();
    expect(answer.sentence).toMatch(/^No deployment is waiting, but capacity is short: 2 of 3 in service/);
  });
});

describe("a deployment that goes well", () => {
  const facts = makeHealthyFacts({
    deployment: [makeDeployment({ id: "d-new", createTime: minutesAgo(2), startTime: minutesAgo(2) })],
    "target-list": [makeTargetList("d-new", [idHealthyOne, idHealthyTwo])],
    "deployment-target": [
      makeDeploymentTarget({
        deploymentId: "d-new",
        targetId: idHealthyOne,
        status: "Succeeded",
        events: [
          { name: "Install", status: "Succeeded", startTime: minutesAgo(2), endTime: minutesAgo(1.5) },
        ],
      }),
      makeDeploymentTarget({
        deploymentId: "d-new",
        targetId: idHealthyTwo,
        status: "InProgress",
        events: [{ name: "Install", status: "InProgress", startTime: minutesAgo(1) }],
      }),
    ],
  });

  it("is told by how far it is", () => {
    const running = report(facts);
    expect(running.answer.sentence).toMatch(
      /^Deployment d-new \(a person or pipeline\) is in progress: 1 of 2 targets done; i-0e55eeeeeeeeeeeee \([A-C]\) is at Install\.$/,
    );
    expect(running.answer).toMatchObject({ tone: "busy", severity: null });
    expect(running.answer.ifYouStop).toMatch(
      /^Stopping d-new leaves i-0e55eeeeeeeeeeeee \([A-C]\) in an indeterminate state\.$/,
    );
  });

  it.each([
    ["Created", "Deployment d-new (a person or pipeline) is Created: it has not started."],
    ["Ready", "d-new is ready and waits for its traffic to be shifted, first read so at 14:12:10 UTC."],
    ["Simmering", "Deployment d-new (a person or pipeline) is Simmering."],
  ])("in status %s says so", (status, words) => {
    const deployment = [
      makeDeployment({ id: "d-new", status, createTime: minutesAgo(1), startTime: undefined }),
    ];
    const { answer } = report(makeHealthyFacts({ deployment, "target-list": [], "deployment-target": [] }));
    expect(answer.sentence).toBe(words);
  });

  it("is not forgotten while a source is missing", () => {
    const states = [makeSourceState("ec2-instance-status", { status: "waiting", readAt: undefined })];
    expect(report(facts, { states }).answer.sentence).toContain(
      "What is known: 3 of 3 in service, deployment d-new is InProgress.",
    );
  });
});

describe("a launch held by its hook, with nothing wrong", () => {
  it("is told as a wait, not as fine", () => {
    const held = makeHealthyFacts();
    const { answer } = report({
      ...held,
      instance: [
        ...held.instance,
        makeInstance({ id: idC, launchTime: minutesAgo(1) }, { since: minutesAgo(1) }),
      ],
      member: [
        ...held.member,
        makeMember({ instanceId: idC, lifecycleState: "Pending:Wait" }, { since: minutesAgo(0.5) }),
      ],
      "scaling-activity": [
        makeActivity({
          status: "MidLifecycleAction",
          description: `Launching a new EC2 instance: ${idC}`,
          startTime: minutesAgo(1),
        }),
      ],
    });
    expect(answer.sentence).toBe(
      `${idC} (D) is held in Pending:Wait by a lifecycle hook since 14:21:10 UTC.`,
    );
    expect(answer).toMatchObject({ tone: "waiting", deadline: { certainty: "earliest", at: iso(-9) } });
  });
});

describe("nothing at all", () => {
  it("is not read as fine before the first reading", () => {
    const states = Object.values(registry).map(({ id }) =>
      makeSourceState(id, { status: "waiting", readAt: undefined, triedAt: undefined }),
    );
    const empty = report(makeFacts(), { states });
    expect(empty.answer).toMatchObject({
      tone: "unknown",
      sentence: "Nothing has been read yet: the first readings are under way.",
    });
    expect(empty.lanes).toEqual([]);
    expect(toGroupRow(empty).severity).toBe("unknown");
  });

  it("without any source is not fine either", () => {
    const bare = buildReport({ ...makeReportInput(makeFacts()), sources: [] });
    expect(bare.answer.verdict).toBe("cannot-tell");
  });

  it("is said once, and briefly, when every source fails", () => {
    const states = Object.values(registry).map(({ id }) =>
      makeSourceState(id, { title: id, status: "failed", failures: [denied] }),
    );
    const { answer } = report(makeFacts(), { states });
    expect(answer.sentence).toMatch(/and \d+ more sources are missing\. What is known: nothing yet\.$/);
  });

  it("of a group that really is empty says what there is", () => {
    expect(report(makeFacts()).answer.sentence).toBe(
      "Nothing is waiting: 0 instances running, no deployment so far.",
    );
  });
});

describe("times", () => {
  it("are those of the report, not of the clock", () => {
    const built = buildReport({
      ...makeReportInput(makeHealthyFacts()),
      window: { from: minutesAgo(30), to: testNow },
    });
    expect([built.at, built.window]).toEqual([iso(0), { from: iso(30), to: iso(0) }]);
  });
});

/** The facts as they would be had this source never been read. */
function withoutSource(facts: AllFacts, id: SourceId): AllFacts {
  const kinds: readonly string[] = Object.values(registry).find((source) => source.id === id)?.kinds ?? [];
  return makeFacts(Object.fromEntries(Object.entries(facts).filter(([kind]) => !kinds.includes(kind))));
}
