import { expect, it } from "vitest";
import { createCallCount } from "#lib/bench/call-count.ts";
import { sumCalls } from "#lib/bench/collected.ts";

it("counts requests by operation, retries included, and failures", () => {
  const count = createCallCount();
  count.add({ operation: "ec2:DescribeInstances", requests: 1 });
  count.add({ operation: "ec2:DescribeInstances", requests: 3, failure: "throttled" });
  count.add({ operation: "elasticloadbalancing:DescribeTargetHealth", requests: 2 });
  const calls = [...count.byOperation()];
  expect(calls).toEqual([
    ["ec2:DescribeInstances", 4],
    ["elasticloadbalancing:DescribeTargetHealth", 2],
  ]);
  expect(count.total()).toBe(6);
  expect(count.failures()).toBe(1);
  expect(sumCalls(calls)).toBe(6);
  expect(sumCalls(calls, "ec2")).toBe(4);
});
