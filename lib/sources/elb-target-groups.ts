import type { TargetGroup, TargetGroupAttributes } from "#lib/domain/elb.ts";
import { defineSource } from "#lib/sources/source.ts";

export const elbTargetGroups = defineSource<"elb-target-groups", { "target-group": TargetGroup; "target-group-attributes": TargetGroupAttributes }>({
  id: "elb-target-groups",
  title: "ELB: target groups",
  level: "group",
  kinds: ["target-group", "target-group-attributes"],
  operations: [],
  after: ["codedeploy-group", "autoscaling-groups"],
  mentions: false,
  async read() {},
});
