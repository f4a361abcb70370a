import type { DeploymentGroup, GroupAutoScaling } from "#lib/domain/code-deploy.ts";
import { isCodeDeployHook } from "#lib/domain/hook.ts";
import { contradictionThreshold } from "#lib/rules/contradiction.ts";
import { toDeleteHook, toDescribeHooks, toUpdateGroups } from "#lib/rules/hooks/hook-commands.ts";
import { isSettled } from "#lib/rules/hooks/known-hooks.ts";
import { type Advice, type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const hookNameMismatch = defineRule({
  id: "hook-name-mismatch",
  title: "The Auto Scaling group's hook is not the one that the deployment group names",
  severity: "warning",
  why: "CodeDeploy remembers the name of the hook it has put on each Auto Scaling group. If that name and the hooks on the group differ, automatic deployments stop or fail. AWS tells operators to compare the two lists character by character.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html"],
  thresholds: [contradictionThreshold],
  lookalikes: [
    "Both lists differ for some seconds while a deployment group is being changed.",
    "Hooks that are not CodeDeploy's are no part of the comparison.",
  ],
  leadsTo: ["hook-stuck-pending-wait", "hook-heartbeat-timeout"],
  needs: ["codedeploy-group", "autoscaling-hooks"],
  check(facts, context) {
    const hooksComplete = !context.partial.includes("autoscaling-hooks");
    return facts["deployment-group"].flatMap((group) =>
      group.value.autoScalingGroups.flatMap((entry) => {
        const onGroup = facts["lifecycle-hook"].filter(({ value }) => value.group === entry.name);
        const { extra, missing } = compareHooks(group.value, entry, onGroup);
        if (extra.length === 0) return [];
        return [toFinding({ group, entry, extra, missing: hooksComplete ? missing : [], context })];
      }),
    );
  },
});

type Hooks = readonly FactRevision<"lifecycle-hook">[];

/** `extra`: this deployment group's hooks by their metadata that it does not name · `missing`: named, but not there. */
function compareHooks(group: DeploymentGroup, entry: GroupAutoScaling, onGroup: Hooks) {
  const named = [entry.hook, entry.terminationHook].filter((name) => name !== undefined && name !== "");
  return {
    extra: onGroup.filter(
      ({ value }) =>
        isCodeDeployHook(value) &&
        !named.includes(value.name) &&
        group.id !== undefined &&
        value.notificationMetadata === group.id,
    ),
    missing: named.filter((name) => !onGroup.some(({ value }) => value.name === name)),
  };
}

type Found = {
  readonly group: FactRevision<"deployment-group">;
  readonly entry: GroupAutoScaling;
  readonly extra: Hooks;
  readonly missing: readonly (string | undefined)[];
  readonly context: CheckContext;
};

function toFinding({ group, entry, extra, missing, context }: Found): RuleFinding {
  const names = extra.map(({ value }) => value.name);
  const lost = missing.filter((name) => name !== undefined);
  const absent = lost.length === 0 ? "" : ` It names ${toWords(lost)}, which is not there.`;
  return {
    subject: { kind: "auto-scaling-group", id: entry.name },
    verdict: isSettled([group, ...extra]) ? "corroborated" : "suspected",
    since: extra[0]?.firstSeen,
    summary: `${entry.name} has ${toWords(names)}, made by CodeDeploy for ${group.value.name}, but ${group.value.name} does not name it.${absent} Launches may wait for a hook that CodeDeploy does not answer.`,
    evidence: [
      ...extra.map((hook) => cite(hook, "LifecycleHookName", hook.value.name)),
      cite(group, "autoScalingGroups[].hook", entry.hook ?? "none"),
    ],
    disprovedBy:
      "A later reading in which both lists are equal: they differ for some seconds while a deployment group is being changed.",
    advice: toAdvice({ group, entry, extra, missing, context }),
  };
}

function toAdvice({ group, entry, extra, missing, context }: Found): readonly Advice[] {
  const { scope } = context;
  const look: Advice = {
    text: "Look first: compare these names with those of the deployment group, character by character. It changes nothing.",
    command: toDescribeHooks(entry.name, scope),
  };
  const all = group.value.autoScalingGroups.map(({ name }) => name);
  const remove = extra.map(({ value }) => ({
    text: `Delete ${value.name}, which the deployment group does not name. Instances that wait for it are cancelled and replaced.`,
    command: toDeleteHook(value, scope),
  }));
  const save = {
    text: "Then save the deployment group with its Auto Scaling groups, so that CodeDeploy checks its hooks.",
    command: toUpdateGroups(group.value, all, scope),
  };
  if (missing.length === 0) return [look, ...remove, save];
  const others = all.filter((name) => name !== entry.name);
  return [
    look,
    {
      text: `Save the deployment group without ${entry.name}: CodeDeploy removes its hook. Waiting instances are cancelled, running deployments may fail, and what launches until the next step gets no application.`,
      command: toUpdateGroups(group.value, others, scope),
    },
    { ...save, text: `Then save it with ${entry.name} again: CodeDeploy installs a new hook.` },
    ...remove,
  ];
}
