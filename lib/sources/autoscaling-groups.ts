import type { AutoScalingGroup, Member } from "#lib/domain/auto-scaling.ts";
import { defineSource } from "#lib/sources/source.ts";

export const autoscalingGroups = defineSource<"autoscaling-groups", { "auto-scaling-group": AutoScalingGroup; member: Member }>({
  id: "autoscaling-groups",
  title: "Auto Scaling: groups and members",
  level: "group",
  kinds: ["auto-scaling-group", "member"],
  operations: [],
  after: ["codedeploy-group"],
  mentions: true,
  async read() {},
});
