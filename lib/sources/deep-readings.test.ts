import { describe, expect, it } from "vitest";
import type { Deployment } from "#lib/domain/code-deploy.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, hourMs } from "#lib/domain/time.ts";
import { codedeployDeployments } from "#lib/sources/codedeploy-deployments.ts";
import { codedeployTargets } from "#lib/sources/codedeploy-targets.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";
import { fakeReadAt } from "#lib/sources/testing/fake-call.ts";
import { readAlone } from "#lib/sources/testing/read-alone.ts";

const list = "codedeploy:ListDeployments";
const listTargets = "codedeploy:ListDeploymentTargets";
const since = addMs(fakeReadAt, -1_000 * hourMs);

function makeEnded(id: string, hoursAgo: number): Fact {
  const completeTime = addMs(fakeReadAt, -hoursAgo * hourMs);
  const value: Deployment = { id, status: "Succeeded", createTime: completeTime, completeTime };
  return { kind: "deployment", entity: id, value, operation: "codedeploy:BatchGetDeployments" };
}

describe("a deep reading", () => {
  it("is of the sources that AWS can tell more about than an ordinary reading asks", () => {
    const sources: readonly Source[] = Object.values(registry);
    expect(sources.filter(({ deep }) => deep === true).map(({ id }) => id)).toEqual([
      "autoscaling-activities",
      "codedeploy-deployments",
      "codedeploy-targets",
    ]);
  });

  it("asks for the deployments since then", async () => {
    const { asked } = await readAlone(codedeployDeployments, {
      since,
      answers: [{ operation: list, output: { deployments: [] } }],
    });
    expect(asked[0]?.input).toMatchObject({ createTimeRange: { start: new Date(since) } });
  });

  it.each([
    { name: "just then", hours: 1_000, read: true },
    { name: "before", hours: 1_001, read: false },
  ])("asks for the targets of a deployment that ended $name: $read", async ({ hours, read }) => {
    const { asked } = await readAlone(codedeployTargets, {
      known: [makeEnded("d-1", hours)],
      since,
      answers: read ? [{ operation: listTargets, output: { targetIds: [] } }] : [],
    });
    expect(asked).toHaveLength(read ? 1 : 0);
  });

  it("asks for the targets of the newest sixty that ended, and no more", async () => {
    const { asked } = await readAlone(codedeployTargets, {
      known: Array.from({ length: 61 }, (_, index) => makeEnded(`d-${index}`, 10 * (index + 1))),
      since,
      answers: Array.from({ length: 60 }, () => ({ operation: listTargets, output: { targetIds: [] } })),
    });
    expect(asked.at(-1)?.input.deploymentId).toBe("d-59");
  });
});
