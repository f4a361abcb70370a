import type { LifecycleHook } from "#lib/domain/auto-scaling.ts";
import { type HookOwner, toHookOwner } from "#lib/domain/hook.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { type Instant, toIso } from "#lib/domain/time.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import { toConsequence } from "#lib/report/hook-consequence.ts";
import type { HookWaitFact } from "#lib/report/hook-waits.ts";
import type { NameInstance } from "#lib/report/names.ts";
import { toIsoOrNull, toNullable } from "#lib/report/nullable.ts";
import type { HookView, HookWait } from "#lib/report/schema.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

type HooksInput = {
  readonly index: FactIndex;
  readonly waits: readonly HookWaitFact[];
  readonly scope: Scope;
  readonly now: Instant;
  /** `complete`: every deployment group of the region was read, so a hook that none of them has is nobody's. */
  readonly inventory: "complete" | "partial";
  readonly name: NameInstance;
};

/** The hooks of the group's Auto Scaling groups, those that hold something first. */
export function toHookViews(input: HooksInput): HookView[] {
  return input.index.facts["lifecycle-hook"].map(({ value }) => toHookView(value, input)).sort(byNeed);
}

function toHookView(
  hook: LifecycleHook,
  { index, waits, scope, now, inventory, name }: HooksInput,
): HookView {
  const region = index.facts["region-group"].map(({ value }) => value);
  const groups = index.group === undefined ? region : [index.group, ...region];
  return {
    autoScalingGroup: hook.group,
    name: hook.name,
    transition: hook.transition,
    ...toOwnerView(toHookOwner(hook, { groups, inventory }), scope),
    heartbeatTimeoutSeconds: toNullable(hook.heartbeatTimeoutSeconds),
    globalTimeoutSeconds: toNullable(hook.globalTimeoutSeconds),
    defaultResult: toNullable(hook.defaultResult),
    waits: waits
      .filter((wait) => wait.hook === hook)
      .map((wait) => toWaitView(wait, toConsequence({ wait, now, name }))),
  };
}

function toOwnerView(owner: HookOwner, scope: Scope): Pick<HookView, "owner" | "ownerText"> {
  switch (owner.kind) {
    case "group": {
      const { application, name } = owner.group;
      const isThis = application === scope.application && name === scope.group;
      const how =
        owner.by === "name" ? "which names it" : "whose id it carries, though the group does not name it";
      return isThis
        ? { owner: "this-group", ownerText: `CodeDeploy's, for this deployment group, ${how}` }
        : { owner: "other-group", ownerText: `CodeDeploy's, for ${application} / ${name}, ${how}` };
    }
    case "orphan":
      return {
        owner: "orphan",
        ownerText: "made by CodeDeploy, but no deployment group of the region has it any more",
      };
    case "foreign":
      return { owner: "foreign", ownerText: "not CodeDeploy's" };
    case "unknown":
      return {
        owner: "unknown",
        ownerText: "made by CodeDeploy; not every deployment group of the region could be read",
      };
  }
}

function toWaitView(wait: HookWaitFact, consequence: string): HookWait {
  return {
    instanceId: wait.instanceId,
    lifecycleState: wait.lifecycleState,
    since: toIso(wait.since),
    sinceCertainty: wait.sinceCertainty,
    heartbeatDeadline: toIsoOrNull(wait.heartbeatDeadline),
    globalDeadline: toIsoOrNull(wait.globalDeadline),
    consequence,
  };
}

function byNeed(a: HookView, b: HookView): number {
  return (
    Number(b.waits.length > 0) - Number(a.waits.length > 0) ||
    compareText(a.autoScalingGroup, b.autoScalingGroup) ||
    compareText(a.name, b.name)
  );
}
