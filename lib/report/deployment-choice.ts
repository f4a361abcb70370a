import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import type { Ghost } from "#lib/rules/ghosts.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** The instances that a running deployment still waits for although they are gone, by deployment. */
export function toGhostTargets(ghosts: readonly Ghost[]): ReadonlyMap<string, readonly string[]> {
  const waits = new Map<string, string[]>();
  for (const ghost of ghosts) {
    for (const { deployment, oldEnough } of ghost.openTargets) {
      if (!oldEnough) continue;
      const ids = waits.get(deployment.value.id);
      if (ids === undefined) waits.set(deployment.value.id, [ghost.instanceId]);
      else ids.push(ghost.instanceId);
    }
  }
  return waits;
}

type Choice = { readonly index: FactIndex; readonly ghostTargets: ReadonlyMap<string, readonly string[]> };

/**
 * The deployment that matters most: a running one for the fleet that waits for a ghost, then any that does, then one
 * for the fleet, then one for a launch; the newest of each. Where none runs, the last.
 */
export function pickDeployment({ index, ghostTargets }: Choice): FactRevision<"deployment"> | undefined {
  const rank = ({ value }: FactRevision<"deployment">) => {
    if (isFinalDeployment(value)) return 4;
    const isOfFleet = value.creator?.startsWith("autoscaling") !== true;
    return (ghostTargets.has(value.id) ? 0 : 2) + (isOfFleet ? 0 : 1);
  };
  // The index has them newest first, and sorting keeps that order among equals.
  return [...index.deployments].sort((a, b) => rank(a) - rank(b))[0];
}
