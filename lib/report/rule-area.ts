/** The kinds of trouble, in the order of the handbook. */
export type RuleArea = "ghosts" | "hooks" | "agent" | "deployment" | "traffic" | "scaling" | "blue-green";

type Known = { readonly area: RuleArea; readonly pattern: RegExp };

/** The first that fits counts. */
const byId: readonly Known[] = [
  { area: "blue-green", pattern: /^bg-/ },
  {
    area: "ghosts",
    pattern: /ghost|\btag(?:ged)?\b|^terminat(?:ed|ing)-|^target-terminated|^shutting-down|^stopped-instance/,
  },
  {
    area: "hooks",
    pattern: /hook|limbo|-loop\b|deadlock|one-asg|warm-pool|termination-deployment|processes-left/,
  },
  {
    area: "agent",
    pattern: /^agent-|^imds|instance-profile|^instance-(?:rebooted|status)|^golden-ami|^userdata|^ssm-/,
  },
  { area: "traffic", pattern: /^target-|health-?check|deregistration|^traffic-|^zonal|^attach-lb/ },
  {
    area: "scaling",
    pattern:
      /^asg-|^launch-|^process-|^scale-|^az-|-refresh|^spot-|^scheduled-|^standby-|-lifetime|^manual-termination|^detach-|contention/,
  },
];

/** The kind of trouble that a rule is about: by its name, or else by what it reads. */
export function toRuleArea(rule: { readonly id: string; readonly needs: readonly string[] }): RuleArea {
  const named = byId.find(({ pattern }) => pattern.test(rule.id));
  if (named !== undefined) return named.area;
  const reads = (prefix: string) => rule.needs.some((need) => need.startsWith(prefix));
  if (reads("codedeploy-")) return "deployment";
  if (reads("elb-")) return "traffic";
  return reads("autoscaling-") ? "scaling" : "agent";
}
