import { isOpenTarget } from "#lib/domain/code-deploy.ts";
import { hourMs, type Instant } from "#lib/domain/time.ts";
import { toGoneSince } from "#lib/rules/contradiction.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toRunningFleet } from "#lib/rules/scaling/fleet-deployments.ts";
import { toDescribeInstances } from "#lib/rules/scaling/scaling-commands.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** m:ec2. */
const spotCodes = ["Server.SpotInstanceTermination", "Server.SpotInstanceShutdown"];

/** EC2 shows a terminated instance for about this long; one that it only stopped may stay for ever. */
const recentMs = hourMs;

type Interrupted = {
  readonly instance: FactRevision<"instance">;
  readonly code: string;
  readonly at: Instant;
  /** The target of a running deployment to the whole group that still waits for it. */
  readonly awaited: FactRevision<"deployment-target"> | undefined;
};

export const spotInterruption = defineRule({
  id: "spot-interruption",
  title: "AWS took Spot instances back",
  severity: "info",
  why: "AWS takes a Spot instance back two minutes after a warning. Lifecycle hooks do not hold it, and scale-in protection does not help. Auto Scaling replaces it; a deployment that was waiting for it waits on until its own limits.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html"],
  thresholds: [
    {
      what: "the interruption is no older than",
      value: toDuration(recentMs),
      reason: "EC2 forgets a terminated instance after about an hour, and it is replaced by then.",
    },
  ],
  lookalikes: ["A Spot instance that a person or Auto Scaling terminated has another reason code."],
  leadsTo: [
    "ghost-deployment-target",
    "terminated-while-deployment-pending",
    "terminated-mid-lifecycle-event",
    "launch-failed-capacity",
  ],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const interrupted = facts.instance.flatMap((instance) => toInterrupted(instance, facts));
    const recent = interrupted.filter(({ at }) => context.now - at <= recentMs);
    return recent.length === 0 ? [] : [toFinding(recent, context)];
  },
});

function toInterrupted(
  instance: FactRevision<"instance">,
  facts: FactsFrom<"codedeploy-deployments" | "codedeploy-targets">,
): readonly Interrupted[] {
  const { value } = instance;
  if (!value.listed || value.state === "running" || value.state === "pending") return [];
  const code = spotCodes.find((known) => known === value.stateReasonCode);
  if (code === undefined) return [];
  const running = new Set(toRunningFleet(facts.deployment).map((deployment) => deployment.value.id));
  const awaited = facts["deployment-target"].find(
    (target) =>
      target.value.targetId === value.id &&
      running.has(target.value.deploymentId) &&
      isOpenTarget(target.value),
  );
  return [{ instance, code, at: toGoneSince(instance).at, awaited }];
}

function toFinding(interrupted: readonly Interrupted[], context: CheckContext): RuleFinding {
  const { scope, now } = context;
  const ids = interrupted.map(({ instance }) => instance.value.id);
  const since = interrupted.map(({ at }) => at).sort((a, b) => a - b)[0];
  const awaited = interrupted.flatMap((one) => one.awaited ?? []);
  const waiting = awaited.map(({ value }) => `${value.deploymentId} still waits for ${value.targetId}`);
  return {
    subject: { kind: "deployment-group", id: `${scope.application}/${scope.group}` },
    verdict: "proved",
    severity: awaited.length > 0 ? "warning" : "info",
    ...(since === undefined ? {} : { since }),
    summary: `AWS took back ${toCount(ids.length, "Spot instance")}${since === undefined ? "" : ` since ${toClock(since, now)}`}: ${toWords(ids)}.${waiting.length === 0 ? "" : ` ${toWords(waiting)}.`}`,
    evidence: [
      ...interrupted.flatMap(({ instance, code }) => [
        cite(instance, "StateReason.Code", code),
        ...(instance.value.listed ? [cite(instance, "State.Name", instance.value.state)] : []),
      ]),
      ...awaited.map((target) => cite(target, "instanceTarget.status", target.value.status)),
    ],
    disprovedBy: "Another reason code on the instance.",
    advice: [
      {
        text: "Look what EC2 says of them while it still does. It changes nothing.",
        command: toDescribeInstances(ids.slice(0, mostNamed), scope),
      },
      {
        text: "For next time: more instance types and zones, some On-Demand instances, or Capacity Rebalancing, so that a replacement comes before the interruption.",
      },
    ],
  };
}

/** A command line stays readable. */
const mostNamed = 20;
