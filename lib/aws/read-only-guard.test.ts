import { DescribeLifecycleHooksCommand, PutLifecycleHookCommand } from "@aws-sdk/client-auto-scaling";
import { describe, expect, it } from "vitest";
import { defineOperation } from "#lib/aws/define-operation.ts";
import type { Operation } from "#lib/aws/operation.ts";
import * as operations from "#lib/aws/operations.ts";
import { createReadOnlyGuard } from "#lib/aws/read-only-guard.ts";
import { makeCannedAccount, makePort, place } from "#lib/aws/testing/canned-account.ts";

const hooksInput = { AutoScalingGroupName: "a", LifecycleHookName: "h" };
const putLifecycleHook = defineOperation("autoscaling", PutLifecycleHookCommand);
const disguised = { ...putLifecycleHook, id: "autoscaling:DescribeLifecycleHooks" } as const;
const lookAlike = defineOperation("autoscaling", DescribeLifecycleHooksCommand);

describe("a write is impossible", () => {
  it.each([
    ["an operation that is not allowed", [operations.describeLifecycleHooks], putLifecycleHook],
    ["an equal operation that is not the allowed one", [operations.describeLifecycleHooks], lookAlike],
    ["an allowed operation that would send another command", [disguised], disguised],
  ])("%s throws, and no request is sent", async (_name, allow, operation: Operation<typeof hooksInput>) => {
    const account = makeCannedAccount(() => ({ status: 200, body: "" }));
    const call = makePort(account, allow).callFor(place);
    await expect(call(operation, hooksInput)).rejects.toThrow(operation.id);
    expect(account.received).toEqual([]);
  });

  it.each<Operation>([
    putLifecycleHook,
    { ...operations.describeInstances, id: "ec2:DescribeandDelete" },
    { ...operations.describeInstances, id: "ec2:GetterInstances" },
    { ...operations.describeInstances, id: "autoscaling:DescribeInstances" },
  ])("a list with $id is refused at once", (operation) => {
    expect(() => createReadOnlyGuard([operation])).toThrow(operation.id);
  });
});

it.each(Object.values(operations) as readonly Operation[])("$id sends what it says", (operation) => {
  const guard = createReadOnlyGuard([operation]);
  expect(guard.toCommand(operation, {})).toHaveProperty("input", {});
});
