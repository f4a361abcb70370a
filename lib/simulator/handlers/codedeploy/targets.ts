import {
  BatchGetDeploymentTargetsCommand,
  DeploymentNotStartedException,
  type DeploymentTarget,
  DeploymentTargetDoesNotExistException,
  DeploymentTargetListSizeExceededException,
  InvalidTargetFilterNameException,
  type LifecycleEvent,
  ListDeploymentTargetsCommand,
  type ListDeploymentTargetsInput,
  TargetFilterName,
} from "@aws-sdk/client-codedeploy";
import { batchLimits } from "#lib/simulator/handlers/batch-limits.ts";
import { findDeployment, toMissingMember, toParts } from "#lib/simulator/handlers/codedeploy/failures.ts";
import { toKeyPage } from "#lib/simulator/handlers/codedeploy/key-page.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import { toOpenEnum } from "#lib/simulator/handlers/open-enum.ts";
import { toDate, toOptionalDate } from "#lib/simulator/handlers/wire-time.ts";
import type { SimDeploymentTarget, SimLifecycleEvent, SimRegion } from "#lib/simulator/world/state.ts";

type Targets = {
  readonly deploymentId: string;
  readonly region: SimRegion;
  readonly targets: readonly SimDeploymentTarget[];
};

function findTargets(region: SimRegion, id: string | undefined): Targets {
  const deployment = findDeployment(region, id);
  if (deployment.targets !== undefined)
    return { deploymentId: deployment.id, region, targets: deployment.targets };
  const message = `The deployment ${deployment.id} has not started yet.`;
  throw new DeploymentNotStartedException(toParts(message));
}

function findTarget({ deploymentId, region, targets }: Targets, id: string): DeploymentTarget {
  const target = targets.find((one) => one.instanceId === id);
  if (target !== undefined) return toTarget(region, deploymentId, target);
  const message = `The target ${id} does not belong to the deployment ${deploymentId}.`;
  throw new DeploymentTargetDoesNotExistException(toParts(message));
}

function toTarget(region: SimRegion, deploymentId: string, target: SimDeploymentTarget): DeploymentTarget {
  return {
    deploymentTargetType: "InstanceTarget",
    instanceTarget: {
      deploymentId,
      targetId: target.instanceId,
      targetArn: `arn:aws:ec2:${region.region}:${region.account}:instance/${target.instanceId}`,
      status: target.status,
      lastUpdatedAt: toDate(target.lastUpdatedAt),
      lifecycleEvents: target.events.map(toEvent),
      instanceLabel: target.label,
    },
  };
}

function toEvent({ name, status, startTime, endTime, diagnostics }: SimLifecycleEvent): LifecycleEvent {
  return {
    lifecycleEventName: name,
    status,
    startTime: toOptionalDate(startTime),
    endTime: toOptionalDate(endTime),
    diagnostics: diagnostics && { ...diagnostics, errorCode: toOpenEnum(diagnostics.errorCode) },
  };
}

const listDeploymentTargets = defineOperation(ListDeploymentTargetsCommand, (input, context) => {
  const { targets } = findTargets(context.region, input.deploymentId);
  checkFilterNames(input.targetFilters);
  const wanted = targets.filter((target) => isWanted(target, input.targetFilters));
  const ids = wanted.map(({ instanceId }) => instanceId);
  const page = toKeyPage("ListDeploymentTargets", ids, { input, context });
  return { targetIds: [...page.items], nextToken: page.next };
});

type Filters = ListDeploymentTargetsInput["targetFilters"];

function checkFilterNames(filters: Filters): void {
  const known: readonly string[] = Object.values(TargetFilterName);
  const unknown = Object.keys(filters ?? {}).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new InvalidTargetFilterNameException(toParts(`Invalid target filter: ${unknown}`));
}

/** Both filters must agree; one filter's values are alternatives. */
function isWanted(target: SimDeploymentTarget, filters: Filters): boolean {
  const { TargetStatus: statuses = [], ServerInstanceLabel: labels = [] } = filters ?? {};
  if (statuses.length > 0 && !statuses.includes(target.status)) return false;
  return labels.length === 0 || (target.label !== undefined && labels.includes(target.label));
}

/** The only size error that AWS models for this call; its text speaks of ECS and Lambda, so EC2 may use another [?]. */
const batchGetDeploymentTargets = defineOperation(BatchGetDeploymentTargetsCommand, (input, { region }) => {
  const found = findTargets(region, input.deploymentId);
  const ids = [...new Set(input.targetIds ?? [])];
  if (ids.length === 0) throw toMissingMember("targetIds");
  if (ids.length > batchLimits.BatchGetDeploymentTargets) {
    const message = `At most ${batchLimits.BatchGetDeploymentTargets} targets may be asked for, not ${ids.length}.`;
    throw new DeploymentTargetListSizeExceededException(toParts(message));
  }
  return { deploymentTargets: ids.map((id) => findTarget(found, id)) };
});

export const targetOperations = [listDeploymentTargets, batchGetDeploymentTargets];
