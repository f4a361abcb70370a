import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import type { Revision } from "#lib/domain/fact.ts";
import { type HookOwner, isCodeDeployHook, namesHook, toHookOwner } from "#lib/domain/hook.ts";
import { contradictionMs } from "#lib/rules/contradiction.ts";
import type { CheckContext } from "#lib/rules/rule.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

/** The deployment group looked at, then all others of the region: the first is read more often, so it counts. */
export function toKnownGroups(
  facts: Pick<AllFacts, "deployment-group" | "region-group">,
): readonly (FactRevision<"deployment-group"> | FactRevision<"region-group">)[] {
  const own = new Set(facts["deployment-group"].map(({ entity }) => entity));
  return [...facts["deployment-group"], ...facts["region-group"].filter(({ entity }) => !own.has(entity))];
}

export function toOwner(
  hook: FactRevision<"lifecycle-hook">,
  facts: Pick<AllFacts, "deployment-group" | "region-group">,
  context: CheckContext,
): HookOwner {
  const inventory = context.partial.includes("codedeploy-inventory") ? "partial" : "complete";
  return toHookOwner(hook.value, { groups: toKnownGroups(facts).map(({ value }) => value), inventory });
}

/** True for CodeDeploy's hooks: those that look like it, and those that the deployment group names. */
export function isManaged(hook: FactRevision<"lifecycle-hook">, group: DeploymentGroup | undefined): boolean {
  return isCodeDeployHook(hook.value) || (group !== undefined && namesHook(group, hook.value));
}

/** All statements have stood side by side for a while: they are not one change seen half-way. */
export function isSettled(revisions: readonly Revision[]): boolean {
  const from = Math.max(...revisions.map(({ since }) => since));
  const to = Math.min(...revisions.map(({ lastSeen }) => lastSeen));
  return to - from >= contradictionMs;
}
