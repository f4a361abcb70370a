import { blueGreenLimitMs, inPlaceLimitMs, readyLimitMs } from "#lib/domain/aws-limits.ts";
import { type Deployment, type DeploymentGroup, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { addMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import { type Wait, type WaitDeadline, withNext } from "#lib/report/wait.ts";
import { limitsPage } from "#lib/report/wait-limits.ts";
import { toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

type ClockInput = { readonly group: DeploymentGroup | undefined; readonly now: Instant };

/** A deployment as a whole, what it waits for while it is ready for its traffic to be shifted, and how long it keeps the original instances. */
export function toDeploymentClock(
  deployment: FactRevision<"deployment">,
  { group, now }: ClockInput,
): readonly Wait[] {
  if (isFinalDeployment(deployment.value)) return toBlueWait(deployment.value, { group, now });
  const whole = toWholeWait(deployment.value, now);
  return deployment.value.status === "Ready" ? [toReadyWait(deployment, { group, now }), whole] : [whole];
}

/** The count-down to the end of the original instances, which a deployment that succeeded still runs. */
function toBlueWait(
  { id, blueWaitStarted, completeTime }: Deployment,
  { group, now }: ClockInput,
): readonly Wait[] {
  const { blueTerminationAction, blueWaitMinutes } = group ?? {};
  if (blueWaitStarted !== true || completeTime === undefined) return [];
  if (blueTerminationAction !== "TERMINATE" || blueWaitMinutes === undefined) return [];
  const end = {
    at: addMs(completeTime, blueWaitMinutes * minuteMs),
    certainty: "documented",
    what: "CodeDeploy terminates the original (blue) instances: after that there is no way back to them.",
    source: "the deployment group's terminationWaitTimeInMinutes",
  } as const;
  if (end.at <= now) return [];
  const wait = {
    kind: "blue-termination",
    subject: { kind: "deployment", id },
    sentence: "It succeeded and keeps the original (blue) instances for a while.",
    since: completeTime,
    sinceCertainty: "exact",
    deadlines: [end],
  } as const;
  return [withNext(wait, now)];
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
function toReadyWait({ value, since }: FactRevision<"deployment">, { group, now }: ClockInput): Wait {
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
  return withNext({ ...wait, deadlines: [...toOwnLimits(group, begun), limit] }, now);
}

/** What the deployment group itself says of such a wait (DeploymentReadyOption in CodeDeploy's API). */
function toOwnLimits(group: DeploymentGroup | undefined, begun: Instant): readonly WaitDeadline[] {
  const { readyAction, readyWaitMinutes } = group ?? {};
  if (readyAction !== "STOP_DEPLOYMENT" || readyWaitMinutes === undefined) return [];
  const limit = {
    at: addMs(begun, readyWaitMinutes * minuteMs),
    certainty: "earliest",
    what: `CodeDeploy stops it unless its traffic is shifted by hand within ${toDuration(readyWaitMinutes * minuteMs)} of becoming ready, which is not dated.`,
    source: "the deployment group's deploymentReadyOption",
  } as const;
  return [limit];
}
