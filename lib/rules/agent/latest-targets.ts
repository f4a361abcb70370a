import type { OpenTarget } from "#lib/rules/ghosts.ts";
import type { AllFacts } from "#lib/sources/facts.ts";

/** The newest deployment that each instance was in, with what it says of the instance: what an older one said is history. */
export function toLatestTargets(
  facts: Pick<AllFacts, "deployment" | "deployment-target">,
): readonly OpenTarget[] {
  const deployments = new Map(facts.deployment.map((deployment) => [deployment.value.id, deployment]));
  const latest = new Map<string, OpenTarget>();
  for (const revision of facts["deployment-target"]) {
    const deployment = deployments.get(revision.value.deploymentId);
    if (deployment === undefined) continue;
    const known = latest.get(revision.value.targetId);
    const isNewer = (deployment.value.createTime ?? 0) > (known?.deployment.value.createTime ?? -1);
    if (isNewer) latest.set(revision.value.targetId, { deployment, revision });
  }
  return [...latest.values()];
}
