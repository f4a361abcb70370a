import type { Deployment } from "#lib/domain/code-deploy.ts";
import { toTargetIds } from "#lib/report/instances.ts";
import { toNullable } from "#lib/report/nullable.ts";
import type { StopCost } from "#lib/report/schema.ts";
import {
  isHeld,
  isLaunchSuspended,
  type StopContext,
  selectHalfDone,
  selectLaunchLosses,
  toNextLapNumber,
  toStopCost,
} from "#lib/report/stop-cost.ts";
import { toWords } from "#lib/rules/wording.ts";

/** What stopping a deployment would cost, in parts; null where it is over. */
export function toStopParts(deployment: Deployment, context: StopContext): StopCost | null {
  const sentence = toStopCost(deployment, context);
  if (sentence === undefined) return null;
  const losses = selectLaunchLosses(deployment, context);
  return {
    losesInstances: [...losses],
    certainty: toCertainty(deployment, context, losses),
    replacedBy: toNullable(toReplacement(context, losses)),
    nextLap: toNullable(toNextLapNumber(context.loop, losses)),
    leavesIndeterminate: [...selectHalfDone(deployment, context)],
    sentence,
  };
}

function toCertainty(
  { id, creator }: Deployment,
  { index, known }: StopContext,
  losses: readonly string[],
): StopCost["certainty"] {
  if (toTargetIds(index, id).length === 0) return "not-known";
  if (creator === "autoscalingTermination") return "may";
  return losses.every((lost) => isHeld(known.get(lost)) === "yes") ? "sure" : "may";
}

/** Auto Scaling fills the place; CodeDeploy gives the newcomer the last revision that succeeded. */
function toReplacement(context: StopContext, losses: readonly string[]): string | undefined {
  if (losses.length === 0) return undefined;
  const { index, known } = context;
  const groups = [...new Set(losses.flatMap((id) => known.get(id)?.autoScalingGroup ?? []))];
  const where = groups.length === 0 ? "its Auto Scaling group" : toWords(groups);
  if (isLaunchSuspended(context, losses)) return `Nothing while Launch is suspended in ${where}.`;
  const count = losses.length === 1 ? "a new instance" : `${losses.length} new instances`;
  const last = index.group?.lastSuccessful?.deploymentId;
  const revision = index.deployments.find(({ value }) => value.id === last)?.value.revision;
  const brings = revision === undefined ? "with the last revision that succeeded" : `with ${revision.label}`;
  return `${where} launches ${count} instead, ${brings}.`;
}
