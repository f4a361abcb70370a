import type { Place } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type Advice, cite, defineRule } from "#lib/rules/rule.ts";
import { isFailedFor, toFailedLaunches, toLaunchFinding } from "#lib/rules/scaling/failed-launches.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** For so many the commands still fit a page; a group has one or two as a rule. */
const mostNamed = 3;

export const targetGroupDeleted = defineRule({
  id: "target-group-deleted",
  title: "A target group of the Auto Scaling group no longer exists",
  severity: "warning",
  why: "Somebody deleted a target group that the Auto Scaling group still names. Auto Scaling checks its load balancing before it launches, so every launch fails until the name is taken out; nothing that is terminated is replaced.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-loadbalancer.html"],
  lookalikes: ["A launch that fails for what the instance itself asks for: launch-failed-config."],
  leadsTo: ["elb-invalid", "launch-administratively-suspended"],
  needs: ["autoscaling-activities", "autoscaling-groups", "elb-target-groups"],
  check(facts, context) {
    return toFailedLaunches(facts, context, (launch) => isFailedFor(launch, "target-group")).map((failed) => {
      const arns = failed.group.value.targetGroupArns;
      const missing = facts["missing-target-group"].filter(({ value }) => arns.includes(value.ref));
      return toLaunchFinding(failed, context, {
        said: "failed, because a target group that the group names was not found,",
        evidence: [
          ...arns.map((arn) => cite(failed.group, "TargetGroupARNs[]", arn)),
          ...missing.map((one) => cite(one, "TargetGroups[]", "not found")),
        ],
        advice: toAdvice(failed.group, missing, context.scope),
      });
    });
  },
});

/** About those that ELB does not know; about all that the group names where ELB was last read before one was deleted. */
function toAdvice(
  group: FactRevision<"auto-scaling-group">,
  missing: readonly FactRevision<"missing-target-group">[],
  place: Place,
): readonly Advice[] {
  const isKnown = missing.length > 0;
  const arns = isKnown ? missing.map(({ value }) => value.ref) : group.value.targetGroupArns;
  const named = arns.slice(0, mostNamed);
  return [
    ...named.map((arn) => ({
      text: "Look whether this one exists: AWS answers TargetGroupNotFound if not. It changes nothing.",
      command: toCommand(place, ["elbv2", "describe-target-groups", "--target-group-arns", arn]),
    })),
    ...named.map((arn) => ({
      text: isKnown
        ? "Detach it: ELB does not know it any more, so no traffic is lost."
        : "Detach it, only if it is the one that is gone: detaching another takes the instances out of its traffic.",
      command: toCommand(place, [
        "autoscaling",
        "detach-load-balancer-target-groups",
        "--auto-scaling-group-name",
        group.value.name,
        "--target-group-arns",
        arn,
      ]),
    })),
    { text: "Take its name out of the deployment group as well, if it stands there." },
  ];
}
