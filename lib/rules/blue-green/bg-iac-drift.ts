import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { minuteMs } from "#lib/domain/time.ts";
import {
  isBlueGreen,
  launchGroupTag,
  parseCopyName,
  toCopyName,
  toLaunchGroup,
  toNewest,
} from "#lib/rules/blue-green/blue-green.ts";
import { toGetDeploymentGroup } from "#lib/rules/deployment/deployment-group-commands.ts";
import { recentThreshold, toFailureSeverity } from "#lib/rules/deployment/failed-with-code.ts";
import { isRollback } from "#lib/rules/deployment/last-success.ts";
import { toUpdateGroups } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** CodeDeploy changes the deployment group at the deployment's end, and the group is read only every few minutes. */
const settledMs = 10 * minuteMs;

/** Tags that tools which build infrastructure from code leave on what they make. */
const codeTags = /terraform|opentofu|cloudformation|pulumi|\bcdk\b/i;

type Facts = FactsFrom<
  "codedeploy-group" | "codedeploy-deployments" | "autoscaling-groups" | "ec2-instances"
>;
type Group = FactRevision<"deployment-group">;

export const bgIacDrift = defineRule({
  id: "bg-iac-drift",
  title: "Blue/green and infrastructure code disagree about the Auto Scaling group's name",
  severity: "warning",
  why: "Each blue/green deployment that copies the Auto Scaling group leaves a group with a new name, and deletes the old one. Infrastructure code that still holds the old name sees the new one as a mistake: the next time it is applied it may make the old group anew, or set the deployment group back to it, and deployments go to the wrong fleet or find none.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
    "https://github.com/hashicorp/terraform-provider-aws/issues/4678",
  ],
  thresholds: [
    {
      what: "The deployment group was read after the deployment's end by",
      value: toDuration(settledMs),
      reason:
        "CodeDeploy writes the new name at the end, and the group's settings are read every few minutes.",
    },
    recentThreshold,
  ],
  lookalikes: [
    "Somebody who deliberately gave the deployment group another Auto Scaling group after the deployment.",
    "Code that reads the group's name instead of setting it: the tags are the same, and nothing is wrong.",
  ],
  leadsTo: ["autoscaling-config-error", "hook-missing", "multiple-dg-one-asg"],
  needs: ["codedeploy-group", "codedeploy-deployments", "autoscaling-groups", "ec2-instances"],
  check(facts, context) {
    return facts["deployment-group"].flatMap((group) => {
      if (group.value.greenProvisioning !== "COPY_AUTO_SCALING_GROUP") return [];
      const setBack = toSetBack(group, facts, context);
      return setBack.length > 0 ? setBack : toRenamed(group, facts, context);
    });
  },
});

/** The last blue/green deployment made a copy, and the deployment group names another group now. */
function toSetBack(group: Group, facts: Facts, context: CheckContext): readonly RuleFinding[] {
  const deployment = toNewest(facts.deployment);
  if (deployment === undefined || !isFinalDeployment(deployment.value)) return [];
  const { id, completeTime } = deployment.value;
  if (!isBlueGreen(deployment.value) || isRollback(deployment.value) || completeTime === undefined) return [];
  const names = group.value.autoScalingGroups.map(({ name }) => name);
  const [name] = names;
  if (name === undefined || group.lastSeen - completeTime < settledMs) return [];
  if (names.some((one) => parseCopyName(group.value.name, one) !== undefined)) return [];
  const copy = toCopyName(group.value.name, id);
  const instances = facts.instance.filter(({ value }) => toLaunchGroup(value) === copy);
  // Without them nothing says that the deployment made a copy at all.
  if (instances.length === 0) return [];
  const ids = instances.map(({ value }) => value.id);
  return [
    {
      subject: { kind: "auto-scaling-group", id: name },
      verdict: "suspected",
      severity: toFailureSeverity({ at: completeTime, rolledBack: false }, context, "warning"),
      since: group.since,
      summary: `${id} succeeded at ${toClock(completeTime, context.now)} and left ${group.value.name} with ${copy}, where ${toWords(ids)} still ${ids.length === 1 ? "runs" : "run"}, but it names ${toWords(names)}. Something may have set it back, as infrastructure code does that holds the old name.`,
      evidence: [
        cite(group, "autoScalingGroups[].name", names.join(", ")),
        ...citeProvisioning(group),
        cite(deployment, "status", deployment.value.status),
        cite(deployment, "deploymentStyle.deploymentType", deployment.value.deploymentType ?? ""),
        ...instances.map((instance) => cite(instance, `Tags[${launchGroupTag}]`, copy)),
      ],
      disprovedBy: `CloudTrail without UpdateDeploymentGroup by anybody but CodeDeploy since ${id}.`,
      advice: [
        toLook(context),
        {
          text: `If the fleet that has the traffic is ${copy}: name it again. CodeDeploy moves its hook; do it while nothing launches.`,
          command: toUpdateGroups(group.value, [copy], context.scope),
        },
        toRemedy(),
      ],
    },
  ];
}

/** All is well as yet: the group has a name that CodeDeploy made, and tags of code that may hold another. */
function toRenamed(group: Group, facts: Facts, context: CheckContext): readonly RuleFinding[] {
  return facts["auto-scaling-group"].flatMap((fleet) => {
    const { name, tags } = fleet.value;
    const deploymentId = parseCopyName(group.value.name, name);
    const tag = Object.entries(tags).find((entry) => codeTags.test(entry.join("=")));
    if (deploymentId === undefined || tag === undefined) return [];
    const [key, value] = tag;
    return [
      {
        subject: { kind: "auto-scaling-group", id: name },
        verdict: "suspected",
        severity: "info",
        summary: `${group.value.name} now deploys to ${name}, which CodeDeploy made for ${deploymentId}, and its tag ${key}=${value} was copied from a group that code seems to manage. If that code holds the old name, applying it undoes this.`,
        evidence: [
          cite(group, "autoScalingGroups[].name", name),
          ...citeProvisioning(group),
          cite(fleet, `Tags[${key}]`, value),
        ],
        disprovedBy: "The code itself, if it ignores changes of the name.",
        advice: [toLook(context), toRemedy()],
      },
    ];
  });
}

function citeProvisioning(group: Group) {
  const field = "blueGreenDeploymentConfiguration.greenFleetProvisioningOption.action";
  return [cite(group, field, group.value.greenProvisioning ?? "")];
}

function toLook({ scope }: CheckContext) {
  return {
    text: "See which Auto Scaling group the deployment group names now. It changes nothing.",
    command: toGetDeploymentGroup(scope),
  };
}

function toRemedy() {
  return {
    text: "In the code, ignore changes of the deployment group's Auto Scaling groups, or choose blue/green without copying (DISCOVER_EXISTING); do not apply it before its plan shows no change there.",
  };
}
