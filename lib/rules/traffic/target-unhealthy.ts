import { isGone } from "#lib/domain/ec2.ts";
import { type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import { contradictionMs } from "#lib/rules/contradiction.ts";
import { toOpenTargets } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { citeTargetHealth, toLookAtHealth } from "#lib/rules/traffic/target-group-targets.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** A deployment restarts the application; with AWS's default checks it is then healthy again well within this time. */
const restartMs = 10 * minuteMs;

type Facts = FactsFrom<
  "elb-target-health" | "ec2-instances" | "codedeploy-deployments" | "codedeploy-targets"
>;
type Targets = readonly FactRevision<"target">[];
/** The deployments that are at work on an instance, or were just before, by instance. */
type Restarts = ReadonlyMap<string, FactRevision<"deployment-target">>;

export const targetUnhealthy = defineRule({
  id: "target-unhealthy",
  title: "Targets fail the load balancer's health check",
  severity: "warning",
  why: "The load balancer sends no requests to a target that fails its health check; a deployment that waits for it in AllowTraffic waits up to an hour. Where every target fails, it sends requests to all of them all the same.",
  docs: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  ],
  thresholds: [
    {
      what: "targets have been unhealthy for",
      value: toDuration(contradictionMs),
      reason: "Younger, it may be one failed check.",
    },
    {
      what: "a deployment at work on the instance, or just before, explains it for",
      value: toDuration(restartMs),
      reason:
        "It restarts the application; with AWS's default checks that is healthy again well within this time.",
    },
  ],
  lookalikes: [
    "Just after AllowTraffic, and while a deployment without traffic control restarts the application, targets are unhealthy for a moment.",
    "Where every target is unhealthy, the load balancer sends requests to all of them: users may notice little.",
  ],
  leadsTo: ["allow-traffic-stuck", "elb-healthcheck-kills-during-deploy"],
  needs: ["elb-target-health", "ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const gone = new Set(facts.instance.filter(({ value }) => isGone(value)).map(({ value }) => value.id));
    const byGroup = new Map<string, FactRevision<"target">[]>();
    for (const target of facts.target) {
      if (gone.has(target.value.instanceId)) continue;
      const arn = target.value.targetGroupArn;
      byGroup.set(arn, [...(byGroup.get(arn) ?? []), target]);
    }
    return [...byGroup.values()].flatMap((targets) => {
      const unhealthy = targets.filter(({ value }) => value.state === "unhealthy");
      if (unhealthy.length === 0) return [];
      return [toFinding({ unhealthy, all: targets, restarts: toRestarts(unhealthy, facts), context })];
    });
  },
});

function toRestarts(unhealthy: Targets, facts: Facts): Restarts {
  const open = new Set(toOpenTargets(facts).map(({ revision }) => revision));
  const restarts = new Map<string, FactRevision<"deployment-target">>();
  for (const target of unhealthy) {
    if (target.lastSeen - target.since >= restartMs) continue;
    const own = facts["deployment-target"].filter(({ value }) => value.targetId === target.value.instanceId);
    const at =
      own.find((deployed) => open.has(deployed) && deployed.value.status === "InProgress") ??
      own.find((deployed) => hasJustEnded(deployed, target.lastSeen));
    if (at !== undefined) restarts.set(target.value.instanceId, at);
  }
  return restarts;
}

function hasJustEnded({ value }: FactRevision<"deployment-target">, now: Instant): boolean {
  return value.events.some(({ endTime }) => endTime !== undefined && now - endTime < restartMs / 2);
}

type Found = {
  readonly unhealthy: Targets;
  readonly all: Targets;
  readonly restarts: Restarts;
  readonly context: CheckContext;
};

function toFinding({ unhealthy, all, restarts, context }: Found): RuleFinding {
  const arn = unhealthy[0]?.value.targetGroupArn ?? "";
  const name = unhealthy[0]?.value.targetGroupName ?? "";
  const lasting = unhealthy.filter((target) => target.lastSeen - target.since >= contradictionMs);
  const since = toInstant(Math.min(...unhealthy.map((target) => target.since)));
  const ids = [...new Set(unhealthy.map(({ value }) => value.instanceId))];
  const reasons = [...new Set(unhealthy.map(({ value }) => toReason(value)))];
  const allFail = isEveryTargetFailing(unhealthy, all, context);
  const unexplained = lasting.some(({ value }) => !restarts.has(value.instanceId));
  return {
    subject: { kind: "target-group", id: arn },
    verdict: lasting.length > 0 ? "proved" : "suspected",
    severity: toSeverity({ lasts: lasting.length > 0, allFail, unexplained }),
    since,
    summary: `${toCount(unhealthy.length, "target")} of ${name} ${unhealthy.length === 1 ? "is" : "are"} unhealthy, first read so at ${toClock(since, context.now)}: ${toWords(ids)} (${reasons.join("; ")}).${allFail ? " No target is healthy: the load balancer sends requests to all of them all the same." : ""}${toRestartWords(restarts)}`,
    evidence: [
      ...unhealthy.flatMap(citeTargetHealth),
      ...[...restarts.values()].map((at) => cite(at, "instanceTarget.status", at.value.status)),
    ],
    disprovedBy:
      "The targets turning healthy at the next readings: a restart during a deployment looks the same for a moment.",
    advice: [toLookAtHealth(arn, context), { text: toRemedy(reasons) }],
  };
}

function toReason({ reason, description }: FactRevision<"target">["value"]): string {
  return (
    [reason, description].filter((text) => text !== undefined && text !== "").join(": ") || "no reason given"
  );
}

/** Nothing healthy, and nothing that may still become so. Needs the complete listing. */
function isEveryTargetFailing(unhealthy: Targets, all: Targets, context: CheckContext): boolean {
  if (context.partial.includes("elb-target-health")) return false;
  const inService = all.filter(({ value }) => value.state !== "unused" && !value.state.endsWith("draining"));
  return inService.length === unhealthy.length;
}

function toRestartWords(restarts: Restarts): string {
  const ids = [...new Set([...restarts.values()].map(({ value }) => value.deploymentId))];
  if (ids.length === 0) return "";
  return ` ${toWords(ids)} ${ids.length === 1 ? "is" : "are"} at work on ${toWords([...restarts.keys()])}, or ${ids.length === 1 ? "was" : "were"} just before: a restart looks the same for some minutes.`;
}

type Gravity = {
  readonly lasts: boolean;
  readonly allFail: boolean;
  /** At least one that no deployment explains. */
  readonly unexplained: boolean;
};

function toSeverity({ lasts, allFail, unexplained }: Gravity) {
  if (!lasts) return "info";
  if (allFail) return unexplained ? "critical" : "warning";
  return unexplained ? "warning" : "info";
}

function toRemedy(reasons: readonly string[]): string {
  const text = reasons.join(" ");
  if (text.includes("Elb.InternalError")) {
    return "Elb.InternalError is on the load balancer's side; if it stays, AWS Support can tell more.";
  }
  if (text.includes("Target.ResponseCodeMismatch")) {
    return "The application answers, but not with the expected code: check the health check's path and the codes it accepts, and the application's own log.";
  }
  return "The application does not answer in time: check that it listens on the health check's port and path, and that the security group lets the load balancer in.";
}
