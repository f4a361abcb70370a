import { type Deployment, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { addMs, type Instant } from "#lib/domain/time.ts";
import { type Wait, withNext } from "#lib/report/wait.ts";
import { blueGreenLimitMs, inPlaceLimitMs, limitsPage, readyLimitMs } from "#lib/report/wait-limits.ts";
import { toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** A deployment as a whole, and what it waits for while it is ready for its traffic to be shifted. */
export function toDeploymentClock(deployment: FactRevision<"deployment">, now: Instant): readonly Wait[] {
  if (isFinalDeployment(deployment.value)) return [];
  const whole = toWholeWait(deployment.value, now);
  return deployment.value.status === "Ready" ? [toReadyWait(deployment, now), whole] : [whole];
}

function toWholeWait({ id, status, createTime, deploymentType }: Deployment, now: Instant): Wait {
  const blueGreen = deploymentType === "BLUE_GREEN";
  const limitMs = blueGreen ? blueGreenLimitMs : inPlaceLimitMs;
  const wait = {
    kind: "deployment",
    subject: { kind: "deployment", id },
    sentence: `The deployment as a whole is ${status}.`,
  } as const;
  if (createTime === undefined)
    return { ...wait, sinceCertainty: "unknown", deadlines: [], note: "Since when is not known." };
  const limit = {
    at: addMs(createTime, limitMs),
    certainty: "documented",
    what: `CodeDeploy may end it with TIMEOUT: AWS has documented ${toDuration(limitMs)} for ${blueGreen ? "a blue/green" : "an in-place"} deployment.`,
    source: blueGreen ? limitsPage : `${limitsPage}, as of 2023; may have changed`,
  } as const;
  return withNext({ ...wait, since: createTime, sinceCertainty: "exact", deadlines: [limit] }, now);
}

/** No API says since when it is ready: the limit is not reached before it counts from the deployment's beginning. */
function toReadyWait({ value, since }: FactRevision<"deployment">, now: Instant): Wait {
  const begun = value.startTime ?? value.createTime;
  const wait = {
    kind: "ready",
    subject: { kind: "deployment", id: value.id },
    sentence: "It is ready and waits for its traffic to be shifted.",
    since,
    sinceCertainty: "observed",
  } as const;
  if (begun === undefined) return { ...wait, deadlines: [], note: "When the deployment began is not known." };
  const limit = {
    at: addMs(begun, readyLimitMs),
    certainty: "earliest",
    what: `AWS ends the wait ${toDuration(readyLimitMs)} after it became ready, which CodeDeploy does not date.`,
    source: limitsPage,
  } as const;
  return withNext({ ...wait, deadlines: [limit] }, now);
}
