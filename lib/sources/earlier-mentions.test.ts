import { describe, expect, it } from "vitest";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, hourMs } from "#lib/domain/time.ts";
import { autoscalingGroups } from "#lib/sources/autoscaling-groups.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import { findEarlierMentions } from "#lib/sources/earlier-mentions.ts";
import { ec2Instances } from "#lib/sources/ec2-instances.ts";
import { gather } from "#lib/sources/gather.ts";
import type { Source } from "#lib/sources/source.ts";
import { asCall, fakeReadAt } from "#lib/sources/testing/fake-call.ts";
import { makeAutoScalingFact, makeGroupFact, makeMemberFact } from "#lib/sources/testing/make-facts.ts";
import { readScope, valuesOf } from "#lib/sources/testing/read-alone.ts";

const idA = "i-0a11aaaaaaaaaaaaa";
const idB = "i-0b22bbbbbbbbbbbbb";
const idC = "i-0c33ccccccccccccc";

function makeFact(kind: string, entity: string, value: object): Fact {
  return { kind, entity, value: { instanceId: entity, ...value }, operation: "x" };
}

function makeActivity(instanceId: string, endedHoursAgo: number): Fact {
  const description = `Terminating EC2 instance: ${instanceId}`;
  const endTime = addMs(fakeReadAt, -endedHoursAgo * hourMs);
  return makeFact("scaling-activity", instanceId, { group: "asg-prod-api", description, endTime });
}

/** Reads the sources, of an account in which every instance runs and the Auto Scaling group has the given members. */
async function readSome(sources: readonly Source[], known: readonly Fact[], members: readonly string[] = []) {
  const asked: unknown[] = [];
  const call = asCall(async (operation, input) => {
    asked.push(input.Filters);
    const ids = [idA, idB, idC].filter((id) => JSON.stringify(input).includes(id));
    const output =
      operation === "ec2:DescribeInstances"
        ? {
            Reservations: [
              { Instances: ids.map((InstanceId) => ({ InstanceId, State: { Name: "running" } })) },
            ],
          }
        : {
            AutoScalingGroups: [
              {
                AutoScalingGroupName: "asg-prod-api",
                MinSize: 1,
                MaxSize: 1,
                DesiredCapacity: 1,
                Instances: members.map((InstanceId) => ({ InstanceId, LifecycleState: "InService" })),
              },
            ],
          };
    return { ok: true, output, readAt: fakeReadAt };
  });
  const readings = await gather({
    sources,
    place: readScope,
    scope: readScope,
    call,
    clock: () => fakeReadAt,
    onDefect: throwDefect,
    known: [makeGroupFact({ autoScalingGroups: [{ name: "asg-prod-api" }] }), ...known],
  });
  const reading = readings.find(({ source }) => source === "ec2-instances");
  if (reading === undefined) throw new Error("EC2 was not read");
  return { reading, asked };
}

describe("an instance that only a source names which is not read this time", () => {
  it.each<{ name: string; known: readonly Fact[] }>([
    { name: "target health", known: [makeFact("target", idA, {})] },
    { name: "the members", known: [makeMemberFact(idA, "InService")] },
    { name: "an activity", known: [makeActivity(idA, 5)] },
    {
      name: "a list of targets",
      known: [makeFact("target-list", "d-1", { deploymentId: "d-1", started: true, targetIds: [idA] })],
    },
    { name: "a target", known: [makeFact("deployment-target", "d-1/a", { targetId: idA })] },
  ])("is asked about all the same, and not closed: $name", async ({ known }) => {
    const { reading } = await readSome([ec2Instances], known);
    expect(Object.keys(valuesOf(reading, "instance"))).toEqual([idA]);
    expect(reading).toMatchObject({ truncated: false, failures: [] });
  });

  it("is not asked about where an activity that ended over six hours ago names it: reading would not either", async () => {
    const { reading, asked } = await readSome([ec2Instances], [makeActivity(idA, 7)]);
    expect(asked).toEqual([]);
    expect(reading).toMatchObject({ facts: [], truncated: false });
  });

  it("is asked about once, beside those that are named now", async () => {
    const { asked } = await readSome(
      [ec2Instances, autoscalingGroups],
      [makeFact("target", idA, {}), makeFact("target", idB, {}), makeAutoScalingFact("asg-prod-api")],
      [idB, idC],
    );
    expect(asked.at(-1)).toEqual([{ Name: "instance-id", Values: [idA, idB, idC] }]);
  });
});

it("what a source that is read says now counts, not what it said earlier", async () => {
  const { reading } = await readSome(
    [ec2Instances, autoscalingGroups],
    [makeMemberFact(idA, "InService")],
    [idB],
  );
  expect(Object.keys(valuesOf(reading, "instance"))).toEqual([idB]);
});

it("a source is given its own facts only, and none that has none is asked", () => {
  const given: string[][] = [];
  const make = (kind: string) => ({
    id: kind,
    kinds: [kind],
    mentionedIn(facts: readonly Fact[]) {
      given.push(facts.map(({ entity }) => entity));
      return facts.map(({ entity }) => entity);
    },
  });
  const known = [makeFact("a", "1", {}), makeFact("c", "2", {})];
  const found = findEarlierMentions([make("a"), make("b")], {
    known,
    now: fakeReadAt,
    onDefect: throwDefect,
  });
  expect(found).toEqual({ ids: ["1"], isLacking: false });
  expect(given).toEqual([["1"]]);
});

it("a source that fails to say whom it mentioned costs nobody else's mentions, but then nothing is complete", () => {
  const told: string[] = [];
  const bad = {
    ...autoscalingGroups,
    id: "bad",
    mentionedIn: () => {
      throw new Error("bug");
    },
  };
  const found = findEarlierMentions([bad, autoscalingGroups], {
    known: [makeMemberFact(idA, "InService")],
    now: fakeReadAt,
    onDefect: (source) => told.push(source),
  });
  expect(found).toEqual({ ids: [idA], isLacking: true });
  expect(told).toEqual(["bad"]);
});
