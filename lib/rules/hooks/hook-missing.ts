import type { DeploymentGroup, GroupAutoScaling } from "#lib/domain/code-deploy.ts";
import { isCodeDeployHook } from "#lib/domain/hook.ts";
import { contradictionThreshold } from "#lib/rules/contradiction.ts";
import { toDescribeHooks, toUpdateGroups } from "#lib/rules/hooks/hook-commands.ts";
import { isSettled } from "#lib/rules/hooks/known-hooks.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const hookMissing = defineRule({
  id: "hook-missing",
  title: "CodeDeploy's lifecycle hook is not on the Auto Scaling group",
  severity: "warning",
  why: "Without its launch hook CodeDeploy does not learn of new instances: they go into service without the application, and no deployment appears. It happens where infrastructure code replaces the group's hooks, or where a group is made anew under the same name.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
  ],
  thresholds: [contradictionThreshold],
  lookalikes: [
    "Both lists differ for some seconds while a deployment group is being changed.",
    "A hook of this deployment group under another name is another failure mode: hook-name-mismatch.",
  ],
  leadsTo: ["target-unhealthy", "hook-installed-too-late"],
  needs: ["codedeploy-group", "autoscaling-hooks", "autoscaling-groups"],
  check(facts, context) {
    // A hook that was not read is not a hook that is missing.
    if (context.partial.includes("autoscaling-hooks")) return [];
    return facts["deployment-group"].flatMap((group) =>
      group.value.autoScalingGroups.flatMap((entry) => {
        const autoScalingGroup = facts["auto-scaling-group"].find(({ value }) => value.name === entry.name);
        if (autoScalingGroup === undefined || autoScalingGroup.value.status !== undefined) return [];
        const onGroup = facts["lifecycle-hook"].filter(({ value }) => value.group === entry.name);
        return toMissing(group.value, entry, onGroup).map((missing) =>
          toFinding({ group, entry, missing, autoScalingGroup, context }),
        );
      }),
    );
  },
});

type Missing = { readonly part: "launch" | "termination"; readonly name: string | undefined };

function toMissing(
  group: DeploymentGroup,
  entry: GroupAutoScaling,
  onGroup: readonly FactRevision<"lifecycle-hook">[],
): readonly Missing[] {
  const present = (name: string | undefined) => onGroup.some(({ value }) => value.name === name);
  // A hook of this deployment group under another name is hook-name-mismatch.
  const misnamed = onGroup.some(
    ({ value }) =>
      isCodeDeployHook(value) &&
      value.name !== entry.hook &&
      value.name !== entry.terminationHook &&
      group.id !== undefined &&
      value.notificationMetadata === group.id,
  );
  if (misnamed) return [];
  const missing: Missing[] = [];
  if (!present(entry.hook)) missing.push({ part: "launch", name: entry.hook || undefined });
  if (group.terminationHookEnabled === true && !present(entry.terminationHook)) {
    missing.push({ part: "termination", name: entry.terminationHook || undefined });
  }
  return missing;
}

type Found = {
  readonly group: FactRevision<"deployment-group">;
  readonly entry: GroupAutoScaling;
  readonly missing: Missing;
  readonly autoScalingGroup: FactRevision<"auto-scaling-group">;
  readonly context: CheckContext;
};

function toFinding({ group, entry, missing, autoScalingGroup, context }: Found): RuleFinding {
  const { name, part } = missing;
  const launch = part === "launch";
  const named = name === undefined ? `names no ${part} hook for` : `names ${part} hook ${name} for`;
  const lacks = name === undefined ? "" : `, but ${entry.name} does not have it`;
  const effect = launch
    ? "New instances go into service without the application"
    : "Instances are terminated without CodeDeploy's scripts";
  const all = group.value.autoScalingGroups.map((other) => other.name);
  return {
    subject: { kind: "auto-scaling-group", id: entry.name },
    verdict: isSettled([group, autoScalingGroup]) ? "corroborated" : "suspected",
    severity: launch ? "warning" : "info",
    summary: `${group.value.name} ${named} ${entry.name}${lacks}. ${effect}, and no deployment is made for them.`,
    evidence: [
      cite(group, `autoScalingGroups[].${launch ? "hook" : "terminationHook"}`, name ?? "none"),
      cite(autoScalingGroup, "AutoScalingGroupName", entry.name),
    ],
    disprovedBy: `A reading of ${entry.name}'s hooks with this name; both may differ for some seconds while a deployment group is being changed.`,
    advice: [
      {
        text: "Look first at the hooks that the group has. It changes nothing.",
        command: toDescribeHooks(entry.name, context.scope),
      },
      {
        text: "Save the deployment group with its Auto Scaling groups as they are, so that CodeDeploy installs its hook again. Then look once more; infrastructure code that owns the hooks may remove it again.",
        command: toUpdateGroups(group.value, all, context.scope),
      },
      {
        text: `If the hook is still missing: save the deployment group without ${entry.name} and then with it. In between, launches get no application and running deployments may fail.`,
        command: toUpdateGroups(
          group.value,
          all.filter((other) => other !== entry.name),
          context.scope,
        ),
      },
    ],
  };
}
