import { type Deployment, type DeploymentTarget, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { type Instance, isGone } from "#lib/domain/ec2.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** What CodeDeploy calls the Auto Scaling group that it copies for a deployment (CD:integrations-aws-auto-scaling). */
export function toCopyName(deploymentGroup: string, deploymentId: string): string {
  return `CodeDeploy_${deploymentGroup}_${deploymentId}`;
}

/** The deployment that such a name was made by; undefined for names of another form. */
export function parseCopyName(deploymentGroup: string, name: string): string | undefined {
  const prefix = toCopyName(deploymentGroup, "");
  const id = name.slice(prefix.length);
  return name.startsWith(prefix) && /^d-[A-Z0-9]+$/.test(id) ? id : undefined;
}

/** Auto Scaling's own tag on each instance that it launches; it stays on one that was detached. */
export const launchGroupTag = "aws:autoscaling:groupName";

/** The Auto Scaling group that launched the instance, where it still lives. */
export function toLaunchGroup(instance: Instance): string | undefined {
  return instance.listed && !isGone(instance) ? instance.tags[launchGroupTag] : undefined;
}

export function isBlueGreen({ deploymentType }: Pick<Deployment, "deploymentType">): boolean {
  return deploymentType === "BLUE_GREEN";
}

/** An original instance of a blue/green deployment, as against a replacement. */
export function isOriginal({ label }: Pick<DeploymentTarget, "label">): boolean {
  return label?.toLowerCase() === "blue";
}

/** The newest deployment to the whole group that succeeded or still runs. */
export function toNewest(
  deployments: readonly FactRevision<"deployment">[],
): FactRevision<"deployment"> | undefined {
  return deployments
    .filter(({ value }) => !value.creator?.startsWith("autoscaling"))
    .filter(({ value }) => value.status === "Succeeded" || !isFinalDeployment(value))
    .sort((a, b) => (b.value.createTime ?? 0) - (a.value.createTime ?? 0))[0];
}
