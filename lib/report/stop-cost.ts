import { isHookWait } from "#lib/domain/auto-scaling.ts";
import {
  type Deployment,
  type DeploymentTarget,
  isFinalDeployment,
  isNeverStarted,
  isOpenTarget,
} from "#lib/domain/code-deploy.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import type { InstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toTargetIds } from "#lib/report/instances.ts";
import type { NameInstance } from "#lib/report/names.ts";
import { toWords } from "#lib/rules/wording.ts";
import type { Loop } from "#lib/timeline/laps.ts";

export type StopContext = {
  readonly index: FactIndex;
  readonly known: ReadonlyMap<string, InstanceKnowledge>;
  readonly loop: Loop | undefined;
  readonly name: NameInstance;
};

/** What stopping a deployment would cost; undefined where it is over. Read-only prediction: nothing is ever stopped. */
export function toStopCost(deployment: Deployment, context: StopContext): string | undefined {
  if (isFinalDeployment(deployment)) return undefined;
  if (deployment.creator === "autoscaling") return toLaunchCost(deployment, context);
  if (deployment.creator === "autoscalingTermination") {
    return `Stopping may leave ${toTargetWords(deployment, context)} without the rest of its last scripts; what then becomes of the termination is not documented.`;
  }
  return toFleetCost(deployment, context);
}

/** The living instances that stopping the deployments made for launches would kill. */
export function selectLaunchLosses(deployment: Deployment, { index, known }: StopContext): readonly string[] {
  if (isFinalDeployment(deployment) || deployment.creator !== "autoscaling") return [];
  return toTargetIds(index, deployment.id).filter(
    (id) => known.get(id)?.gone !== true && isHeld(known.get(id)) !== "no",
  );
}

/** "(that would be lap 4)": only for the instance whose launch is the running lap of the loop. */
export function toNextLap(loop: Loop | undefined, instanceIds: readonly string[]): string {
  const number = toNextLapNumber(loop, instanceIds);
  return number === undefined ? "" : ` (that would be lap ${number})`;
}

/** The lap that losing these instances would begin; undefined where none of them turns the loop. */
export function toNextLapNumber(loop: Loop | undefined, instanceIds: readonly string[]): number | undefined {
  const lap = loop?.laps.at(-1);
  if (lap?.instanceId === undefined || lap.to !== undefined || !instanceIds.includes(lap.instanceId))
    return undefined;
  return lap.number + 1;
}

/** Stopped or failed, a deployment made for a launch answers the hook with ABANDON (CD:integrations-aws-auto-scaling). */
function toLaunchCost(deployment: Deployment, context: StopContext): string {
  const { index, known, loop, name } = context;
  const ids = toTargetIds(index, deployment.id);
  if (ids.length === 0)
    return "Stopping abandons the launch it was made for: that instance is terminated and replaced.";
  const losses = selectLaunchLosses(deployment, context);
  if (losses.length === 0) {
    const gone = ids.every((id) => known.get(id)?.gone === true);
    return gone
      ? `Stopping costs no instance: ${toWords(ids.map(name))} is gone already.`
      : `Stopping abandons no launch: ${toWords(ids.map(name))} is not held by a hook any more. What it has begun stays half done.`;
  }
  const sure = losses.every((id) => isHeld(known.get(id)) === "yes");
  const verb = sure ? "abandons" : "may abandon";
  const replaced = isLaunchSuspended(context, losses)
    ? "terminated, and not replaced while Launch is suspended"
    : "terminated and replaced";
  return `Stopping ${verb} the launch of ${toWords(losses.map(name))}: it is ${replaced}${toNextLap(loop, losses)}.`;
}

/** The living instances that a stop would leave half done: begun, and not lost with their launch. */
export function selectHalfDone(deployment: Deployment, context: StopContext): readonly string[] {
  if (isFinalDeployment(deployment)) return [];
  const losses = selectLaunchLosses(deployment, context);
  return (context.index.targetsOfDeployment.get(deployment.id) ?? [])
    .map(({ value }) => value)
    .filter((target) => isOpenTarget(target) && !isNeverStarted(target))
    .map(({ targetId }) => targetId)
    .filter((id) => !losses.includes(id) && context.known.get(id)?.gone !== true);
}

/** Whether a hook holds the launch, as far as Auto Scaling has said. */
export function isHeld(instance: InstanceKnowledge | undefined): "yes" | "no" | "unknown" {
  if (instance?.member === undefined) return "unknown";
  return isHookWait(instance.member.value.lifecycleState) ? "yes" : "no";
}

export function isLaunchSuspended({ index, known }: StopContext, instanceIds: readonly string[]): boolean {
  const groups = new Set(instanceIds.map((id) => known.get(id)?.member?.value.group));
  return index.facts["auto-scaling-group"].some(
    ({ value }) => groups.has(value.name) && value.suspendedProcesses.some(({ name }) => name === "Launch"),
  );
}

/** What a fleet deployment leaves behind: instances in an indeterminate state where it had begun (CD:deployments-stop). */
function toFleetCost(deployment: Deployment, { index, known, name }: StopContext): string {
  const targets = (index.targetsOfDeployment.get(deployment.id) ?? []).map(({ value }) => value);
  if (targets.length === 0)
    return "Stopping leaves the instances it has begun in an indeterminate state; which those are has not been read.";
  const open = targets.filter(isOpenTarget);
  const living = open.filter((target) => known.get(target.targetId)?.gone !== true);
  const begun = living.filter((target) => !isNeverStarted(target)).map(({ targetId }) => name(targetId));
  const waiting = living.filter(isNeverStarted).map(({ targetId }) => name(targetId));
  const gone = open
    .filter((target) => known.get(target.targetId)?.gone === true)
    .map(({ targetId }) => name(targetId));
  const parts = [
    begun.length > 0 && `leaves ${toWords(begun)} in an indeterminate state`,
    waiting.length > 0 && `leaves ${toWords(waiting)} as ${waiting.length > 1 ? "they were" : "it was"}`,
    gone.length > 0 && `gives up on ${toWords(gone)}, gone already`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return `Stopping leaves every target as it is: ${toDone(targets)}.`;
  return `Stopping ${toWords(parts)}.`;
}

function toDone(targets: readonly DeploymentTarget[]): string {
  return `all ${targets.length} are done`;
}

function toTargetWords(deployment: Deployment, { index, name }: StopContext): string {
  const ids = toTargetIds(index, deployment.id);
  return ids.length === 0 ? "the instance" : toWords(ids.map(name));
}
