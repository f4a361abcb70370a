import { describe, expect, it } from "vitest";
import type { Deployment, DeploymentTarget } from "#lib/domain/code-deploy.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import { codedeployTargets } from "#lib/sources/codedeploy-targets.ts";
import { type FakeAnswer, fakeReadAt } from "#lib/sources/testing/fake-call.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const list = "codedeploy:ListDeploymentTargets";
const batch = "codedeploy:BatchGetDeploymentTargets";
const notStarted = { kind: "rejected", code: "DeploymentNotStartedException" } as const;

function ago(ms: number): Instant {
  return addMs(fakeReadAt, -ms);
}

function makeDeployment(id: string, value: Partial<Deployment> = {}): Fact {
  const full: Deployment = { id, status: "InProgress", createTime: ago(hourMs), ...value };
  return { kind: "deployment", entity: id, value: full, operation: "codedeploy:BatchGetDeployments" };
}

function makeIds(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => `i-${(from + index).toString(16).padStart(17, "0")}`);
}

function answerList(deploymentId: string, targetIds: readonly string[]): FakeAnswer {
  return { operation: list, input: { deploymentId }, output: { targetIds } };
}

function answerBatch(deploymentId: string, targetIds: readonly string[]): FakeAnswer {
  return {
    operation: batch,
    input: { deploymentId, targetIds },
    output: {
      deploymentTargets: targetIds.map((targetId) => ({ instanceTarget: { targetId, status: "Pending" } })),
    },
  };
}

