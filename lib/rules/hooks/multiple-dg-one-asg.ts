import { isLaunchHook } from "#lib/domain/auto-scaling.ts";
import { isCodeDeployHook } from "#lib/domain/hook.ts";
import { toDescribeHooks, toUpdateGroups } from "#lib/rules/hooks/hook-commands.ts";
import { toKnownGroups, toOwner } from "#lib/rules/hooks/known-hooks.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toCount, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

type Facts = FactsFrom<"codedeploy-group" | "codedeploy-inventory" | "autoscaling-hooks">;
type Group = FactRevision<"deployment-group"> | FactRevision<"region-group">;

export const multipleDgOneAsg = defineRule({
  id: "multiple-dg-one-asg",
  title: "Several deployment groups deploy to one Auto Scaling group",
  severity: "warning",
  why: "Each deployment group puts its own hook on the Auto Scaling group, so a launch starts several deployments to one instance at once. They compete for its agent: one fails, its hook is answered with ABANDON, and the instance is terminated under the others. AWS advises one deployment group for each Auto Scaling group.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
  ],
  lookalikes: ["Some small set-ups live with it for years, or deploy one after the other on purpose."],
  leadsTo: [
    "hook-abandoned-by-failed-deployment",
    "hook-heartbeat-timeout",
    "agent-not-running",
    "all-lifecycle-events-skipped",
    "terminate-relaunch-loop",
  ],
  needs: ["codedeploy-group", "codedeploy-inventory", "autoscaling-hooks"],
  check(facts, context) {
    const ours = facts["deployment-group"].flatMap(({ value }) => value.autoScalingGroups);
    const names = [...new Set(ours.map(({ name }) => name))];
    return names.flatMap((name) => {
      const hooks = facts["lifecycle-hook"].filter(
        ({ value }) => value.group === name && isLaunchHook(value) && isCodeDeployHook(value),
      );
      const groups = toGroupsOf(name, { facts, hooks, context });
      return groups.length > 1 ? [toFinding({ name, groups, hooks, context })] : [];
    });
  },
});

type Hooks = readonly FactRevision<"lifecycle-hook">[];

/** The deployment groups that list the Auto Scaling group, or have a launch hook on it. */
function toGroupsOf(
  name: string,
  { facts, hooks, context }: { readonly facts: Facts; readonly hooks: Hooks; readonly context: CheckContext },
): readonly Group[] {
  const owners = new Set(
    hooks.flatMap((hook) => {
      const owner = toOwner(hook, facts, context);
      return owner.kind === "group" ? [owner.group] : [];
    }),
  );
  return toKnownGroups(facts).filter(
    ({ value }) => owners.has(value) || value.autoScalingGroups.some((entry) => entry.name === name),
  );
}

type Found = {
  readonly name: string;
  readonly groups: readonly Group[];
  readonly hooks: Hooks;
  readonly context: CheckContext;
};

function toFinding({ name, groups, hooks, context }: Found): RuleFinding {
  const { scope } = context;
  const names = groups.map(({ value }) => `${value.application}/${value.name}`);
  const other = groups.find(
    ({ value }) => value.application !== scope.application || value.name !== scope.group,
  );
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: "proved",
    summary: `${toWords(names)} all deploy to ${name} (${toCount(hooks.length, "launch hook")} of CodeDeploy on it). Each launch starts a deployment for each of them at once, and one that fails gets the instance terminated under the others.`,
    evidence: [
      ...groups.map((group) => cite(group, "autoScalingGroups[].name", toNames(group))),
      ...hooks.map((hook) => cite(hook, "LifecycleHookName", hook.value.name)),
    ],
    disprovedBy: `A reading of the deployment groups in which only one names ${name} and only one launch hook of CodeDeploy is on it.`,
    advice: [
      {
        text: "Look first at the hooks that CodeDeploy has on the group. It changes nothing.",
        command: toDescribeHooks(name, scope),
      },
      ...(other === undefined
        ? []
        : [
            {
              text: `Keep one deployment group for ${name}; to take it out of ${other.value.application}/${other.value.name}: waiting instances are cancelled and running deployments of that group may fail, so do it while nothing launches.`,
              command: toUpdateGroups(
                other.value,
                other.value.autoScalingGroups.map((entry) => entry.name).filter((entry) => entry !== name),
                scope,
              ),
            },
          ]),
    ],
  };
}

function toNames({ value }: Group): string {
  return value.autoScalingGroups.map((entry) => entry.name).join(", ");
}
