import { type Deployment, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { hourMs, type Instant } from "#lib/domain/time.ts";
import { isUnsuccessful, toAftermath } from "#lib/rules/deployment/last-success.ts";
import type { CheckContext, Severity } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

type DeploymentFact = FactRevision<"deployment">;

/** What ended longer ago than this explains, and nobody has to act on it. */
const recentMs = 24 * hourMs;

/** Deployments to the whole group, not to one instance that is launched or terminated. */
export function isForFleet({ creator }: Deployment): boolean {
  return creator !== "autoscaling" && creator !== "autoscalingTermination";
}

/** Deployments to the whole group that still run. */
export function toRunningFleet(deployments: readonly DeploymentFact[]): readonly DeploymentFact[] {
  return deployments.filter(({ value }) => isForFleet(value) && !isFinalDeployment(value));
}

/** Those that run, and those that did not succeed while nothing has mended it since: what may have been disturbed. */
export function toDisturbedFleet(deployments: readonly DeploymentFact[]): readonly DeploymentFact[] {
  return deployments.filter(({ value }) => {
    if (!isForFleet(value)) return false;
    if (!isFinalDeployment(value)) return true;
    return isUnsuccessful(value) && toAftermath(value, deployments) === "standing";
  });
}

/** True if the deployment ran at that moment. */
export function wasRunning({ createTime, completeTime, status }: Deployment, at: Instant): boolean {
  if (createTime === undefined || at < createTime) return false;
  return completeTime === undefined ? !isFinalDeployment({ status }) : at <= completeTime;
}

/** What disturbs a deployment matters while it runs and for a day after. */
export function toDisturbanceSeverity({ value }: DeploymentFact, { now }: CheckContext): Severity {
  return value.completeTime !== undefined && now - value.completeTime > recentMs ? "info" : "warning";
}
