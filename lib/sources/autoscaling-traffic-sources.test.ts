import { describe, expect, it } from "vitest";
import { autoscalingTrafficSources } from "#lib/sources/autoscaling-traffic-sources.ts";
import { makeGroupFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const operation = "autoscaling:DescribeTrafficSources";
const known = [makeGroupFact({ autoScalingGroups: [{ name: "a" }, { name: "b" }] })];
const inputOf = (AutoScalingGroupName: string) => ({ AutoScalingGroupName, MaxRecords: 50 });

describe("traffic sources", () => {
  it("are read per group, to the last page, with whatever state they have", async () => {
    const { reading } = await readAlone(autoscalingTrafficSources, {
      known,
      answers: [
        {
          operation,
          input: inputOf("a"),
          output: {
            TrafficSources: [{ Identifier: "arn:1", Type: "elbv2", State: "Adding" }],
            NextToken: "more",
          },
        },
        {
          operation,
          input: { ...inputOf("a"), NextToken: "more" },
          output: { TrafficSources: [{ Identifier: "arn:2", State: "Pondering" }] },
        },
        {
          operation,
          input: inputOf("b"),
          output: { TrafficSources: [{ Identifier: "arn:1", Type: "elbv2", State: "InService" }] },
        },
      ],
    });
    expect(valuesOf(reading, "traffic-source")).toEqual({
      "a/arn:1": { group: "a", identifier: "arn:1", type: "elbv2", state: "Adding" },
      "a/arn:2": { group: "a", identifier: "arn:2", state: "Pondering" },
      "b/arn:1": { group: "b", identifier: "arn:1", type: "elbv2", state: "InService" },
    });
  });

  it("one group that is denied and one bad row leave the rest", async () => {
    const { reading } = await readAlone(autoscalingTrafficSources, {
      known,
      answers: [
        {
          operation,
          input: inputOf("a"),
          output: { TrafficSources: [{ Identifier: "arn:1" }, { Identifier: "arn:2", State: "Added" }] },
        },
        { operation, input: inputOf("b"), failure: { kind: "denied", code: "AccessDenied" } },
      ],
    });
    expect(Object.keys(valuesOf(reading, "traffic-source"))).toEqual(["a/arn:2"]);
    expect(reading.dropped[0]).toContain("TrafficSources[0]: State");
    expect(reading.failures).toMatchObject([{ kind: "denied", operation, code: "AccessDenied" }]);
  });

  it("cost no call without an Auto Scaling group", async () => {
    const { asked } = await readAlone(autoscalingTrafficSources, { known: [makeGroupFact()], answers: [] });
    expect(asked).toEqual([]);
  });
});
