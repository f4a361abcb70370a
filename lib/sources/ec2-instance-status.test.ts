import { describe, expect, it } from "vitest";
import { ec2InstanceStatus } from "#lib/sources/ec2-instance-status.ts";
import type { FakeAnswer } from "#lib/sources/testing/fake-call.ts";
import { makeMemberFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const describeStatus = "ec2:DescribeInstanceStatus";

function makeIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `i-${index.toString(16).padStart(17, "0")}`);
}

const ids = makeIds(4);
const [idA = "", idB = "", idC = "", idD = ""] = ids;

function answer(InstanceIds: readonly string[]): FakeAnswer {
  return {
    operation: describeStatus,
    input: { InstanceIds },
    output: { InstanceStatuses: InstanceIds.map((InstanceId) => ({ InstanceId })) },
  };
}

function refuse(InstanceIds: readonly string[], message: string): FakeAnswer {
  return {
    operation: describeStatus,
    input: { InstanceIds },
    failure: { kind: "not-found", code: "InvalidInstanceID.NotFound", message },
  };
}

describe("status checks", () => {
  it("are read whole", async () => {
    const { reading } = await readAlone(ec2InstanceStatus, {
      known: [makeMemberFact(idA, "InService")],
      answers: [
        {
          operation: describeStatus,
          output: {
            InstanceStatuses: [
              {
                InstanceId: idA,
                InstanceStatus: { Status: "impaired" },
                SystemStatus: { Status: "ok" },
                AttachedEbsStatus: { Status: "not-applicable" },
                Events: [{ Code: "system-reboot", Description: "scheduled reboot" }, { Code: "other" }],
              },
            ],
          },
        },
      ],
    });
    expect(valuesOf(reading, "instance-status")).toEqual({
      [idA]: {
        id: idA,
        instanceStatus: "impaired",
        systemStatus: "ok",
        ebsStatus: "not-applicable",
        scheduledEvents: ["system-reboot: scheduled reboot", "other"],
      },
    });
  });

  it("are asked for members that should run, not for those that may be gone", async () => {
    const states = ["InService", "Pending:Wait", "Terminating:Wait", "Detaching"];
    const { asked } = await readAlone(ec2InstanceStatus, {
      known: ids.map((id, index) => makeMemberFact(id, states[index] ?? "")),
      answers: [answer([idA, idB])],
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    { count: 100, calls: 1 },
    { count: 101, calls: 2 },
  ])("$count members cost $calls calls", async ({ count, calls }) => {
    const many = makeIds(count);
    const { asked } = await readAlone(ec2InstanceStatus, {
      known: many.map((id) => makeMemberFact(id, "InService")),
      answers: [answer(many.slice(0, 100)), ...(count > 100 ? [answer(many.slice(100))] : [])],
    });
    expect(asked).toHaveLength(calls);
  });
});

describe("an id that EC2 does not know fails the whole call", () => {
  const known = ids.map((id) => makeMemberFact(id, "InService"));

  it("so the rest is asked for again without it", async () => {
    const { reading } = await readAlone(ec2InstanceStatus, {
      known,
      answers: [refuse(ids, `The instance IDs '${idA}, ${idB}' do not exist`), answer([idC, idD])],
    });
    expect(Object.keys(valuesOf(reading, "instance-status"))).toEqual([idC, idD]);
    expect(reading.failures).toEqual([]);
  });

  it("and if all are unknown, nothing is left to ask", async () => {
    const { reading } = await readAlone(ec2InstanceStatus, {
      known: [makeMemberFact(idA, "InService")],
      answers: [refuse([idA], `The instance ID '${idA}' does not exist`)],
    });
    expect(reading).toMatchObject({ facts: [], failures: [] });
  });

  it("but not for ever", async () => {
    const { reading } = await readAlone(ec2InstanceStatus, {
      known,
      answers: [refuse(ids, idA), refuse([idB, idC, idD], idB), refuse([idC, idD], idC)],
    });
    expect(reading.failures).toMatchObject([{ code: "InvalidInstanceID.NotFound" }]);
  });

  it("and a refusal that names none of them is a failure", async () => {
    const { reading } = await readAlone(ec2InstanceStatus, {
      known,
      answers: [refuse(ids, "no such instance")],
    });
    expect(reading.failures).toHaveLength(1);
  });

  it("as is any other failure, though it names an id", async () => {
    const { reading } = await readAlone(ec2InstanceStatus, {
      known,
      answers: [
        {
          operation: describeStatus,
          failure: { kind: "denied", code: "UnauthorizedOperation", message: idA },
        },
      ],
    });
    expect(reading.failures).toMatchObject([{ kind: "denied" }]);
  });
});
