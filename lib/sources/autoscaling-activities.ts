import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import { defineSource } from "#lib/sources/source.ts";

export const autoscalingActivities = defineSource<"autoscaling-activities", { "scaling-activity": ScalingActivity }>({
  id: "autoscaling-activities",
  title: "Auto Scaling: activities",
  level: "group",
  kinds: ["scaling-activity"],
  operations: [],
  after: ["codedeploy-group"],
  mentions: true,
  async read() {},
});
