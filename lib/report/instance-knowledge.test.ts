import { describe, expect, it } from "vitest";
import type { SpanItem, TimelineItem } from "#lib/domain/timeline.ts";
import { indexFacts } from "#lib/report/fact-index.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toGhosts } from "#lib/rules/ghosts.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import {
  idA,
  idB,
  makeActivity,
  makeDeploymentTarget,
  makeFacts,
  makeForgotten,
  makeInstance,
  makeMember,
  makeTarget,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
} from "#lib/testing/facts.ts";

function know(parts: Partial<AllFacts>, items: readonly TimelineItem[] = []) {
  const facts = makeFacts(parts);
  return toInstanceKnowledge({ index: indexFacts(facts), items, ghosts: toGhosts(facts) });
}

function makeEc2Span(value: Partial<SpanItem> = {}): SpanItem {
  return {
    kind: "span",
    instanceId: idA,
    source: "ec2-instances",
    track: "ec2",
    state: "terminated",
    from: minutesAgo(90),
    to: minutesAgo(30),
    tone: "gone",
    certainty: "observed",
    ...value,
  };
}

describe("toInstanceKnowledge", () => {
  it("knows every instance that any service names", () => {
    const known = know(
      {
        instance: [makeInstance({ id: "i-ec2" })],
        member: [makeMember({ instanceId: "i-member" })],
        target: [makeTarget({ instanceId: "i-target" })],
        "scaling-activity": [makeActivity(), makeActivity({ description: "Launching a new EC2 instance" })],
        "deployment-target": [makeDeploymentTarget({ targetId: "i-deployed" })],
      },
      [makeEc2Span({ instanceId: "i-drawn" })],
    );
    expect([...known.keys()].sort()).toEqual(
      ["i-deployed", "i-drawn", "i-ec2", "i-member", "i-target", idA].sort(),
    );
  });

  it("remembers the launch that the timeline recorded, when EC2 and Auto Scaling have forgotten it", () => {
    const launch = {
      kind: "mark",
      instanceId: idA,
      source: "ec2-instances",
      track: "ec2",
      tone: "busy",
    } as const;
    const marks = [
      { ...launch, label: "terminated", at: minutesAgo(500) },
      { ...launch, label: "launch", at: minutesAgo(400) },
    ];
    expect(know({ instance: [makeUnlisted()] }, marks).get(idA)?.launchedAt).toBe(minutesAgo(400));
    expect(know({ instance: [makeInstance()] }, marks).get(idA)?.launchedAt).toBe(minutesAgo(120));
  });

  it("takes EC2's time of the termination from before it forgot the row", () => {
    expect(know({ instance: [makeForgotten(minutesAgo(70))] }).get(idA)).toMatchObject({
      gone: true,
      termination: { at: minutesAgo(70), certainty: "exact" },
    });
  });

  it("trusts the launch activity over EC2's launch time, which moves with a stop and start", () => {
    const instance = [makeInstance({ launchTime: minutesAgo(5) })];
    expect(know({ instance, "scaling-activity": [makeActivity()] }).get(idA)?.launchedAt).toBe(
      minutesAgo(120),
    );
    expect(know({ instance }).get(idA)?.launchedAt).toBe(minutesAgo(5));
    expect(know({ instance: [makeUnlisted()] }).get(idA)).not.toHaveProperty("launchedAt");
  });

  it("takes EC2's own time of a termination over what was recorded", () => {
    expect(know({ instance: [makeTerminated()] }, [makeEc2Span()]).get(idA)?.termination).toEqual({
      at: minutesAgo(40),
      certainty: "exact",
    });
  });

  it("remembers a termination that EC2 has forgotten, from the first span that showed it", () => {
    const items = [
      makeEc2Span({ from: minutesAgo(80) }),
      makeEc2Span({ state: "shutting-down" }),
      makeEc2Span({ state: "running", from: minutesAgo(200) }),
    ];
    expect(know({ instance: [makeUnlisted()] }, items).get(idA)?.termination).toEqual({
      at: minutesAgo(90),
      certainty: "observed",
    });
  });

  it.each([
    [
      "a detach, at its start",
      makeActivity({ description: `Detaching EC2 instance: ${idA}`, startTime: minutesAgo(50) }),
      50,
    ],
    [
      "a termination, at its start",
      makeActivity({ description: `Terminating EC2 instance: ${idA}`, startTime: minutesAgo(45) }),
      45,
    ],
    [
      "an abandoned launch, at its end",
      makeActivity({
        startTime: minutesAgo(60),
        endTime: minutesAgo(50),
        status: "Cancelled",
        statusMessage:
          "Lifecycle Action with token 11111111-1111-1111-1111-111111111111 was abandoned: Heartbeat Timeout",
      }),
      50,
    ],
  ])("frees its place with %s", (_, activity, minutes) => {
    expect(know({ instance: [makeTerminated()], "scaling-activity": [activity] }).get(idA)?.departedAt).toBe(
      minutesAgo(minutes),
    );
  });

  it("has not departed while its launch goes well", () => {
    expect(
      know({
        instance: [makeInstance()],
        "scaling-activity": [makeActivity({ endTime: minutesAgo(118) })],
      }).get(idA),
    ).not.toHaveProperty("departedAt");
  });

  it("ends only what EC2 says is gone, and without a time with the last word about it", () => {
    const activity = makeActivity({ endTime: minutesAgo(118) });
    expect(know({ instance: [makeInstance()], "scaling-activity": [activity] }).get(idA)).not.toHaveProperty(
      "endedAt",
    );
    expect(know({ "scaling-activity": [activity] }).get(idA)).not.toHaveProperty("endedAt");
    expect(know({ instance: [makeUnlisted()], "scaling-activity": [activity] }).get(idA)?.endedAt).toBe(
      minutesAgo(118),
    );
  });

  it("is a ghost where the contradiction is old enough, and not where it is one young reading", () => {
    const member = [makeMember({ lifecycleState: "Detaching" })];
    expect(know({ instance: [makeTerminated()], member }).get(idA)?.ghost).toBe(true);
    expect(
      know({ instance: [makeTerminated()], member: [makeMember({ instanceId: idB })] }).get(idA),
    ).toMatchObject({ ghost: false, gone: true });
    expect(know({ instance: [makeInstance()], member }).get(idA)).toMatchObject({
      ghost: false,
      gone: false,
    });
  });
});
