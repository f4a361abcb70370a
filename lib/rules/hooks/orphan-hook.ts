import { isLaunchHook } from "#lib/domain/auto-scaling.ts";
import { isCodeDeployHook } from "#lib/domain/hook.ts";
import { contradictionMs, contradictionThreshold } from "#lib/rules/contradiction.ts";
import { toDeleteHook, toDescribeHooks } from "#lib/rules/hooks/hook-commands.ts";
import { toOwner } from "#lib/rules/hooks/known-hooks.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toCount } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

type Facts = FactsFrom<"autoscaling-hooks" | "codedeploy-group" | "codedeploy-inventory">;

export const orphanHook = defineRule({
  id: "orphan-hook",
  title: "A lifecycle hook of CodeDeploy belongs to no deployment group any more",
  severity: "warning",
  why: "Deleting an application, and sometimes a deployment group, leaves CodeDeploy's hook on the Auto Scaling group. Nobody answers it, so every launch waits for its heartbeat timeout and is then given up, although CodeDeploy shows nothing.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeleteDeploymentGroup.html",
  ],
  thresholds: [contradictionThreshold],
  lookalikes: [
    "A deployment group that was made after the inventory was last read is not known yet: a hook younger than that is not judged.",
  ],
  leadsTo: ["hook-heartbeat-timeout", "hook-stuck-pending-wait"],
  needs: ["autoscaling-hooks", "codedeploy-group", "codedeploy-inventory"],
  check(facts, context) {
    return facts["lifecycle-hook"].flatMap((hook) => {
      if (!isCodeDeployHook(hook.value)) return [];
      if (toOwner(hook, facts, context).kind !== "orphan") return [];
      const knownMs = toKnownMs(hook, facts);
      return knownMs < toLeastKnownMs(hook) ? [] : [toFinding({ hook, knownMs, facts, context })];
    });
  },
});

/**
 * The inventory is read less often than the hooks, and one older than the hook cannot name its group. A hook that was seen
 * to come may have come with its group; one that was there at the first reading was there before, most likely for long.
 */
function toLeastKnownMs({ before, firstSeen, since }: FactRevision<"lifecycle-hook">): number {
  const cameLately = before !== undefined && firstSeen === since;
  return cameLately ? 0 : -contradictionMs;
}

/** How long the hook had been seen when the region's groups were last read. */
function toKnownMs(hook: FactRevision<"lifecycle-hook">, facts: Facts): number {
  return Math.max(...facts["region-group"].map(({ lastSeen }) => lastSeen)) - hook.firstSeen;
}

type Found = {
  readonly hook: FactRevision<"lifecycle-hook">;
  readonly knownMs: number;
  readonly facts: Facts;
  readonly context: CheckContext;
};

function toFinding({ hook, knownMs, facts, context }: Found): RuleFinding {
  const { name, group, notificationMetadata, heartbeatTimeoutSeconds } = hook.value;
  const groups = facts["region-group"];
  const sure = knownMs >= contradictionMs && notificationMetadata !== undefined;
  const effect = isLaunchHook(hook.value)
    ? `every launch waits for it${heartbeatTimeoutSeconds === undefined ? "" : ` ${heartbeatTimeoutSeconds} seconds`} and is then given up`
    : "every termination waits for it";
  const newest = [...groups].sort((a, b) => b.lastSeen - a.lastSeen)[0];
  return {
    subject: { kind: "lifecycle-hook", id: `${group}/${name}` },
    verdict: sure ? "corroborated" : "suspected",
    summary: `Hook ${name} on ${group} is one that CodeDeploy makes, but none of the ${toCount(groups.length, "deployment group")} of ${context.scope.region} names it or has the id that it carries (${notificationMetadata ?? "none"}). If nobody answers it, ${effect}.`,
    evidence: [
      cite(hook, "LifecycleHookName", name),
      cite(hook, "NotificationMetadata", notificationMetadata ?? "none"),
      ...(newest === undefined
        ? []
        : [cite(newest, "autoScalingGroups[].hook", `${name} is in none of ${groups.length}`)]),
    ],
    disprovedBy: `A deployment group of ${context.scope.region} that names ${name} or whose id is ${notificationMetadata ?? "in the hook's metadata"}.`,
    advice: [
      {
        text: "Look first: is the hook still there, and is an instance waiting for it? It changes nothing.",
        command: toDescribeHooks(group, context.scope),
      },
      {
        text: "Delete the hook, if no deployment group uses it. Auto Scaling cancels instances that wait for a hook when it is removed and launches others; the hook cannot be restored but by its deployment group.",
        command: toDeleteHook(hook.value, context.scope),
      },
    ],
  };
}
