import { type Deployment, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** `mended`: a later deployment succeeded · `rolled-back`: only a rollback did · `standing`: none did. */
export type Aftermath = "mended" | "rolled-back" | "standing";

/** Made for one instance, by Auto Scaling's hooks (m:codedeploy). All other deployments are for the whole group. */
const instanceCreators = ["autoscaling", "autoscalingTermination"];
const rollbackCreators = ["codeDeployRollback", "CloudFormationRollback"];

/**
 * What came after a deployment that did not succeed. A launch or a termination that succeeded says nothing about a
 * deployment to the whole group: it reaches one instance, and a launch brings the revision before.
 */
export function toAftermath(
  failed: Deployment,
  deployments: readonly FactRevision<"deployment">[],
): Aftermath {
  const successes = deployments
    .map(({ value }) => value)
    .filter((one) => one.status === "Succeeded" && isAfter(one, failed) && reaches(one, failed));
  if (successes.length === 0) return "standing";
  return successes.every(isRollback) ? "rolled-back" : "mended";
}

function isAfter(one: Deployment, failed: Deployment): boolean {
  return (
    one.createTime !== undefined && failed.createTime !== undefined && one.createTime > failed.createTime
  );
}

function reaches(one: Deployment, failed: Deployment): boolean {
  return !isForOneInstance(one) || one.creator === failed.creator;
}

/** Made by a lifecycle hook for the launch or the termination of one instance. */
export function isForOneInstance({ creator }: Pick<Deployment, "creator">): boolean {
  return instanceCreators.includes(creator ?? "");
}

/** CodeDeploy or CloudFormation made it to undo another one. */
export function isRollback({ creator, rollbackOf }: Deployment): boolean {
  return rollbackOf !== undefined || rollbackCreators.includes(creator ?? "");
}

/** Ended otherwise than well: failed, or stopped by a person, an alarm or a limit. */
export function isUnsuccessful(deployment: Pick<Deployment, "status">): boolean {
  return isFinalDeployment(deployment) && deployment.status !== "Succeeded";
}
