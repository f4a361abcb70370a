import { type Deployment, isFinalDeployment, type LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { explainDeploymentError } from "#lib/domain/deployment-error-text.ts";
import { explainDiagnostics } from "#lib/domain/diagnostics-text.ts";
import { toDeploymentTone, toEventTone } from "#lib/domain/tones.ts";
import { toCreatorWords } from "#lib/report/creator-words.ts";
import { sortEvents } from "#lib/report/event-order.ts";
import { toTargetIds } from "#lib/report/instances.ts";
import { toIsoOrNull, toNullable } from "#lib/report/nullable.ts";
import type { DeploymentView, EventView, TargetView } from "#lib/report/schema.ts";
import { type StopContext, toStopCost } from "#lib/report/stop-cost.ts";
import { toStopParts } from "#lib/report/stop-parts.ts";

type DeploymentsInput = StopContext & {
  readonly ghostTargets: ReadonlyMap<string, readonly string[]>;
};

/** All deployments that could be read, newest first. */
export function toDeploymentViews(input: DeploymentsInput): DeploymentView[] {
  return input.index.deployments.map(({ value }) => toDeploymentView(value, input));
}

function toDeploymentView(deployment: Deployment, input: DeploymentsInput): DeploymentView {
  return {
    id: deployment.id,
    status: deployment.status,
    tone: toDeploymentTone(deployment.status),
    open: !isFinalDeployment(deployment),
    creator: toNullable(deployment.creator),
    creatorText: toCreatorText(deployment),
    createdAt: toIsoOrNull(deployment.createTime),
    startedAt: toIsoOrNull(deployment.startTime),
    completedAt: toIsoOrNull(deployment.completeTime),
    configName: toNullable(deployment.configName),
    ...toMinimumHealthy(deployment, input),
    revision: toNullable(deployment.revision?.label),
    description: toNullable(deployment.description),
    errorCode: toNullable(deployment.errorCode),
    ...toErrorMeaning(explainDeploymentError(deployment.errorCode ?? "")),
    errorMessage: toNullable(deployment.errorMessage),
    progress: deployment.overview === undefined ? null : { ...deployment.overview },
    targetsKnown: toTargetsKnown(deployment, input),
    targetList: input.index.targetLists.has(deployment.id) ? "complete" : "not-complete",
    targets: toTargetIds(input.index, deployment.id).map((id) => toTargetView(deployment.id, id, input)),
    waitsForGhosts: [...(input.ghostTargets.get(deployment.id) ?? [])],
    ifStopped: toNullable(toStopCost(deployment, input)),
    stop: toStopParts(deployment, input),
  };
}

function toCreatorText({ creator, rollbackOf }: Deployment): string {
  const words = toCreatorWords(creator);
  return rollbackOf === undefined ? words : `${words} of ${rollbackOf}`;
}

/** Only the group's own configuration is read: a deployment may have been made with another. */
function toMinimumHealthy(
  { configName }: Deployment,
  { index }: DeploymentsInput,
): Pick<DeploymentView, "minimumHealthy"> {
  const config = index.facts["deployment-config"].find(({ value }) => value.name === configName)?.value;
  const { minimumHealthyType: type, minimumHealthyValue: value } = config ?? {};
  return type === undefined || value === undefined ? {} : { minimumHealthy: { type, value } };
}

/** CodeDeploy names no targets before a deployment has started (DeploymentNotStartedException). */
function toTargetsKnown({ id }: Deployment, { index }: DeploymentsInput): DeploymentView["targetsKnown"] {
  const list = index.targetLists.get(id)?.value;
  if (list !== undefined) return list.started ? "known" : "not-started";
  return index.targetsOfDeployment.has(id) ? "known" : "not-read";
}

function toTargetView(
  deploymentId: string,
  instanceId: string,
  { index, known }: DeploymentsInput,
): TargetView {
  const target = index.targetsOfDeployment
    .get(deploymentId)
    ?.find(({ value }) => value.targetId === instanceId)?.value;
  return {
    instanceId,
    status: target?.status ?? "not read",
    tone: target === undefined ? "unknown" : toEventTone(target.status),
    gone: known.get(instanceId)?.gone ?? false,
    label: toNullable(target?.label),
    updatedAt: toIsoOrNull(target?.lastUpdatedAt),
    events: sortEvents(target?.events ?? []).map(toEventView),
  };
}

function toEventView({ name, status, startTime, endTime, diagnostics }: LifecycleEvent): EventView {
  return {
    name,
    status,
    tone: toEventTone(status),
    start: toIsoOrNull(startTime),
    end: toIsoOrNull(endTime),
    errorCode: toNullable(diagnostics?.errorCode),
    ...toErrorMeaning(toFailureWords(diagnostics?.errorCode)),
    scriptName: toNullable(diagnostics?.scriptName),
    message: toNullable(diagnostics?.message),
    logTail: toNullable(diagnostics?.logTail),
  };
}

function toErrorMeaning(sentence: string | undefined): { readonly errorMeaning?: string } {
  return sentence === undefined ? {} : { errorMeaning: sentence };
}

/** Events that went well carry a code too; nobody asks what that means. */
function toFailureWords(code: string | undefined): string | undefined {
  return code === undefined || code === "Success" ? undefined : explainDiagnostics(code);
}
