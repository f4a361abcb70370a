import type { Deployment } from "#lib/domain/code-deploy.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import { isUnsuccessful } from "#lib/rules/deployment/last-success.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

/** The abandoned launch ends so soon after the deployment that was made for it. AWS's times need not be monotone. */
const givenUpWithinMs = 2 * minuteMs;
const clockSlackMs = minuteMs;

/** These end the wait for a target: somebody lost patience, or the instance did not do its part. */
const waitCodes: readonly string[] = ["MANUAL_STOP", "HEALTH_CONSTRAINTS", "TIMEOUT", "AGENT_ISSUE"];

/** CodeDeploy ended it with a code that is about the deployment itself, such as REVISION_MISSING. Codes are an open set. */
export function isRefused(deployment: Deployment): boolean {
  const code = deployment.errorCode?.toUpperCase() ?? "";
  return isUnsuccessful(deployment) && code !== "" && !waitCodes.includes(code);
}

type EndedLaunch = { readonly from: Instant; readonly to?: Instant };

/**
 * The deployments for launches that failed as a whole, before they had a target that would name the instance: by their
 * times, each for one launch at most.
 */
export function matchRefused<Launch extends EndedLaunch>(
  launches: readonly Launch[],
  facts: Pick<AllFacts, "deployment" | "deployment-target">,
): ReadonlyMap<Launch, FactRevision<"deployment">> {
  const named = new Set(facts["deployment-target"].map(({ value }) => value.deploymentId));
  const free = new Set(
    facts.deployment.filter(
      ({ value }) => value.creator === "autoscaling" && !named.has(value.id) && isRefused(value),
    ),
  );
  const matched = new Map<Launch, FactRevision<"deployment">>();
  for (const launch of launches) {
    const [nearest] = [...free]
      .filter(({ value }) => isOf(value, launch))
      .sort((a, b) => toDistanceMs(a.value, launch) - toDistanceMs(b.value, launch));
    if (nearest === undefined) continue;
    matched.set(launch, nearest);
    free.delete(nearest);
  }
  return matched;
}

function isOf({ createTime, completeTime }: Deployment, { from, to }: EndedLaunch): boolean {
  if (createTime === undefined || completeTime === undefined || to === undefined) return false;
  const gapMs = to - completeTime;
  return createTime >= from - clockSlackMs && gapMs >= -clockSlackMs && gapMs <= givenUpWithinMs;
}

function toDistanceMs({ completeTime }: Deployment, { to }: EndedLaunch): number {
  return Math.abs((to ?? 0) - (completeTime ?? 0));
}
