import { describe, expect, it } from "vitest";
import { autoscalingHooks } from "#lib/sources/autoscaling-hooks.ts";
import { makeGroupFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const describeHooks = "autoscaling:DescribeLifecycleHooks";
const known = [makeGroupFact({ autoScalingGroups: [{ name: "a" }, { name: "b" }] })];
const hook = {
  LifecycleHookName: "wait",
  AutoScalingGroupName: "a",
  LifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
};

describe("lifecycle hooks", () => {
  it("are read per group", async () => {
    const { reading } = await readAlone(autoscalingHooks, {
      known,
      answers: [
        {
          operation: describeHooks,
          input: { AutoScalingGroupName: "a" },
          output: {
            LifecycleHooks: [
              {
                ...hook,
                HeartbeatTimeout: 600,
                GlobalTimeout: 60_000,
                DefaultResult: "ABANDON",
                NotificationTargetARN: "arn:aws:sqs:q",
                NotificationMetadata: "5a1f",
              },
            ],
          },
        },
        { operation: describeHooks, input: { AutoScalingGroupName: "b" }, output: { LifecycleHooks: [] } },
      ],
    });
    expect(valuesOf(reading, "lifecycle-hook")).toEqual({
      "a/wait": {
        group: "a",
        name: "wait",
        transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
        heartbeatTimeoutSeconds: 600,
        globalTimeoutSeconds: 60_000,
        defaultResult: "ABANDON",
        notificationTargetArn: "arn:aws:sqs:q",
        notificationMetadata: "5a1f",
      },
    });
  });

  it("one group that fails and one bad row leave the rest", async () => {
    const { reading } = await readAlone(autoscalingHooks, {
      known,
      answers: [
        {
          operation: describeHooks,
          input: { AutoScalingGroupName: "a" },
          output: { LifecycleHooks: [{ ...hook, HeartbeatTimeout: "ten minutes" }, hook] },
        },
        {
          operation: describeHooks,
          input: { AutoScalingGroupName: "b" },
          failure: { kind: "rejected", code: "ValidationError" },
        },
      ],
    });
    expect(Object.keys(valuesOf(reading, "lifecycle-hook"))).toEqual(["a/wait"]);
    expect(reading.dropped[0]).toContain("LifecycleHooks[0]: HeartbeatTimeout");
    expect(reading.failures).toMatchObject([{ code: "ValidationError" }]);
  });

  it("cost no call without an Auto Scaling group", async () => {
    const { asked } = await readAlone(autoscalingHooks, { known: [makeGroupFact()], answers: [] });
    expect(asked).toEqual([]);
  });
});
