import { eventLimitMs } from "#lib/domain/aws-limits.ts";
import { addMs, type Instant, minuteMs, secondMs, toInstant, toIso } from "#lib/domain/time.ts";
import {
  afterFailedTarget,
  type EventFailure,
  type FailedTarget,
  toEventFailures,
  toEventFinding,
} from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { toHealth } from "#lib/rules/deployment/traffic-health.ts";
import { type TargetEvent, toCurrentEvents, toOwnTargetGroups } from "#lib/rules/deployment/traffic-waits.ts";
import { toLookAtTarget, toStopAdvice } from "#lib/rules/deployment-advice.ts";
import {
  type Advice,
  type CheckContext,
  cite,
  defineRule,
  type Evidence,
  type RuleFinding,
} from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactsFrom } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** Beside the health checks: registration, and an application that takes its time to answer. */
const startUpMs = 5 * minuteMs;

/** ELB's defaults, 5 checks at 30 seconds (ELB:target-group-health-checks). */
const defaultChecksMs = 5 * 30 * secondMs;

type Facts = FactsFrom<
  | "codedeploy-deployments"
  | "codedeploy-targets"
  | "codedeploy-group"
  | "elb-target-groups"
  | "elb-target-health"
  | "ec2-instances"
>;

export const allowTrafficStuck = defineRule({
  id: "allow-traffic-stuck",
  title: "AllowTraffic waits for a target that does not become healthy",
  severity: "warning",
  why: "In AllowTraffic CodeDeploy registers the instance and waits until the load balancer calls it healthy. No script runs and no log is written. Where the health check never passes, the event stays InProgress for up to an hour and then fails without saying why; in a deployment made for a launch the instance is then terminated and replaced.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
  ],
  thresholds: [
    {
      what: "AllowTraffic lasts, beyond the time the health checks need (checks to pass × interval)",
      value: toDuration(startUpMs),
      reason: "Registration and the application's start take a while in a healthy deployment too.",
    },
    {
      what: "The health checks' time where the target group's settings are not known",
      value: toDuration(defaultChecksMs),
      reason: "ELB's default: 5 checks at 30 seconds.",
    },
    {
      what: "CodeDeploy gives up on one event",
      value: toDuration(eventLimitMs),
      reason: "AWS's documented limit.",
    },
    recentThreshold,
  ],
  lookalikes: [
    "A target group with many checks at a long interval: the wait is then as long as its settings say.",
    "An application that needs many minutes to start: it becomes healthy in the end.",
  ],
  leadsTo: [...afterFailedTarget, "deployment-already-running"],
  needs: [
    "codedeploy-deployments",
    "codedeploy-targets",
    "codedeploy-group",
    "elb-target-groups",
    "elb-target-health",
    "ec2-instances",
  ],
  check(facts, context) {
    const waiting = toCurrentEvents(facts, "AllowTraffic").filter((wait) => isStuck(wait, facts, context));
    const byDeployment = groupBy(waiting, ({ deployment }) => deployment);
    const failures = toEventFailures(facts, "traffic").filter(
      ({ newest }) => !byDeployment.has(newest.deployment) && !wasLost(newest, facts),
    );
    return [
      ...[...byDeployment.values()].map((waits) => toStuckFinding(waits, facts, context)),
      ...failures.map((failure) => toFailedFinding(failure, facts, context)),
    ];
  },
});

function isStuck({ target, event }: TargetEvent, facts: Facts, context: CheckContext): boolean {
  if (event.startTime === undefined) return false;
  if (toHealth(target.value.targetId, facts, context).state === "healthy") return false;
  return target.lastSeen - event.startTime >= toChecksMs(facts) + startUpMs;
}

/** How long the health checks of the slowest target group take to pass. */
function toChecksMs(facts: Facts): number {
  const times = toOwnTargetGroups(facts).flatMap(
    ({ value: { healthyThreshold, healthCheckIntervalSeconds } }) =>
      healthyThreshold === undefined || healthCheckIntervalSeconds === undefined
        ? []
        : [healthyThreshold * healthCheckIntervalSeconds * secondMs],
  );
  return times.length === 0 ? defaultChecksMs : Math.max(...times);
}

/** The instance ended before the event did: that is what made it fail. */
function wasLost({ deployment, target, event }: FailedTarget, facts: Facts): boolean {
  const before = event.endTime ?? deployment.value.completeTime;
  return facts.instance.some(
    ({ value: { id, terminatedAt } }) =>
      id === target.value.targetId &&
      terminatedAt !== undefined &&
      before !== undefined &&
      terminatedAt < before,
  );
}

function toStuckFinding(waits: readonly TargetEvent[], facts: Facts, context: CheckContext): RuleFinding {
  const { now } = context;
  const [first] = waits;
  if (first === undefined) throw new RangeError("no wait to report");
  const starts = waits.flatMap(({ event }) => event.startTime ?? []);
  const since = toInstant(Math.min(...starts));
  const health = waits.map(({ target }) => toHealth(target.value.targetId, facts, context));
  const ids = waits.map(({ target }) => target.value.targetId);
  const words = [...new Set(health.map((one) => one.words))];
  return {
    subject: { kind: "deployment", id: first.deployment.value.id },
    verdict: health.some(({ state }) => state === "unhealthy") ? "corroborated" : "suspected",
    since,
    summary: `AllowTraffic of ${first.deployment.value.id} has waited on ${toWords(ids)} since ${toClock(since, now)} (${toDuration(first.target.lastSeen - since)}): ${words.join("; ")}. ${toLimitWords(since, now)}`,
    evidence: [...waits.flatMap(citeEvent), ...health.flatMap(({ evidence }) => evidence)],
    disprovedBy: "The load balancer calling the instance healthy, or AllowTraffic ending by itself.",
    advice: [
      toLookAtTarget(first.deployment.value.id, first.target.value.targetId, context.scope),
      remedy,
      toStopAdvice(first.deployment.value, context.scope),
    ],
  };
}

function toLimitWords(since: Instant, now: Instant): string {
  const limit = addMs(since, eventLimitMs);
  return now < limit
    ? `CodeDeploy waits until ${toClock(limit, now)} at the latest, and then fails the target.`
    : `AWS's documented limit of one hour ended at ${toClock(limit, now)}.`;
}

function toFailedFinding(failure: EventFailure, facts: Facts, context: CheckContext): RuleFinding {
  const { newest } = failure;
  const health = toHealth(newest.target.value.targetId, facts, context);
  const finding = toEventFinding(failure, context, {
    means: `CodeDeploy waited there for the load balancer to call the instance healthy (now ${health.words}), and gave up`,
    disprovedBy: "A later deployment that gets through AllowTraffic with the same health check.",
    advice: [remedy],
  });
  return { ...finding, evidence: [...finding.evidence, ...health.evidence] };
}

function citeEvent({ target, event }: TargetEvent): readonly Evidence[] {
  const { name, status, startTime } = event;
  const start = startTime === undefined ? undefined : toIso(startTime);
  return [
    cite(target, `lifecycleEvents[${name}].status`, status),
    ...(start === undefined ? [] : [cite(target, `lifecycleEvents[${name}].startTime`, start)]),
  ];
}

const remedy: Advice = {
  text: "Ask the instance itself on the health check's port and path, and see that its security group lets the load balancer in. If the application answers otherwise than the check expects, correct the check or the application: a deployment that still waits then goes on by itself.",
};
