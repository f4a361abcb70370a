import { isCodeDeployQueue } from "#lib/domain/hook.ts";
import { toDescribeHooks, toUpdateGroups } from "#lib/rules/hooks/hook-commands.ts";
import { isManaged } from "#lib/rules/hooks/known-hooks.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const hookTargetOrRoleBroken = defineRule({
  id: "hook-target-or-role-broken",
  title: "CodeDeploy's hook does not notify CodeDeploy's queue",
  severity: "warning",
  why: "Auto Scaling tells CodeDeploy of a launch through a queue of AWS's own that CodeDeploy puts into the hook. Where somebody has edited the hook, CodeDeploy is not told, no deployment is made, and the launch waits until the hook runs out. Auto Scaling does not show a failed notification.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
  ],
  lookalikes: [
    "The form of CodeDeploy's queue is known from public dumps of hooks, not from AWS's documents: a new form would look broken.",
    "Auto Scaling does not show whether a notification failed, so a hook with the right target may be broken too.",
  ],
  leadsTo: ["hook-stuck-pending-wait", "hook-heartbeat-timeout"],
  needs: ["autoscaling-hooks", "codedeploy-group"],
  check(facts, context) {
    const group = facts["deployment-group"][0];
    if (group === undefined) return [];
    const names = new Set(group.value.autoScalingGroups.map(({ name }) => name));
    return facts["lifecycle-hook"].flatMap((hook) => {
      if (!names.has(hook.value.group) || !isManaged(hook, group.value)) return [];
      const wrong = toFault(hook.value.notificationTargetArn, context.scope.region);
      return wrong === undefined ? [] : [toFinding({ hook, group, wrong, context })];
    });
  },
});

/** What is wrong with the target; the queue's form is known from public dumps of hooks, not from AWS's documents. */
function toFault(targetArn: string | undefined, region: string): string | undefined {
  // A hook without a target is told through EventBridge alone; whether CodeDeploy could live with that is not known.
  if (targetArn === undefined) return undefined;
  if (!isCodeDeployQueue(targetArn))
    return `notifies ${targetArn}, which does not look like CodeDeploy's queue`;
  const itsRegion = targetArn.split(":")[3];
  return itsRegion === region ? undefined : `notifies ${targetArn}, a queue of another region than ${region}`;
}

type Found = {
  readonly hook: FactRevision<"lifecycle-hook">;
  readonly group: FactRevision<"deployment-group">;
  readonly wrong: string;
  readonly context: CheckContext;
};

function toFinding({ hook, group, wrong, context }: Found): RuleFinding {
  const { name, group: autoScalingGroup, notificationTargetArn } = hook.value;
  const all = group.value.autoScalingGroups.map((entry) => entry.name);
  return {
    subject: { kind: "lifecycle-hook", id: `${autoScalingGroup}/${name}` },
    verdict: "suspected",
    summary: `Hook ${name} on ${autoScalingGroup} ${wrong}. CodeDeploy may not be told of launches, and they wait until the hook runs out.`,
    evidence: [
      cite(hook, "NotificationTargetARN", notificationTargetArn ?? ""),
      cite(group, "autoScalingGroups[].name", all.join(", ")),
    ],
    disprovedBy: `A deployment that CodeDeploy makes for the next instance that ${autoScalingGroup} launches.`,
    advice: [
      {
        text: "Look first at the hook's target and role, and at another group's hook of CodeDeploy in the same region to compare. It changes nothing.",
        command: toDescribeHooks(autoScalingGroup, context.scope),
      },
      {
        text: `Have CodeDeploy make the hook anew: save the deployment group without ${autoScalingGroup}. Waiting instances are cancelled, running deployments may fail, and what launches until the next step gets no application.`,
        command: toUpdateGroups(
          group.value,
          all.filter((entry) => entry !== autoScalingGroup),
          context.scope,
        ),
      },
      {
        text: `Then save it with ${autoScalingGroup} again.`,
        command: toUpdateGroups(group.value, all, context.scope),
      },
    ],
  };
}
