import { describe, expect, it } from "vitest";
import type { Deployment } from "#lib/domain/code-deploy.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, hourMs, minuteMs } from "#lib/domain/time.ts";
import { codedeployDeployments } from "#lib/sources/codedeploy-deployments.ts";
import { type FakeAnswer, fakeReadAt } from "#lib/sources/testing/fake-call.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const list = "codedeploy:ListDeployments";
const batch = "codedeploy:BatchGetDeployments";

function makeIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `d-${index}`);
}

function answerBatch(deploymentIds: readonly string[]): FakeAnswer {
  return {
    operation: batch,
    input: { deploymentIds },
    output: { deploymentsInfo: deploymentIds.map((deploymentId) => ({ deploymentId, status: "Succeeded" })) },
  };
}

function makeKnown(id: string, value: Partial<Deployment>): Fact {
  return { kind: "deployment", entity: id, value: { id, status: "Succeeded", ...value }, operation: batch };
}

describe("deployments", () => {
  it("are those of the group since 110 hours ago, the longest any can be open", async () => {
    const { asked } = await readAlone(codedeployDeployments, {
      answers: [{ operation: list, output: { deployments: [] } }],
    });
    expect(asked).toEqual([
      {
        operation: list,
        input: {
          applicationName: "api",
          deploymentGroupName: "prod-api",
          createTimeRange: { start: new Date(fakeReadAt - 110 * hourMs) },
        },
      },
    ]);
  });

  it("are read whole", async () => {
    const { reading } = await readAlone(codedeployDeployments, {
      answers: [
        { operation: list, output: { deployments: ["d-1"] } },
        {
          operation: batch,
          output: {
            deploymentsInfo: [
              {
                deploymentId: "d-1",
                applicationName: "api",
                deploymentGroupName: "prod-api",
                status: "Stopped",
                creator: "autoscaling",
                createTime: new Date(1_000),
                startTime: new Date(2_000),
                completeTime: new Date(3_000),
                deploymentConfigName: "CodeDeployDefault.OneAtATime",
                description: "scale-out",
                revision: { revisionType: "S3", s3Location: { bucket: "b", key: "k" } },
                errorInformation: { code: "MANUAL_STOP", message: "stopped" },
                deploymentOverview: { Pending: 1, Succeeded: 2 },
                rollbackInfo: { rollbackDeploymentId: "d-3", rollbackTriggeringDeploymentId: "d-0" },
                deploymentStyle: { deploymentType: "IN_PLACE" },
                deploymentStatusMessages: ["one", "two"],
              },
            ],
          },
        },
      ],
    });
    expect(valuesOf(reading, "deployment")).toEqual({
      "d-1": {
        id: "d-1",
        application: "api",
        group: "prod-api",
        status: "Stopped",
        creator: "autoscaling",
        createTime: 1_000,
        startTime: 2_000,
        completeTime: 3_000,
        configName: "CodeDeployDefault.OneAtATime",
        description: "scale-out",
        revision: { type: "S3", label: "s3://b/k" },
        errorCode: "MANUAL_STOP",
        errorMessage: "stopped",
        overview: { pending: 1, inProgress: 0, succeeded: 2, failed: 0, skipped: 0, ready: 0 },
        rollbackDeploymentId: "d-3",
        rollbackOf: "d-0",
        deploymentType: "IN_PLACE",
        additionalStatus: "one two",
      },
    });
  });

  it.each([
    { count: 24, batches: [24] },
    { count: 25, batches: [25] },
    { count: 26, batches: [25, 1] },
    { count: 50, batches: [25, 25] },
  ])("$count of them are asked for as $batches", async ({ count, batches }) => {
    const ids = makeIds(count);
    const { reading, asked } = await readAlone(codedeployDeployments, {
      answers: [
        { operation: list, output: { deployments: ids } },
        answerBatch(ids.slice(0, 25)),
        ...(count > 25 ? [answerBatch(ids.slice(25))] : []),
      ],
    });
    expect(reading.facts).toHaveLength(count);
    expect(asked).toHaveLength(1 + batches.length);
  });

  it("the second page is asked for before the first batch, which does not wait for it, and pages share batches", async () => {
    const ids = makeIds(50);
    const { asked } = await readAlone(codedeployDeployments, {
      answers: [
        {
          operation: list,
          input: { nextToken: undefined },
          output: { deployments: ids.slice(0, 30), nextToken: "2" },
        },
        { operation: list, input: { nextToken: "2" }, output: { deployments: ids.slice(30) } },
        answerBatch(ids.slice(0, 25)),
        answerBatch(ids.slice(25)),
      ],
    });
    expect(asked.map(({ operation }) => operation)).toEqual([list, list, batch, batch]);
  });

  it("a page that fails keeps what the pages before it named, and proves no absence", async () => {
    const { reading } = await readAlone(codedeployDeployments, {
      answers: [
        {
          operation: list,
          input: { nextToken: undefined },
          output: { deployments: ["d-0"], nextToken: "2" },
        },
        {
          operation: list,
          input: { nextToken: "2" },
          failure: { kind: "throttled", code: "ThrottlingException" },
        },
        answerBatch(["d-0"]),
      ],
    });
    expect(Object.keys(valuesOf(reading, "deployment"))).toEqual(["d-0"]);
    expect(reading.failures).toMatchObject([{ kind: "throttled", operation: list }]);
  });

  it("a bad row is dropped with the reason, and the others stand", async () => {
    const { reading } = await readAlone(codedeployDeployments, {
      answers: [
        { operation: list, output: { deployments: ["d-0", "d-1"] } },
        {
          operation: batch,
          output: {
            deploymentsInfo: [
              { deploymentId: "d-0", status: 7, createTime: "yesterday" },
              { deploymentId: "d-1", status: "Reticulating" },
            ],
          },
        },
      ],
    });
    expect(valuesOf(reading, "deployment")).toMatchObject({ "d-1": { status: "Reticulating" } });
    expect(reading.facts).toHaveLength(1);
    expect(reading.dropped[0]).toMatch(
      /^codedeploy:BatchGetDeployments deploymentsInfo\[0\]: status: .*createTime: /,
    );
  });

  it("rows that are no list are a bad response", async () => {
    const { reading } = await readAlone(codedeployDeployments, {
      answers: [
        { operation: list, output: { deployments: ["d-0"] } },
        { operation: batch, output: { deploymentsInfo: "none" } },
      ],
    });
    expect(reading).toMatchObject({ facts: [], failures: [{ kind: "bad-response", operation: batch }] });
  });

  it("one that was asked for and not given makes the reading one that proves no absence", async () => {
    const { reading } = await readAlone(codedeployDeployments, {
      answers: [
        { operation: list, output: { deployments: ["d-0"] } },
        { operation: batch, output: { deploymentsInfo: [] } },
      ],
    });
    expect(reading.truncated).toBe(true);
  });
});