describe("the targets of a deployment", () => {
  it("are read with their events, and with what bounds them", async () => {
    const [id = ""] = makeIds(1);
    const { reading, mentions } = await readAlone(codedeployTargets, {
      known: [makeDeployment("d-1", { status: "Failed", completeTime: ago(minuteMs) })],
      answers: [
        answerList("d-1", [id]),
        {
          operation: batch,
          output: {
            deploymentTargets: [
              {
                deploymentTargetType: "InstanceTarget",
                instanceTarget: {
                  deploymentId: "d-1",
                  targetId: id,
                  status: "Failed",
                  lastUpdatedAt: new Date(9_000),
                  instanceLabel: "Green",
                  lifecycleEvents: [
                    {
                      lifecycleEventName: "AfterInstall",
                      status: "Failed",
                      startTime: new Date(7_000),
                      endTime: new Date(8_000),
                      diagnostics: {
                        errorCode: "ScriptFailed",
                        scriptName: "x.sh",
                        message: "m",
                        logTail: "l",
                      },
                    },
                    { lifecycleEventName: "ApplicationStart", status: "Skipped" },
                  ],
                },
              },
            ],
          },
        },
      ],
    });
    expect(valuesOf(reading, "deployment-target")).toEqual({
      [`d-1/${id}`]: {
        deploymentId: "d-1",
        targetId: id,
        status: "Failed",
        label: "Green",
        lastUpdatedAt: 9_000,
        events: [
          {
            name: "AfterInstall",
            status: "Failed",
            startTime: 7_000,
            endTime: 8_000,
            diagnostics: { errorCode: "ScriptFailed", scriptName: "x.sh", message: "m", logTail: "l" },
          },
          { name: "ApplicationStart", status: "Skipped" },
        ],
        deploymentStatus: "Failed",
        deploymentCreatedAt: ago(hourMs),
        deploymentCompletedAt: ago(minuteMs),
      },
    });
    expect(valuesOf(reading, "target-list")).toEqual({
      "d-1": { deploymentId: "d-1", started: true, targetIds: [id] },
    });
    expect(mentions).toEqual([id]);
  });

  it("are none yet, which is no failure, where the deployment has not started", async () => {
    const { reading } = await readAlone(codedeployTargets, {
      known: [makeDeployment("d-1", { status: "Created" })],
      answers: [{ operation: list, failure: notStarted }],
    });
    expect(valuesOf(reading, "target-list")).toEqual({ "d-1": { deploymentId: "d-1", started: false } });
    expect(reading).toMatchObject({ failures: [], truncated: false });
  });

  it("are unknown where the listing was denied, and the other deployments keep theirs", async () => {
    const [id = ""] = makeIds(1);
    const { reading } = await readAlone(codedeployTargets, {
      known: [makeDeployment("d-1"), makeDeployment("d-2")],
      answers: [
        {
          operation: list,
          input: { deploymentId: "d-1" },
          failure: { kind: "denied", code: "AccessDenied" },
        },
        answerList("d-2", [id]),
        answerBatch("d-2", [id]),
      ],
    });
    expect(Object.keys(valuesOf(reading, "target-list"))).toEqual(["d-2"]);
    expect(reading.failures).toMatchObject([{ kind: "denied", operation: list }]);
  });

  it.each([
    { count: 24, batches: [24] },
    { count: 25, batches: [25] },
    { count: 26, batches: [25, 1] },
  ])("$count are asked for as $batches", async ({ count, batches }) => {
    const ids = makeIds(count);
    const { reading, asked } = await readAlone(codedeployTargets, {
      known: [makeDeployment("d-1")],
      answers: [
        answerList("d-1", ids),
        answerBatch("d-1", ids.slice(0, 25)),
        ...(count > 25 ? [answerBatch("d-1", ids.slice(25))] : []),
      ],
    });
    expect(Object.keys(valuesOf(reading, "deployment-target"))).toHaveLength(count);
    expect(asked).toHaveLength(1 + batches.length);
  });

  it("are mentioned and asked for page by page", async () => {
    const ids = makeIds(30);
    const { reading, mentions, asked } = await readAlone(codedeployTargets, {
      known: [makeDeployment("d-1")],
      answers: [
        {
          operation: list,
          input: { nextToken: undefined },
          output: { targetIds: ids.slice(0, 26), nextToken: "2" },
        },
        { operation: list, input: { nextToken: "2" }, output: { targetIds: ids.slice(26) } },
        answerBatch("d-1", ids.slice(0, 25)),
        answerBatch("d-1", ids.slice(25)),
      ],
    });
    expect(asked.map(({ operation }) => operation)).toEqual([list, list, batch, batch]);
    expect(mentions).toEqual(ids);
    expect(valuesOf(reading, "target-list")["d-1"]).toMatchObject({ targetIds: ids });
  });

  it("are no list where a later page failed: what the first page named is still asked for", async () => {
    const ids = makeIds(2);
    const { reading, mentions } = await readAlone(codedeployTargets, {
      known: [makeDeployment("d-1")],
      answers: [
        { operation: list, input: { nextToken: undefined }, output: { targetIds: ids, nextToken: "2" } },
        { operation: list, input: { nextToken: "2" }, failure: { kind: "timeout", code: "AbortError" } },
        answerBatch("d-1", ids),
      ],
    });
    expect(valuesOf(reading, "target-list")).toEqual({});
    expect(Object.keys(valuesOf(reading, "deployment-target"))).toHaveLength(2);
    expect(mentions).toEqual(ids);
    expect(reading.failures).toMatchObject([{ kind: "timeout" }]);
  });

  it("that are no instances are dropped with the reason", async () => {
    const { reading } = await readAlone(codedeployTargets, {
      known: [makeDeployment("d-1")],
      answers: [
        answerList("d-1", ["service:task"]),
        { operation: batch, output: { deploymentTargets: [{ ecsTarget: { targetId: "service:task" } }] } },
      ],
    });
    expect(valuesOf(reading, "deployment-target")).toEqual({});
    expect(reading.dropped[0]).toContain("instanceTarget");
  });
});

