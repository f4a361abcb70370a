import { type DeploymentTarget, isNeverStarted, isOpenTarget } from "#lib/domain/code-deploy.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** Where a target stands among the others of its deployment. */
export type Turn = {
  /** Begun and not ended, while nothing has begun on this one: its turn has not come, as far as can be seen. */
  readonly ahead?: FactRevision<"deployment-target">;
  /** When the last event of another target ended: its turn came no earlier than that. */
  readonly othersEndedAt?: Instant;
};

/** The limits of a target that queues behind others do not run yet: only what has begun, or is next, is due (CD:limits). */
export function toTurn(
  target: FactRevision<"deployment-target">,
  ofDeployment: readonly FactRevision<"deployment-target">[],
): Turn {
  if (isBegun(target.value)) return {};
  const others = ofDeployment.filter(({ value }) => value.targetId !== target.value.targetId);
  const ahead = others.find(({ value }) => isOpenTarget(value) && isBegun(value));
  const ends = others.flatMap(({ value }) => value.events.flatMap(({ endTime }) => endTime ?? []));
  const othersEndedAt = ends.sort((a, b) => b - a)[0];
  return {
    ...(ahead === undefined ? {} : { ahead }),
    ...(othersEndedAt === undefined ? {} : { othersEndedAt }),
  };
}

function isBegun(target: DeploymentTarget): boolean {
  return target.status === "InProgress" || !isNeverStarted(target);
}
