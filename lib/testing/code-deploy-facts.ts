import type {
  Deployment,
  DeploymentConfig,
  DeploymentGroup,
  DeploymentTarget,
} from "#lib/domain/code-deploy.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import {
  idA,
  makeRevision,
  minutesAgo,
  type Seen,
  testDeploymentGroupId,
  testHookName,
  testScope,
} from "#lib/testing/revision.ts";

function toFullGroup(value: Partial<DeploymentGroup>): DeploymentGroup {
  return {
    application: testScope.application,
    name: testScope.group,
    id: testDeploymentGroupId,
    autoScalingGroups: [{ name: "asg-prod-api", hook: testHookName }],
    tagFilters: [],
    tagSet: [],
    targetGroupNames: ["tg-prod-api"],
    alarmNames: [],
    ...value,
  };
}

export function makeDeploymentGroup(
  value: Partial<DeploymentGroup> = {},
  seen?: Seen,
): FactRevision<"deployment-group"> {
  const full = toFullGroup(value);
  return makeRevision({
    kind: "deployment-group",
    entity: `${full.application}/${full.name}`,
    value: full,
    seen,
  });
}

/** The same, as the listing of the whole account and region says it. */
export function makeRegionGroup(
  value: Partial<DeploymentGroup> = {},
  seen?: Seen,
): FactRevision<"region-group"> {
  const full = toFullGroup(value);
  return makeRevision({
    kind: "region-group",
    entity: `${full.application}/${full.name}`,
    value: full,
    seen,
  });
}

export function makeDeploymentConfig(
  value: Partial<DeploymentConfig> = {},
  seen?: Seen,
): FactRevision<"deployment-config"> {
  const full: DeploymentConfig = { name: "CodeDeployDefault.OneAtATime", ...value };
  return makeRevision({ kind: "deployment-config", entity: full.name, value: full, seen });
}

/** A fleet deployment, running for twenty minutes. */
export function makeDeployment(value: Partial<Deployment> = {}, seen?: Seen): FactRevision<"deployment"> {
  const full: Deployment = {
    id: "d-7QK2AAAAA",
    application: testScope.application,
    group: testScope.group,
    status: "InProgress",
    creator: "user",
    createTime: minutesAgo(20),
    startTime: minutesAgo(20),
    ...value,
  };
  return makeRevision({ kind: "deployment", entity: full.id, value: full, seen });
}

export function makeTargetList(
  deploymentId: string,
  targetIds: readonly string[] | undefined,
  seen?: Seen,
): FactRevision<"target-list"> {
  const value = targetIds
    ? ({ deploymentId, started: true, targetIds } as const)
    : ({ deploymentId, started: false } as const);
  return makeRevision({ kind: "target-list", entity: deploymentId, value, seen });
}

/** A target of which nothing has begun. */
export function makeDeploymentTarget(
  value: Partial<DeploymentTarget> = {},
  seen?: Seen,
): FactRevision<"deployment-target"> {
  const full: DeploymentTarget = {
    deploymentId: "d-7QK2AAAAA",
    targetId: idA,
    status: "Pending",
    events: [{ name: "ApplicationStop", status: "Pending" }],
    ...value,
  };
  return makeRevision({
    kind: "deployment-target",
    entity: `${full.deploymentId}/${full.targetId}`,
    value: full,
    seen,
  });
}