describe("which deployments", () => {
  const ended = { status: "Succeeded" } as const;

  it.each([
    { name: "an open one, however old", value: { createTime: ago(100 * hourMs) }, read: true },
    {
      name: "one with a status AWS added later",
      value: { status: "Simmering", createTime: ago(99 * hourMs) },
      read: true,
    },
    { name: "one that ended six hours ago", value: { ...ended, completeTime: ago(6 * hourMs) }, read: true },
    { name: "one that ended earlier", value: { ...ended, completeTime: ago(6 * hourMs + 1) }, read: false },
    { name: "one of the last hour without an end time", value: ended, read: true },
    { name: "one without any time", value: { ...ended, createTime: undefined }, read: true },
  ])("$name: read $read", async ({ value, read }) => {
    const { asked } = await readAlone(codedeployTargets, {
      known: [makeDeployment("d-1", value)],
      answers: read ? [{ operation: list, failure: notStarted }] : [],
    });
    expect(asked).toHaveLength(read ? 1 : 0);
  });

  it.each([
    { count: 60, truncated: false },
    { count: 61, truncated: true },
  ])(
    "of $count, 60 are read (truncated: $truncated), and never at the cost of an open one",
    async ({ count, truncated }) => {
      const ends = Array.from({ length: count - 1 }, (_, index) =>
        makeDeployment(`d-${index}`, { ...ended, completeTime: ago(index * 1_000) }),
      );
      const { reading, asked } = await readAlone(codedeployTargets, {
        known: [...ends, makeDeployment("d-open", { createTime: ago(5 * hourMs) })],
        answers: Array.from({ length: 60 }, () => ({ operation: list, failure: notStarted })),
      });
      const ids = asked.map(({ input }) => input.deploymentId);
      expect(ids[0]).toBe("d-open");
      expect(ids.at(-1)).toBe("d-58");
      expect(reading.truncated).toBe(truncated);
    },
  );

  it("the open deployments that people started come first, the oldest in front: 80 launches after it cut none", async () => {
    const launches = Array.from({ length: 80 }, (_, index) =>
      makeDeployment(`d-launch-${index}`, { creator: "autoscaling", createTime: ago(index * minuteMs) }),
    );
    const { asked } = await readAlone(codedeployTargets, {
      known: [
        ...launches,
        makeDeployment("d-later", { creator: "user", createTime: ago(2 * hourMs) }),
        makeDeployment("d-stuck", { creator: "user", createTime: ago(20 * hourMs) }),
      ],
      answers: Array.from({ length: 60 }, () => ({ operation: list, failure: notStarted })),
    });
    const ids = asked.map(({ input }) => input.deploymentId);
    expect(ids.slice(0, 3)).toEqual(["d-stuck", "d-later", "d-launch-0"]);
  });
});

describe("what earlier readings left", () => {
  const [id = ""] = makeIds(1);
  const settled = makeDeployment("d-1", { status: "Stopped", completeTime: ago(16 * minuteMs) });
  const listFact: Fact = {
    kind: "target-list",
    entity: "d-1",
    value: { deploymentId: "d-1", started: true, targetIds: [id] },
    operation: list,
  };
  const target: DeploymentTarget = {
    deploymentId: "d-1",
    targetId: id,
    status: "Pending",
    events: [],
    deploymentStatus: "Stopped",
  };
  const targetFact: Fact = {
    kind: "deployment-target",
    entity: `d-1/${id}`,
    value: target,
    operation: batch,
  };

  it("of a deployment that ended long ago is stated and mentioned again without a call", async () => {
    const { reading, mentions } = await readAlone(codedeployTargets, {
      known: [settled, listFact, targetFact],
      answers: [],
    });
    expect(reading.facts).toEqual([listFact, targetFact]);
    expect(mentions).toEqual([id]);
  });

  it.each([
    { name: "the list", known: [settled, targetFact] },
    { name: "a target", known: [settled, listFact] },
    {
      name: "a target as it was after the end",
      known: [settled, listFact, { ...targetFact, value: { ...target, deploymentStatus: "InProgress" } }],
    },
    {
      name: "the end being long ago",
      known: [
        makeDeployment("d-1", { status: "Stopped", completeTime: ago(14 * minuteMs) }),
        listFact,
        targetFact,
      ],
    },
  ])("is not enough without $name", async ({ known }) => {
    const { asked } = await readAlone(codedeployTargets, {
      known,
      answers: [answerList("d-1", [id]), answerBatch("d-1", [id])],
    });
    expect(asked).toHaveLength(2);
  });
});
