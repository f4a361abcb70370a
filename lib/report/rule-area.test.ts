import { expect, it } from "vitest";
import { toRuleArea } from "#lib/report/rule-area.ts";

const needs = ["codedeploy-deployments"];

it.each([
  ["ghost-deployment-target", "ghosts"],
  ["terminating-wait-ghost", "ghosts"],
  ["terminated-mid-lifecycle-event", "ghosts"],
  ["detached-but-tag-matched", "ghosts"],
  ["freshly-tagged-not-matched", "ghosts"],
  ["recursive-deployment-limbo", "hooks"],
  ["termination-deployment-hang", "hooks"],
  ["attached-instance-without-hook", "hooks"],
  ["asg-throttles-launches-after-hook-failures", "hooks"],
  ["agent-not-running", "agent"],
  ["missing-instance-profile", "agent"],
  ["health-constraints", "deployment"],
  ["allow-traffic-stuck", "deployment"],
  ["outdated-instances-after-scale-out", "deployment"],
  ["stop-left-instance-in-standby", "deployment"],
  ["target-unhealthy", "traffic"],
  ["elb-healthcheck-kills-during-deploy", "traffic"],
  ["instance-refresh-conflict", "scaling"],
  ["max-instance-lifetime", "scaling"],
  ["standby-capacity-loss", "scaling"],
  ["bg-original-kept", "blue-green"],
])("%s is about %s", (id, area) => {
  expect(toRuleArea({ id, needs })).toBe(area);
});

it.each([
  [["codedeploy-deployments", "elb-target-health"], "deployment"],
  [["elb-target-health"], "traffic"],
  [["autoscaling-groups", "ec2-instances"], "scaling"],
  [["ec2-instances"], "agent"],
])("a rule with a name that says nothing is sorted by what it reads: %s", (reads, area) => {
  expect(toRuleArea({ id: "quite-new", needs: reads })).toBe(area);
});
