import {
  ApplicationDoesNotExistException,
  ApplicationNameRequiredException,
  BatchLimitExceededException,
  DeploymentConfigDoesNotExistException,
  DeploymentConfigNameRequiredException,
  DeploymentDoesNotExistException,
  DeploymentGroupDoesNotExistException,
  DeploymentGroupNameRequiredException,
  DeploymentIdRequiredException,
  DeploymentTargetIdRequiredException,
  InvalidNextTokenException,
} from "@aws-sdk/client-codedeploy";
import { AwsError } from "#lib/simulator/wire/aws-error.ts";
import type {
  SimDeployment,
  SimDeploymentConfig,
  SimDeploymentGroup,
  SimRegion,
} from "#lib/simulator/world/state.ts";

/** What the SDK's own exceptions are made of. */
export function toParts(message: string): { readonly message: string; readonly $metadata: object } {
  return { message, $metadata: {} };
}

/** CodeDeploy has an exception of its own for almost every member it misses. */
export function toMissingMember(member: string): Error {
  const message = `${member} is required.`;
  const parts = toParts(message);
  if (/^applicationNames?$/.test(member)) return new ApplicationNameRequiredException(parts);
  if (/^deploymentGroupNames?$/.test(member)) return new DeploymentGroupNameRequiredException(parts);
  if (/^deploymentIds?$/.test(member)) return new DeploymentIdRequiredException(parts);
  if (/^targetIds?$/.test(member)) return new DeploymentTargetIdRequiredException(parts);
  if (member === "deploymentConfigName") return new DeploymentConfigNameRequiredException(parts);
  return new AwsError("ValidationException", message);
}

export function toInvalidToken(): Error {
  return new InvalidNextTokenException(toParts("The specified next token is invalid."));
}

/** The names or ids of a batch call: at least one, at most the limit, each once. */
export function checkBatch(
  member: string,
  given: readonly string[] | undefined,
  most: number,
): readonly string[] {
  if (given === undefined || given.length === 0) throw toMissingMember(member);
  if (given.length <= most) return [...new Set(given)];
  const message = `The maximum number of ${member} allowed for this request (${most}) was exceeded.`;
  throw new BatchLimitExceededException(toParts(message));
}

type Application = { readonly name: string; readonly id: string; readonly createTime: number };

export function findApplication(region: SimRegion, name: string | undefined): Application {
  if (name === undefined) throw toMissingMember("applicationName");
  const found = region.applications.get(name);
  if (found !== undefined) return found;
  throw new ApplicationDoesNotExistException(toParts(`No application found for name: ${name}`));
}

export function findGroup(
  region: SimRegion,
  application: string | undefined,
  name: string | undefined,
): SimDeploymentGroup {
  findApplication(region, application);
  if (name === undefined) throw toMissingMember("deploymentGroupName");
  const found = region.deploymentGroups.get(`${application}/${name}`);
  if (found !== undefined) return found;
  throw new DeploymentGroupDoesNotExistException(toParts(`No Deployment Group found for name: ${name}`));
}

export function findDeployment(region: SimRegion, id: string | undefined): SimDeployment {
  if (id === undefined) throw toMissingMember("deploymentId");
  const found = region.deployments.get(id);
  if (found !== undefined) return found;
  throw new DeploymentDoesNotExistException(toParts(`The deployment ${id} could not be found`));
}

export function findConfig(region: SimRegion, name: string | undefined): SimDeploymentConfig {
  if (name === undefined) throw toMissingMember("deploymentConfigName");
  const found = region.deploymentConfigs.get(name);
  if (found !== undefined) return found;
  throw new DeploymentConfigDoesNotExistException(
    toParts(`No Deployment Configuration found for name: ${name}`),
  );
}
