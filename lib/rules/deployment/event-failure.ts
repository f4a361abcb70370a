import type { Deployment, DeploymentTarget, LifecycleEvent } from "#lib/domain/code-deploy.ts";
import type { Instant } from "#lib/domain/time.ts";
import { type EventCause, toEventCause } from "#lib/rules/deployment/event-cause.ts";
import { toFailureSeverity } from "#lib/rules/deployment/failed-with-code.ts";
import { toAftermath } from "#lib/rules/deployment/last-success.ts";
import { toLookAtTarget } from "#lib/rules/deployment-advice.ts";
import { type Advice, type CheckContext, cite, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toCount, toWords } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/**
 * Rules whose findings may follow from a release that ended half-way: between BlockTraffic and AllowTraffic its targets are
 * out of their target group, and after ApplicationStop nothing answers on them (CD:reference-appspec-file-structure-hooks).
 */
export const afterHalfRelease: readonly string[] = ["target-not-registered", "target-unhealthy"];

/** Rules whose findings may follow from a target that failed, whatever state it is left in. */
export const afterFailedTarget: readonly string[] = [
  "health-constraints",
  "rollback-cascade",
  "hook-abandoned-by-failed-deployment",
  "terminate-relaunch-loop",
  "deployment-deadlock-no-inservice",
  "bg-leftover-green-asg",
  "stop-left-instance-in-standby",
  "outdated-instances-after-scale-out",
];

/** Rules whose findings may follow from a lifecycle event that failed. */
export const afterFailedEvent: readonly string[] = [...afterFailedTarget, ...afterHalfRelease];

export type FailedTarget = {
  readonly deployment: FactRevision<"deployment">;
  readonly target: FactRevision<"deployment-target">;
  /** The event that decided it. */
  readonly event: LifecycleEvent;
};

/** Targets that failed alike: in the same event, with the same code and script. */
export type EventFailure = {
  readonly newest: FailedTarget;
  /** All of them, the newest included, newest first. */
  readonly all: readonly FailedTarget[];
  readonly rolledBack: boolean;
};

type TargetFacts = Pick<AllFacts, "deployment" | "deployment-target">;

/** The failures of this cause that nothing has mended since, one for each event, code and script. */
export function toEventFailures(facts: TargetFacts, cause: EventCause): readonly EventFailure[] {
  const failed = toFailedTargets(facts).filter(({ event }) => toEventCause(event) === cause);
  const aftermaths = new Map(
    failed.map(({ deployment: { value } }) => [value.id, toAftermath(value, facts.deployment)]),
  );
  const standing = failed.filter(({ deployment }) => aftermaths.get(deployment.value.id) !== "mended");
  const alike = groupBy(standing, ({ event }) =>
    JSON.stringify([event.name, event.diagnostics?.errorCode, event.diagnostics?.scriptName]),
  );
  return [...alike.values()].flatMap((rows) => {
    const all = [...rows].sort(newestFirst);
    const [newest] = all;
    if (newest === undefined) return [];
    return [{ newest, all, rolledBack: aftermaths.get(newest.deployment.value.id) === "rolled-back" }];
  });
}

/** Every target that an event made fail, in the order in which CodeDeploy names them. */
export function toFailedTargets(facts: TargetFacts): readonly FailedTarget[] {
  const deployments = new Map(facts.deployment.map((deployment) => [deployment.value.id, deployment]));
  return facts["deployment-target"].flatMap((target) => {
    const deployment = deployments.get(target.value.deploymentId);
    const event = toDecisiveEvent(target.value);
    return deployment === undefined || event === undefined ? [] : [{ deployment, target, event }];
  });
}

/**
 * The event that made the target fail. The last that failed: an ApplicationStop may fail before it where the deployment
 * ignores that, and a target that goes on or succeeded has not failed.
 */
function toDecisiveEvent({ status, events }: DeploymentTarget): LifecycleEvent | undefined {
  if (["Pending", "InProgress", "Ready", "Succeeded"].includes(status)) return undefined;
  return events.findLast((event) => event.status === "Failed");
}

function newestFirst(one: FailedTarget, other: FailedTarget): number {
  return (other.deployment.value.createTime ?? 0) - (one.deployment.value.createTime ?? 0);
}

export type EventWords = {
  /** Follows `d-…: Install failed at … with CODE: `, and is followed by the instances: a clause without a full stop. */
  readonly means: string;
  readonly disprovedBy: string;
  /** After the look at the target, which comes first by itself. */
  readonly advice: readonly Advice[];
};

/** What CodeDeploy says of a failed event, in a rule's words. Proved: the event's diagnostics are fields of AWS. */
export function toEventFinding(failure: EventFailure, context: CheckContext, words: EventWords): RuleFinding {
  const { deployment, target, event } = failure.newest;
  const { id } = deployment.value;
  const { errorCode } = event.diagnostics ?? {};
  const at = toEventEnd(event);
  const code = errorCode === undefined ? "" : ` with ${errorCode}`;
  const instances = [...new Set(failure.all.map((one) => one.target.value.targetId))];
  return {
    subject: { kind: "deployment", id },
    verdict: "proved",
    severity: toFailureSeverity({ at, rolledBack: failure.rolledBack }, context, "warning"),
    since: at,
    summary: `${id}: ${event.name} failed${toWhen(at, context.now)}${code}: ${words.means} on ${toWords(instances)}.${toSequelWords(failure)}`,
    evidence: [...citeFailedEvent(failure.newest), ...citeAlike(failure)],
    disprovedBy: words.disprovedBy,
    advice: [toLookAtTarget(id, target.value.targetId, context.scope), ...words.advice],
  };
}

/** Made for one instance that Auto Scaling launches, with the revision that last succeeded. */
export function isLaunch({ creator }: Deployment): boolean {
  return creator === "autoscaling";
}

export function toEventEnd(event: LifecycleEvent): Instant | undefined {
  return event.endTime ?? event.startTime;
}

function toWhen(at: Instant | undefined, now: Instant): string {
  return at === undefined ? "" : ` at ${toClock(at, now)}`;
}

function toSequelWords({ all, rolledBack }: EventFailure): string {
  const earlier = new Set(all.map(({ deployment }) => deployment.value.id)).size - 1;
  const before = earlier > 0 ? ` The same happened in ${toCount(earlier, "earlier deployment")}.` : "";
  return `${before}${rolledBack ? " A rollback has succeeded since." : ""}`;
}

const alikeCited = 4;

/** Of the others, what makes them alike. */
function citeAlike({ all }: EventFailure): readonly Evidence[] {
  return all
    .slice(1, 1 + alikeCited)
    .map(({ target, event }) => cite(target, `lifecycleEvents[${event.name}].status`, event.status));
}

/** Everything that CodeDeploy says about the event. */
export function citeFailedEvent({ target, event }: FailedTarget): readonly Evidence[] {
  const { errorCode, scriptName, message, logTail } = event.diagnostics ?? {};
  const fields = { errorCode, scriptName, message, logTail };
  return [
    cite(target, `lifecycleEvents[${event.name}].status`, event.status),
    ...Object.entries(fields).flatMap(([field, value]) =>
      value === undefined || value === ""
        ? []
        : [cite(target, `lifecycleEvents[${event.name}].diagnostics.${field}`, value)],
    ),
  ];
}
