import * as z from "zod";
import { describeLifecycleHooks } from "#lib/aws/operations.ts";
import type { LifecycleHook } from "#lib/domain/auto-scaling.ts";
import { findAutoScalingGroupNames } from "#lib/sources/group-resources.ts";
import { parseRows } from "#lib/sources/parse-rows.ts";
import { readOnce, unlessGone } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "lifecycle-hook": LifecycleHook };

const text = z.string().optional();
const seconds = z.number().optional();
const HookRow = z
  .object({
    LifecycleHookName: z.string(),
    AutoScalingGroupName: z.string(),
    LifecycleTransition: z.string(),
    HeartbeatTimeout: seconds,
    GlobalTimeout: seconds,
    DefaultResult: text,
    NotificationTargetARN: text,
    NotificationMetadata: text,
  })
  .transform(
    (row): LifecycleHook => ({
      group: row.AutoScalingGroupName,
      name: row.LifecycleHookName,
      transition: row.LifecycleTransition,
      heartbeatTimeoutSeconds: row.HeartbeatTimeout,
      globalTimeoutSeconds: row.GlobalTimeout,
      defaultResult: row.DefaultResult,
      notificationTargetArn: row.NotificationTargetARN,
      notificationMetadata: row.NotificationMetadata,
    }),
  );

export const autoscalingHooks = defineSource<"autoscaling-hooks", Kinds>({
  id: "autoscaling-hooks",
  title: "Auto Scaling: lifecycle hooks",
  level: "group",
  perGroup: true,
  pace: "settings",
  kinds: ["lifecycle-hook"],
  operations: [describeLifecycleHooks],
  after: ["codedeploy-group"],
  mentions: false,
  async read(context) {
    await Promise.all(findAutoScalingGroupNames(context).map((name) => readHooks(context, name)));
  },
});

async function readHooks(context: ReadContext<Kinds>, name: string): Promise<void> {
  const output = await readOnce(unlessGone(context), describeLifecycleHooks, { AutoScalingGroupName: name });
  if (output === undefined) return;
  const hooks = parseRows(context, {
    operation: describeLifecycleHooks,
    member: "LifecycleHooks",
    rows: output.LifecycleHooks,
    schema: HookRow,
  });
  for (const value of hooks) {
    const entity = `${value.group}/${value.name}`;
    context.emit({ kind: "lifecycle-hook", entity, value, operation: describeLifecycleHooks.id });
  }
}
