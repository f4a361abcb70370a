import type { LifecycleHook } from "#lib/domain/auto-scaling.ts";
import { defineSource } from "#lib/sources/source.ts";

export const autoscalingHooks = defineSource<"autoscaling-hooks", { "lifecycle-hook": LifecycleHook }>({
  id: "autoscaling-hooks",
  title: "Auto Scaling: lifecycle hooks",
  level: "group",
  kinds: ["lifecycle-hook"],
  operations: [],
  after: ["codedeploy-group"],
  mentions: false,
  async read() {},
});
