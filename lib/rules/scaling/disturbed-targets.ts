import type { DeploymentTarget } from "#lib/domain/code-deploy.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { CausedActivity } from "#lib/rules/scaling/activity-cause.ts";
import { toDisturbedFleet, wasRunning } from "#lib/rules/scaling/fleet-deployments.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

type Facts = FactsFrom<"codedeploy-deployments" | "codedeploy-targets">;

/** A termination that took a target from a deployment to the whole group. */
export type Disturbance = {
  readonly target: FactRevision<"deployment-target">;
  readonly termination: CausedActivity;
};

export type DisturbedDeployment = {
  readonly deployment: FactRevision<"deployment">;
  readonly disturbances: readonly Disturbance[];
};

/** The deployments some of whose targets were taken from them, by those of the terminations for which `isMeant` holds. */
export function toDisturbed(
  facts: Facts,
  terminations: readonly CausedActivity[],
  isMeant: (target: DeploymentTarget, at: Instant) => boolean,
): readonly DisturbedDeployment[] {
  return toDisturbedFleet(facts.deployment).flatMap((deployment) => {
    const disturbances = facts["deployment-target"].flatMap((target) => {
      if (target.value.deploymentId !== deployment.value.id) return [];
      const termination = terminations.find(
        ({ activity, instanceId }) =>
          instanceId === target.value.targetId &&
          wasRunning(deployment.value, activity.value.startTime) &&
          isMeant(target.value, activity.value.startTime),
      );
      return termination === undefined ? [] : [{ target, termination }];
    });
    return disturbances.length === 0 ? [] : [{ deployment, disturbances }];
  });
}

/** When the last event of the target ended; undefined while one is open or none has begun. */
export function toLastEnd({ events }: DeploymentTarget): Instant | undefined {
  if (events.some(({ startTime, endTime }) => startTime !== undefined && endTime === undefined))
    return undefined;
  return events.flatMap(({ endTime }) => endTime ?? []).sort((a, b) => b - a)[0];
}
