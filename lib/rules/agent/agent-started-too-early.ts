import { isAgentSilence } from "#lib/domain/code-deploy.ts";
import { minuteMs, toIso } from "#lib/domain/time.ts";
import { type FailedTarget, toEventEnd, toFailedTargets } from "#lib/rules/deployment/event-failure.ts";
import { toFailureSeverity } from "#lib/rules/deployment/failed-with-code.ts";
import { toAftermath } from "#lib/rules/deployment/last-success.ts";
import { toLookAtTarget } from "#lib/rules/deployment-advice.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** A start-up with packages to install is seldom done by then. */
const earlyMs = 2 * minuteMs;
/** By then a start-up is done on most machines: what succeeded so late had its packages. */
const grownUpMs = 10 * minuteMs;

type Facts = Pick<AllFacts, "instance" | "deployment" | "deployment-target">;
type Early = FailedTarget & {
  readonly instance: FactRevision<"instance">;
  readonly ageMs: number;
  readonly revision: string;
};

export const agentStartedTooEarly = defineRule({
  id: "agent-started-too-early",
  title: "Scripts fail on machines that have only just started",
  severity: "warning",
  why: "An agent that is part of the image asks for work as soon as the machine is up. The deployment's scripts then run beside the user data, before the packages they need are there: they fail on new instances and succeed on older ones.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
  ],
  thresholds: [
    {
      what: "the first event began after the launch within",
      value: toDuration(earlyMs),
      reason: "A start-up that installs packages is seldom done by then.",
    },
    {
      what: "the same revision succeeded on a machine that had run for",
      value: toDuration(grownUpMs),
      reason: "By then its start-up was over: age is what tells the two apart.",
    },
  ],
  lookalikes: [
    "A script that fails on every new machine for another reason, such as a service that is not reachable from a new subnet, gives the same picture.",
  ],
  leadsTo: [
    "script-failed",
    "script-missing",
    "script-timed-out",
    "health-constraints",
    "hook-abandoned-by-failed-deployment",
    "terminate-relaunch-loop",
  ],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const ages = toAges(facts);
    const grown = toSucceeded(facts, (ageMs) => ageMs >= grownUpMs, ages);
    const young = toSucceeded(facts, (ageMs) => ageMs < grownUpMs, ages);
    const early = toEarly(facts, ages).filter(({ revision }) => grown.has(revision) && !young.has(revision));
    return [...groupBy(early, ({ revision }) => revision).values()].flatMap((alike) => {
      const all = [...alike].sort(newestFirst);
      const [newest] = all;
      const elder = newest === undefined ? undefined : grown.get(newest.revision);
      if (newest === undefined || elder === undefined) return [];
      return [toFinding({ newest, all, elder, facts, context })];
    });
  },
});

/** How old its instance was when the target's first event began, by the target's entity. */
type Ages = ReadonlyMap<string, { readonly ageMs: number; readonly instance: FactRevision<"instance"> }>;

function toAges(facts: Facts): Ages {
  const instances = new Map(facts.instance.map((instance) => [instance.value.id, instance]));
  const ages = new Map<string, { ageMs: number; instance: FactRevision<"instance"> }>();
  for (const target of facts["deployment-target"]) {
    const instance = instances.get(target.value.targetId);
    const launchTime = instance?.value.listed ? instance.value.launchTime : undefined;
    const first = target.value.events.flatMap(({ startTime }) => startTime ?? []).sort((a, b) => a - b)[0];
    if (instance === undefined || launchTime === undefined || first === undefined) continue;
    ages.set(target.entity, { ageMs: first - launchTime, instance });
  }
  return ages;
}

/** Targets on which a revision succeeded, by the revision. */
function toSucceeded(
  facts: Facts,
  isOfAge: (ageMs: number) => boolean,
  ages: Ages,
): ReadonlyMap<string, FactRevision<"deployment-target">> {
  const labels = new Map(facts.deployment.map(({ value }) => [value.id, value.revision?.label]));
  return new Map(
    facts["deployment-target"].flatMap((target): [string, FactRevision<"deployment-target">][] => {
      const label = labels.get(target.value.deploymentId);
      const age = ages.get(target.entity);
      if (label === undefined || age === undefined || target.value.status !== "Succeeded") return [];
      return isOfAge(age.ageMs) ? [[label, target]] : [];
    }),
  );
}

function toEarly(facts: Facts, ages: Ages): readonly Early[] {
  return toFailedTargets(facts).flatMap((failed) => {
    const age = ages.get(failed.target.entity);
    const revision = failed.deployment.value.revision?.label;
    if (age === undefined || revision === undefined || isAgentSilence(failed.event)) return [];
    // A start before the launch is one of an earlier life of the machine.
    if (age.ageMs < 0 || age.ageMs >= earlyMs) return [];
    if (toAftermath(failed.deployment.value, facts.deployment) === "mended") return [];
    return [{ ...failed, ...age, revision }];
  });
}

function newestFirst(one: Early, other: Early): number {
  return (other.deployment.value.createTime ?? 0) - (one.deployment.value.createTime ?? 0);
}

type Found = {
  readonly newest: Early;
  readonly all: readonly Early[];
  readonly elder: FactRevision<"deployment-target">;
  readonly facts: Facts;
  readonly context: CheckContext;
};

function toFinding({ newest, all, elder, facts, context }: Found): RuleFinding {
  const { deployment, target, event, instance, ageMs, revision } = newest;
  const at = toEventEnd(event);
  const rolledBack = toAftermath(deployment.value, facts.deployment) === "rolled-back";
  const ids = [...new Set(all.map((one) => one.target.value.targetId))];
  const launchTime = instance.value.listed ? instance.value.launchTime : undefined;
  return {
    subject: { kind: "deployment", id: deployment.value.id },
    verdict: "suspected",
    severity: toFailureSeverity({ at, rolledBack }, context, "warning"),
    since: at,
    summary: `${event.name} of ${deployment.value.id} failed on ${target.value.targetId}, where the first event began ${toDuration(ageMs)} after the launch; the same revision, ${revision}, succeeded on ${elder.value.targetId}, which had run longer. ${toCount(ids.length, "young instance")} so far: ${toWords(ids)}.`,
    evidence: [
      ...(launchTime === undefined ? [] : [cite(instance, "LaunchTime", toIso(launchTime))]),
      ...(event.startTime === undefined
        ? []
        : [cite(target, `lifecycleEvents[${event.name}].startTime`, toIso(event.startTime))]),
      cite(target, `lifecycleEvents[${event.name}].status`, event.status),
      cite(deployment, "revision", revision),
      cite(elder, "instanceTarget.status", elder.value.status),
    ],
    disprovedBy: "The same script failing on a machine whose start-up was over, or succeeding on a new one.",
    advice: [
      toLookAtTarget(deployment.value.id, target.value.targetId, context.scope),
      {
        text: "Have the user data install and start the agent as its last step; in an image that carries the agent, leave it switched off until then.",
      },
    ],
  };
}
