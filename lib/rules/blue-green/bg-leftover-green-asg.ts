import { minuteMs } from "#lib/domain/time.ts";
import { launchGroupTag, parseCopyName, toLaunchGroup } from "#lib/rules/blue-green/blue-green.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { citeEnd, toEnd, toEndWords } from "#lib/rules/deployment/failed-with-code.ts";
import { isUnsuccessful } from "#lib/rules/deployment/last-success.ts";
import { toKnownGroups } from "#lib/rules/hooks/known-hooks.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** A rollback may still need the replacement fleet. */
const patienceMs = 30 * minuteMs;

type Facts = FactsFrom<
  "ec2-instances" | "codedeploy-deployments" | "codedeploy-group" | "codedeploy-inventory"
>;

export const bgLeftoverGreenAsg = defineRule({
  id: "bg-leftover-green-asg",
  title: "The replacement fleet of a failed blue/green deployment is still running",
  severity: "warning",
  why: "A blue/green deployment copies the Auto Scaling group. If it fails or is stopped, the copy stays, with all its instances: they are billed, get no traffic and no further deployment. The copy belongs to no deployment group, so CodeDeploy shows it nowhere, and it is found here only by the instances that the deployment had as targets: a copy of which no such instance is left cannot be seen.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
    "https://github.com/hashicorp/terraform-provider-aws/issues/4678",
  ],
  thresholds: [
    {
      what: "The deployment has ended for",
      value: toDuration(patienceMs),
      reason: "A rollback, or somebody who looks why it failed, may still need the replacement fleet.",
    },
  ],
  lookalikes: [
    "A copy whose deployment succeeded: it is the deployment group's Auto Scaling group now.",
    "An instance that somebody detached to look at it: it keeps the tag with the group's name.",
  ],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-group", "codedeploy-inventory"],
  check(facts, context) {
    const used = new Set(
      toKnownGroups(facts).flatMap(({ value }) => value.autoScalingGroups.map(({ name }) => name)),
    );
    return [...groupBy(facts.instance, ({ value }) => toLaunchGroup(value))].flatMap(([name, instances]) => {
      if (name === undefined || used.has(name)) return [];
      const deployment = findDeployment(name, facts, context);
      return deployment === undefined ? [] : [toFinding({ name, instances, deployment, context })];
    });
  },
});

/** The deployment that made the copy, where it ended otherwise than well a while ago. */
function findDeployment(
  name: string,
  facts: Facts,
  { scope, now }: CheckContext,
): FactRevision<"deployment"> | undefined {
  const id = parseCopyName(scope.group, name);
  const deployment = facts.deployment.find(({ value }) => value.id === id);
  if (deployment === undefined || !isUnsuccessful(deployment.value)) return undefined;
  const at = toEnd(deployment.value);
  return at !== undefined && now - at >= patienceMs ? deployment : undefined;
}

type Found = {
  readonly name: string;
  readonly instances: readonly FactRevision<"instance">[];
  readonly deployment: FactRevision<"deployment">;
  readonly context: CheckContext;
};

function toFinding({ name, instances, deployment, context }: Found): RuleFinding {
  const { scope, now } = context;
  const ids = instances.map(({ value }) => value.id);
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: context.partial.includes("codedeploy-inventory") ? "suspected" : "corroborated",
    since: toEnd(deployment.value),
    summary: `${toEndWords(deployment.value, now)}, and the group it had copied, ${name}, still has at least ${toCount(ids.length, "instance")}: ${toWords(ids)}. No deployment group of ${scope.region} that was read names it.`,
    evidence: [
      ...instances.flatMap((instance) => [
        cite(instance, `Tags[${launchGroupTag}]`, name),
        ...(instance.value.listed ? [cite(instance, "State.Name", instance.value.state)] : []),
      ]),
      ...citeEnd(deployment),
    ],
    disprovedBy: `A deployment group that names ${name}, or Auto Scaling having no such group any more.`,
    advice: [
      {
        text: "Look first: is the group there, how many instances has it, and is it attached to a target group? It changes nothing.",
        command: toCommand(scope, [
          "autoscaling",
          "describe-auto-scaling-groups",
          "--auto-scaling-group-names",
          name,
        ]),
      },
      {
        text: "If nobody needs it to find out why the deployment failed: set it to zero, which keeps the group and ends its instances.",
        command: toCommand(scope, [
          "autoscaling",
          "update-auto-scaling-group",
          "--auto-scaling-group-name",
          name,
          "--min-size",
          "0",
          "--desired-capacity",
          "0",
        ]),
      },
      {
        text: "Then delete it. Not reversible, and it terminates whatever is still in it: only where no deployment group names it and no target group gets traffic from it.",
        command: toCommand(scope, [
          "autoscaling",
          "delete-auto-scaling-group",
          "--auto-scaling-group-name",
          name,
          "--force-delete",
        ]),
      },
    ],
  };
}
