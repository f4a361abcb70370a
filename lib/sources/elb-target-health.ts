import type { Target } from "#lib/domain/elb.ts";
import { defineSource } from "#lib/sources/source.ts";

export const elbTargetHealth = defineSource<"elb-target-health", { target: Target }>({
  id: "elb-target-health",
  title: "ELB: target health",
  level: "group",
  kinds: ["target"],
  operations: [],
  after: ["codedeploy-group", "autoscaling-groups"],
  mentions: true,
  async read() {},
});
