import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toDescribeGroup } from "#lib/rules/scaling/scaling-commands.ts";
import { toClock } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const asgBeingDeleted = defineRule({
  id: "asg-being-deleted",
  title: "The Auto Scaling group is being deleted",
  severity: "warning",
  why: "A group that is being deleted launches nothing and loses its instances. The deployment group still names it: deployments to its instances fail, and later ones find none.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html"],
  lookalikes: ["At the end of a blue/green deployment CodeDeploy deletes the original group itself."],
  leadsTo: ["autoscaling-config-error", "no-instances-matched", "terminated-while-deployment-pending"],
  needs: ["autoscaling-groups", "codedeploy-deployments"],
  check(facts, context) {
    const swapping = facts.deployment.find(
      ({ value }) => value.deploymentType === "BLUE_GREEN" && !isFinalDeployment(value),
    );
    return facts["auto-scaling-group"]
      .filter(({ value }) => (value.status ?? "") !== "")
      .map((group) => toFinding(group, swapping, context));
  },
});

function toFinding(
  group: FactRevision<"auto-scaling-group">,
  swapping: FactRevision<"deployment"> | undefined,
  context: CheckContext,
): RuleFinding {
  const { name, status = "" } = group.value;
  const own =
    swapping === undefined
      ? ""
      : ` ${swapping.value.id} is a blue/green deployment and may be what deletes it.`;
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: "proved",
    severity: swapping === undefined ? "warning" : "info",
    since: group.since,
    summary: `${name} says “${status}”, first read so at ${toClock(group.since, context.now)}, and ${context.scope.group} still names it.${own}`,
    evidence: [
      cite(group, "Status", status),
      ...(swapping === undefined ? [] : [cite(swapping, "status", swapping.value.status)]),
    ],
    disprovedBy: "The group without a Status.",
    advice: [
      {
        text: "Look how far it is. It changes nothing.",
        command: toDescribeGroup(name, context.scope),
      },
      {
        text: "A deletion cannot be undone. If it was meant, take the group out of the deployment group, or put the one in that follows it; if not, make the group again before the next deployment.",
      },
    ],
  };
}
