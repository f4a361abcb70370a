import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { makeDeployment, makeDeploymentTarget } from "#lib/testing/code-deploy-facts.ts";
import { minutesAgo } from "#lib/testing/revision.ts";

/** An event that failed five minutes ago; ApplicationStart with a script that failed unless told. */
export function makeFailedEvent(value: Partial<LifecycleEvent> = {}): LifecycleEvent {
  return {
    name: "ApplicationStart",
    status: "Failed",
    startTime: minutesAgo(6),
    endTime: minutesAgo(5),
    diagnostics: {
      errorCode: "ScriptFailed",
      scriptName: "scripts/start.sh",
      message: "exit 1",
      logTail: "cannot bind",
    },
    ...value,
  };
}

/** A target of d-7QK2AAAAA that failed in this event, the one before having succeeded. */
export function makeFailedTarget(
  event: LifecycleEvent = makeFailedEvent(),
  value: Parameters<typeof makeDeploymentTarget>[0] = {},
) {
  return makeDeploymentTarget({
    status: "Failed",
    events: [{ name: "BeforeInstall", status: "Succeeded" }, event],
    ...value,
  });
}

/** d-7QK2AAAAA, ended five minutes ago because too few instances stayed healthy. */
export function makeFailedDeployment(value: Parameters<typeof makeDeployment>[0] = {}) {
  return makeDeployment({
    status: "Failed",
    errorCode: "HEALTH_CONSTRAINTS",
    errorMessage:
      "The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.",
    completeTime: minutesAgo(5),
    ...value,
  });
}
