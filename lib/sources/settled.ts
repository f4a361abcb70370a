import { type Deployment, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { addMs, type Instant, minuteMs } from "#lib/domain/time.ts";

/** Long enough for a rollback to be named in the deployment it follows, and for agents to report their last event. */
const settlingMs = 15 * minuteMs;

/** True for a deployment that ended so long ago that reading it again would say the same. */
export function isSettled(deployment: Deployment, now: Instant): boolean {
  const { completeTime } = deployment;
  return isFinalDeployment(deployment) && completeTime !== undefined && addMs(completeTime, settlingMs) < now;
}
