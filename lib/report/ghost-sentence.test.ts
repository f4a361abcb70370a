import { describe, expect, it } from "vitest";
import type { SpanItem } from "#lib/domain/timeline.ts";
import type { AnswerContext } from "#lib/report/answer-context.ts";
import { pickDeployment, toGhostTargets } from "#lib/report/deployment-choice.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toGhostSentence } from "#lib/report/ghost-sentence.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toNameInstance } from "#lib/report/names.ts";
import { toGhosts } from "#lib/rules/ghosts.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  makeDeployment,
  makeDeploymentTarget,
  makeFacts,
  makeInstance,
  makeMember,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  testNow,
} from "#lib/testing/facts.ts";

const recorded: SpanItem = {
  kind: "span",
  instanceId: idA,
  source: "ec2-instances",
  track: "ec2",
  state: "terminated",
  from: minutesAgo(120),
  to: minutesAgo(60),
  tone: "gone",
  certainty: "observed",
};

function toContext(parts: Partial<AllFacts>, items: readonly SpanItem[] = []): AnswerContext {
  const facts = makeFacts(parts);
  const index = indexFacts(facts);
  const ghosts = toGhosts(facts);
  const ghostTargets = toGhostTargets(ghosts);
  return {
    index,
    ghosts,
    ghostTargets,
    known: toInstanceKnowledge({ index, items, ghosts }),
    name: toNameInstance(new Map([[idA, "A"]])),
    deployment: pickDeployment({ index, ghostTargets }),
    loop: undefined,
    now: testNow,
    mode: "now",
    findings: [],
    sources: [],
    waits: [],
    clock: [],
  };
}

const waiting = {
  deployment: [makeDeployment({ id: "d-1", createTime: minutesAgo(50), startTime: minutesAgo(50) })],
  "deployment-target": [
    makeDeploymentTarget({ deploymentId: "d-1", targetId: idA }, { since: minutesAgo(50) }),
  ],
};
const say = (parts: Partial<AllFacts>, items?: readonly SpanItem[]) =>
  toGhostSentence("ghost-deployment-target", toContext(parts, items));

describe("toGhostSentence", () => {
  it.each<[string, AllFacts["instance"], readonly SpanItem[], string]>([
    ["EC2's own time", [makeTerminated()], [], "which EC2 terminated 40 minutes ago"],
    [
      "the first reading where EC2 gives no time",
      [makeTerminated({ terminatedAt: undefined })],
      [{ ...recorded, from: minutesAgo(35), to: undefined }],
      "which EC2 was first seen to say is terminated 35 minutes ago",
    ],
    [
      "that it is still shutting down",
      [makeTerminated({ state: "shutting-down", terminatedAt: minutesAgo(7) })],
      [],
      "which EC2 began to shut down 7 minutes ago",
    ],
    [
      "that EC2 forgot it, where nothing was recorded",
      [makeUnlisted(idA, { since: minutesAgo(40) })],
      [],
      "which EC2 no longer lists (it forgets terminated instances after about an hour)",
    ],
    [
      "what was recorded before EC2 forgot it",
      [makeUnlisted(idA, { since: minutesAgo(40) })],
      [recorded],
      "which EC2 was first seen to say is terminated 2 hours ago and no longer lists",
    ],
  ])("says of the instance %s", (_, instance, items, clause) => {
    expect(say({ ...waiting, instance }, items)).toBe(`Deployment d-1 waits for ${idA} (A), ${clause}.`);
  });

  it("counts several", () => {
    const target = makeDeploymentTarget({ deploymentId: "d-1", targetId: idB }, { since: minutesAgo(50) });
    expect(
      say({
        ...waiting,
        instance: [makeTerminated(), makeTerminated({ id: idB })],
        "deployment-target": [...waiting["deployment-target"], target],
      }),
    ).toBe(`Deployment d-1 waits for 2 instances that no longer exist: ${idA} (A) and ${idB}.`);
  });

  it("falls back to the Auto Scaling group that still lists it", () => {
    expect(say({ instance: [makeTerminated()], member: [makeMember({ lifecycleState: "Detaching" })] })).toBe(
      `asg-prod-api still lists ${idA} (A) as Detaching, which EC2 terminated 40 minutes ago.`,
    );
  });

  it("says nothing where there is no ghost, or where the finding is about something else", () => {
    expect(say({ ...waiting, instance: [makeInstance()] })).toBeUndefined();
    expect(
      toGhostSentence("script-failed", toContext({ ...waiting, instance: [makeTerminated()] })),
    ).toBeUndefined();
  });
});
