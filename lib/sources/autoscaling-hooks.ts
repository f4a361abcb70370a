import * as z from "zod";
import { describeLifecycleHooks } from "#lib/aws/operations.ts";
import type { LifecycleHook } from "#lib/domain/auto-scaling.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { findAutoScalingGroupNames } from "#lib/sources/group-resources.ts";
import { makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { readOnce, unlessGone } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "lifecycle-hook": LifecycleHook };

const parseHooks = makeParser(
  describeLifecycleHooks,
  "LifecycleHooks",
  defineRow<LifecycleHook>({
    group: ["AutoScalingGroupName", z.string()],
    name: ["LifecycleHookName", z.string()],
    transition: ["LifecycleTransition", z.string()],
    heartbeatTimeoutSeconds: ["HeartbeatTimeout", maybe.number],
    globalTimeoutSeconds: ["GlobalTimeout", maybe.number],
    defaultResult: ["DefaultResult", maybe.text],
    notificationTargetArn: ["NotificationTargetARN", maybe.text],
    notificationMetadata: ["NotificationMetadata", maybe.text],
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
  for (const value of parseHooks(context, output?.LifecycleHooks)) {
    const entity = `${value.group}/${value.name}`;
    context.emit({ kind: "lifecycle-hook", entity, value, operation: describeLifecycleHooks.id });
  }
}
