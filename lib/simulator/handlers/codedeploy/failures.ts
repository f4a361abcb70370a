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

const $metadata = {};

/** CodeDeploy has an exception of its own for almost every member it misses. */
export function toMissingMember(member: string): Error {
  const message = `${member} is required.`;
  if (/^applicationNames?$/.test(member)) return new ApplicationNameRequiredException({ message, $metadata });
  if (/^deploymentGroupNames?$/.test(member))
    return new DeploymentGroupNameRequiredException({ message, $metadata });
  if (/^deploymentIds?$/.test(member)) return new DeploymentIdRequiredException({ message, $metadata });
  if (/^targetIds?$/.test(member)) return new DeploymentTargetIdRequiredException({ message, $metadata });
  if (member === "deploymentConfigName")
    return new DeploymentConfigNameRequiredException({ message, $metadata });
  return new AwsError("ValidationException", message);
}

export function toInvalidToken(): Error {
  return new InvalidNextTokenException({ message: "The specified next token is invalid.", $metadata });
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
  throw new BatchLimitExceededException({ message, $metadata });
}

type Application = { readonly name: string; readonly id: string; readonly createTime: number };

export function findApplication(region: SimRegion, name: string | undefined): Application {
  if (name === undefined) throw toMissingMember("applicationName");
  const found = region.applications.get(name);
  if (found !== undefined) return found;
  throw new ApplicationDoesNotExistException({
    message: `No application found for name: ${name}`,
    $metadata,
  });
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
  throw new DeploymentGroupDoesNotExistException({
    message: `No Deployment Group found for name: ${name}`,
    $metadata,
  });
}

export function findDeployment(region: SimRegion, id: string | undefined): SimDeployment {
  if (id === undefined) throw toMissingMember("deploymentId");
  const found = region.deployments.get(id);
  if (found !== undefined) return found;
  throw new DeploymentDoesNotExistException({
    message: `The deployment ${id} could not be found`,
    $metadata,
  });
}

export function findConfig(region: SimRegion, name: string | undefined): SimDeploymentConfig {
  if (name === undefined) throw toMissingMember("deploymentConfigName");
  const found = region.deploymentConfigs.get(name);
  if (found !== undefined) return found;
  throw new DeploymentConfigDoesNotExistException({
    message: `No Deployment Configuration found for name: ${name}`,
    $metadata,
  });
}
