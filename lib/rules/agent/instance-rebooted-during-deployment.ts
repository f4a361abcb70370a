import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { hourMs, type Instant, minuteMs, toIso } from "#lib/domain/time.ts";
import { toLatestTargets } from "#lib/rules/agent/latest-targets.ts";
import { afterHalfRelease } from "#lib/rules/deployment/event-failure.ts";
import { toAftermath } from "#lib/rules/deployment/last-success.ts";
import { toLookAtTarget, toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import type { OpenTarget } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** CodeDeploy's and EC2's clocks need not agree to the second. */
const clockSlackMs = minuteMs;

/** A failure older than this is history. */
const recentMs = 24 * hourMs;

type Restart = {
  readonly target: OpenTarget;
  readonly event: LifecycleEvent;
  readonly eventStart: Instant;
  readonly instance: FactRevision<"instance">;
  readonly launchTime: Instant;
};

export const instanceRebootedDuringDeployment = defineRule({
  id: "instance-rebooted-during-deployment",
  title: "The instance was stopped and started while a lifecycle event ran",
  severity: "warning",
  why: "A script that is cut off by a restart never reports its end, and AWS warns that an instance that takes more than five minutes to come back fails this deployment and later ones. EC2 gives the time of the last start: one that lies inside a lifecycle event proves the restart.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html"],
  thresholds: [
    {
      what: "the start lies after the beginning of the event by more than",
      value: toDuration(clockSlackMs),
      reason: "The times are those of two services, whose clocks need not agree to the second.",
    },
    {
      what: "a failure stays a warning",
      value: toDuration(recentMs),
      reason: "What failed longer ago is history.",
    },
  ],
  lookalikes: [
    "A plain reboot leaves EC2's launch time as it was, so it is not seen here; its deployments fail in the same way.",
  ],
  leadsTo: [
    "agent-restarted-mid-deployment",
    "agent-not-running",
    "script-failed",
    "health-constraints",
    ...afterHalfRelease,
  ],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const instances = new Map(facts.instance.map((instance) => [instance.value.id, instance]));
    return toLatestTargets(facts).flatMap((target) => {
      const restart = toRestart(target, instances.get(target.revision.value.targetId));
      if (restart === undefined) return [];
      if (toAftermath(target.deployment.value, facts.deployment) === "mended") return [];
      return [toFinding(restart, context)];
    });
  },
});

function toRestart(target: OpenTarget, instance: FactRevision<"instance"> | undefined): Restart | undefined {
  if (instance === undefined || !instance.value.listed) return undefined;
  const { launchTime } = instance.value;
  if (launchTime === undefined) return undefined;
  for (const event of target.revision.value.events) {
    const { startTime: eventStart } = event;
    if (eventStart === undefined || launchTime - eventStart <= clockSlackMs) continue;
    if (isCutOff(event, launchTime)) return { target, event, eventStart, instance, launchTime };
  }
  return undefined;
}

/** Had begun before the start, and had not ended by then. */
function isCutOff({ status, endTime }: LifecycleEvent, launchTime: Instant): boolean {
  if (status === "InProgress") return true;
  return status === "Failed" && endTime !== undefined && endTime > launchTime;
}

function toFinding(restart: Restart, context: CheckContext): RuleFinding {
  const { target, event, eventStart, instance, launchTime } = restart;
  const { deployment, revision } = target;
  const { targetId } = revision.value;
  const { now, scope } = context;
  return {
    subject: { kind: "instance", id: targetId },
    verdict: "corroborated",
    ...(now - launchTime > recentMs ? { severity: "info" as const } : {}),
    since: launchTime,
    summary: `EC2 started ${targetId} at ${toClock(launchTime, now)}, but ${event.name} of ${deployment.value.id} had begun on it at ${toClock(eventStart, now)}: it was stopped and started in the middle (the event is ${event.status}).`,
    evidence: [
      cite(instance, "LaunchTime", toIso(launchTime)),
      cite(revision, `lifecycleEvents[${event.name}].startTime`, toIso(eventStart)),
      cite(revision, `lifecycleEvents[${event.name}].status`, event.status),
      cite(deployment, "status", deployment.value.status),
    ],
    disprovedBy: `CloudTrail showing no stop and start of ${targetId} in that time.`,
    advice: [
      toLookAtTarget(deployment.value.id, targetId, scope),
      {
        text: "Wait until the instance and its agent are up again; an event that was cut off fails by itself, at the latest an hour after it began.",
      },
      toRedeployAdvice(scope),
    ],
  };
}
