import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";

export type DeploymentOwner = {
  readonly application: string;
  readonly group: string;
  readonly createTimeMs: number;
};

export type DeploymentOwners = {
  learn(deployments: readonly DeploymentInfo[]): void;
  of(id: string): DeploymentOwner | undefined;
  unknownAmong(ids: readonly string[]): string[];
};

/** Whose each deployment is: that never changes, so it need not be asked twice. The oldest knowledge goes first. */
export function createDeploymentOwners(most = 50_000): DeploymentOwners {
  const owners = new Map<string, DeploymentOwner>();
  return {
    learn(deployments) {
      for (const { deploymentId, applicationName, deploymentGroupName, createTime } of deployments) {
        if (!deploymentId || !applicationName || !deploymentGroupName || !createTime) continue;
        owners.set(deploymentId, {
          application: applicationName,
          group: deploymentGroupName,
          createTimeMs: createTime.getTime(),
        });
      }
      for (const id of owners.keys()) {
        if (owners.size <= most) break;
        owners.delete(id);
      }
    },
    of: (id) => owners.get(id),
    unknownAmong: (ids) => ids.filter((id) => !owners.has(id)),
  };
}
