import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { hourMs, minuteMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** Instances are registered and have passed a check long before. */
const addingMs = 15 * minuteMs;
/** The longest deregistration delay is an hour (m:elbv2), and then some minutes. */
const removingMs = hourMs + 10 * minuteMs;

type Facts = FactsFrom<"autoscaling-traffic-sources" | "autoscaling-groups" | "codedeploy-deployments">;

export const trafficSourceStateStuck = defineRule({
  id: "traffic-source-state-stuck",
  title: "A target group does not become part of the Auto Scaling group",
  severity: "warning",
  why: "A target group that is attached to an Auto Scaling group is Adding, then Added, and InService once one instance has passed its health check. Only from then on Auto Scaling heeds the load balancer's checks: until then a broken instance is not replaced for failing them.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/verify-target-group-attachment-status.html",
  ],
  thresholds: [
    {
      what: "Adding or Added for",
      value: toDuration(addingMs),
      reason: "Registering and one successful check take some minutes.",
    },
    {
      what: "Removing for",
      value: toDuration(removingMs),
      reason: "The deregistration delay is an hour at most.",
    },
  ],
  lookalikes: [
    "A group without instances in service stays Added, since nothing can pass a check.",
    "During a deployment all instances may be out of traffic for a while.",
  ],
  leadsTo: ["target-not-registered"],
  needs: ["autoscaling-traffic-sources", "autoscaling-groups", "codedeploy-deployments"],
  check(facts, context) {
    const isDeploying = facts.deployment.some(({ value }) => !isFinalDeployment(value));
    return facts["traffic-source"]
      .filter((source) => isStuck(source) && !(isDeploying && source.value.state !== "Removing"))
      .flatMap((source) => {
        const group = facts["auto-scaling-group"].find(({ value }) => value.name === source.value.group);
        const empty = source.value.state !== "Removing" && !hasInService(source.value.group, facts);
        return group === undefined || empty ? [] : [toFinding(source, group, context)];
      });
  },
});

function isStuck(source: FactRevision<"traffic-source">): boolean {
  const heldMs = source.lastSeen - source.since;
  if (source.value.state === "Removing") return heldMs >= removingMs;
  return ["Adding", "Added"].includes(source.value.state) && heldMs >= addingMs;
}

function hasInService(group: string, facts: Facts): boolean {
  return facts.member.some(({ value }) => value.group === group && value.lifecycleState === "InService");
}

function toFinding(
  source: FactRevision<"traffic-source">,
  group: FactRevision<"auto-scaling-group">,
  context: CheckContext,
): RuleFinding {
  const { identifier, state, type } = source.value;
  const { name, healthCheckType = "" } = group.value;
  const heeds = healthCheckType.includes("ELB");
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: "proved",
    severity: heeds ? "warning" : "info",
    since: source.since,
    summary: `${identifier} has been ${state} in ${name} since ${toClock(source.since, context.now)} at the latest.${heeds ? " Until it is InService, Auto Scaling does not heed its health checks." : ""}`,
    evidence: [
      cite(source, "State", state),
      ...(type === undefined ? [] : [cite(source, "Type", type)]),
      ...(healthCheckType === "" ? [] : [cite(group, "HealthCheckType", healthCheckType)]),
    ],
    disprovedBy: "The traffic source being InService, or gone from the list.",
    advice: [
      {
        text: "Look at its state now. It changes nothing.",
        command: toCommand(context.scope, [
          "autoscaling",
          "describe-traffic-sources",
          "--auto-scaling-group-name",
          name,
        ]),
      },
      {
        text: "Look why no instance passes: whether they are registered, on which port, and what the health check gets. Attaching the target group again does not mend that.",
      },
    ],
  };
}
