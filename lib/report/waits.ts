import { toDeploymentClock } from "#lib/report/deployment-clock.ts";
import { toDrainingClock } from "#lib/report/draining-clock.ts";
import { toHookClock } from "#lib/report/hook-clock.ts";
import type { HookWaitFact } from "#lib/report/hook-waits.ts";
import { type TargetClockInput, toTargetClock } from "#lib/report/target-clock.ts";
import type { Wait } from "#lib/report/wait.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

type WaitsInput = TargetClockInput & { readonly waits: readonly HookWaitFact[] };

/** Everything that waits now, the next deadline first; what has none ahead comes last. */
export function toWaits(input: WaitsInput): readonly Wait[] {
  const { index, now } = input;
  const targets = index.deployments.flatMap(({ value }) => toTargetClock(value, input));
  const blocked = new Set(
    targets.filter(({ kind }) => kind === "block-traffic").map(({ subject }) => subject.id),
  );
  // What CodeDeploy drains is said once, by the event that waits for it.
  const draining = toDrainingClock(index, now).filter(({ subject }) => !blocked.has(subject.id));
  const deployments = index.deployments.flatMap((deployment) =>
    toDeploymentClock(deployment, { group: index.group, now }),
  );
  return [...toHookClock(input), ...targets, ...draining, ...deployments].sort(byNext);
}

function byNext(a: Wait, b: Wait): number {
  const first = a.next?.at ?? Number.POSITIVE_INFINITY;
  const second = b.next?.at ?? Number.POSITIVE_INFINITY;
  if (first !== second) return first < second ? -1 : 1;
  return compareText(a.subject.id, b.subject.id);
}