describe("what earlier readings left", () => {
  const ended = (minutes: number) => addMs(fakeReadAt, -minutes * minuteMs);

  it.each([
    {
      name: "one that ended over 15 minutes ago is not asked for again",
      known: { completeTime: ended(16) },
      asks: 0,
    },
    { name: "one that has just ended is asked for again", known: { completeTime: ended(15) }, asks: 1 },
    { name: "an open one is asked for again", known: { status: "InProgress" }, asks: 1 },
    { name: "an ended one without an end time is asked for again", known: {}, asks: 1 },
  ])("$name", async ({ known, asks }) => {
    const { reading, asked } = await readAlone(codedeployDeployments, {
      known: [makeKnown("d-0", known)],
      answers: [
        { operation: list, output: { deployments: ["d-0"] } },
        ...(asks === 0 ? [] : [answerBatch(["d-0"])]),
      ],
    });
    expect(asked).toHaveLength(1 + asks);
    expect(Object.keys(valuesOf(reading, "deployment"))).toEqual(["d-0"]);
  });

  it("one that AWS no longer lists is not stated again", async () => {
    const { reading } = await readAlone(codedeployDeployments, {
      known: [makeKnown("d-0", { completeTime: ended(60) })],
      answers: [{ operation: list, output: { deployments: [] } }],
    });
    expect(reading.facts).toEqual([]);
  });
});
