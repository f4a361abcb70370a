import { minuteMs, secondMs, toInstant, toIso } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type TargetEvent, toCurrentEvents, toOwnTargetGroups } from "#lib/rules/deployment/traffic-waits.ts";
import { toLookAtTarget } from "#lib/rules/deployment-advice.ts";
import { type Advice, type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** CodeDeploy notices the end of draining a while after it. */
const slackMs = 2 * minuteMs;

/** Draining one by one for longer than this is easily taken for a deployment that hangs. */
const longMs = 30 * minuteMs;

const oneByOne = "CodeDeployDefault.OneAtATime";

type Facts = FactsFrom<
  | "codedeploy-deployments"
  | "codedeploy-targets"
  | "codedeploy-group"
  | "elb-target-groups"
  | "elb-target-group-attributes"
  | "elb-target-health"
  | "ec2-instances"
>;

export const blockTrafficSlow = defineRule({
  id: "block-traffic-slow",
  title: "BlockTraffic takes as long as the load balancer drains",
  severity: "info",
  why: "In BlockTraffic CodeDeploy takes the instance out of its target groups and waits until the load balancer has drained it, which lasts the deregistration delay: five minutes unless it is set otherwise, whether or not a request is open. A deployment that goes one instance at a time pays it once for every instance.",
  docs: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-elastic-load-balancing.html",
  ],
  thresholds: [
    {
      what: "BlockTraffic lasts longer than the deregistration delay by",
      value: toDuration(slackMs),
      reason: "CodeDeploy notices the end of draining a while after it.",
    },
    {
      what: "Draining all that is left, one by one, lasts",
      value: toDuration(longMs),
      reason: "A wait of this length is easily taken for a deployment that hangs, and stopped.",
    },
  ],
  lookalikes: [
    "Draining within the deregistration delay is as it should be.",
    "A target without open requests drains at once, and yet is shown as draining for the whole delay.",
  ],
  leadsTo: ["deployment-timeout"],
  needs: [
    "codedeploy-deployments",
    "codedeploy-targets",
    "codedeploy-group",
    "elb-target-groups",
    "elb-target-group-attributes",
    "elb-target-health",
    "ec2-instances",
  ],
  check(facts, context) {
    const delay = toSlowest(facts);
    if (delay === undefined) return [];
    const blocked = groupBy(toCurrentEvents(facts, "BlockTraffic"), ({ deployment }) => deployment);
    return [...blocked.values()].flatMap((waits) => {
      const overdue = waits.filter((wait) => isOverdue(wait, delay));
      if (overdue.length > 0) return [toOverdueFinding({ waits: overdue, delay, facts, context })];
      const left = toLeft(waits, facts);
      return left.length * delay.ms >= longMs ? [toLongFinding({ waits, left, delay, context })] : [];
    });
  },
});

type Delay = { readonly ms: number; readonly attributes: FactRevision<"target-group-attributes"> };

/** The longest deregistration delay of the target groups that the deployment group names. */
function toSlowest(facts: Facts): Delay | undefined {
  const arns = new Set(toOwnTargetGroups(facts).map(({ value }) => value.arn));
  return facts["target-group-attributes"]
    .flatMap((attributes): Delay[] => {
      const { arn, deregistrationDelaySeconds: seconds } = attributes.value;
      return !arns.has(arn) || seconds === undefined ? [] : [{ ms: seconds * secondMs, attributes }];
    })
    .sort((a, b) => b.ms - a.ms)[0];
}

function isOverdue({ target, event }: TargetEvent, delay: Delay): boolean {
  return event.startTime !== undefined && target.lastSeen - event.startTime > delay.ms + slackMs;
}

/** Targets of a one-by-one deployment that are not drained yet. */
function toLeft(waits: readonly TargetEvent[], facts: Facts): readonly FactRevision<"deployment-target">[] {
  const deployment = waits[0]?.deployment.value;
  if (deployment?.configName !== oneByOne) return [];
  return facts["deployment-target"].filter(
    ({ value }) =>
      value.deploymentId === deployment.id &&
      value.events.some(
        ({ name, status }) => name === "BlockTraffic" && ["Pending", "InProgress"].includes(status),
      ),
  );
}

type Waits = {
  readonly waits: readonly TargetEvent[];
  readonly delay: Delay;
  readonly context: CheckContext;
};

function toOverdueFinding({ waits, delay, facts, context }: Waits & { readonly facts: Facts }): RuleFinding {
  const { id } = toFirst(waits).deployment.value;
  const ids = waits.map(({ target }) => target.value.targetId);
  const since = toInstant(Math.min(...waits.flatMap(({ event }) => event.startTime ?? [])));
  const rows = facts.target.filter(
    ({ value }) => ids.includes(value.instanceId) && value.state.endsWith("draining"),
  );
  return {
    subject: { kind: "deployment", id },
    verdict: rows.length > 0 ? "corroborated" : "suspected",
    severity: "warning",
    since,
    summary: `BlockTraffic of ${id} has waited on ${toWords(ids)} since ${toClock(since, context.now)} (${toDuration(toFirst(waits).target.lastSeen - since)}), longer than the deregistration delay of ${toDuration(delay.ms)}.${rows.length > 0 ? " The load balancer still calls it draining." : ""}`,
    evidence: [
      ...waits.map(({ target, event }) =>
        cite(
          target,
          "lifecycleEvents[BlockTraffic].startTime",
          event.startTime === undefined ? "" : toIso(event.startTime),
        ),
      ),
      citeDelay(delay),
      ...rows.map((row) => cite(row, "TargetHealth.State", row.value.state)),
    ],
    disprovedBy: "BlockTraffic ending by itself, or a longer deregistration delay.",
    advice: toAdvice({ waits, delay, context }),
  };
}

function toLongFinding({
  waits,
  left,
  delay,
  context,
}: Waits & { readonly left: readonly FactRevision<"deployment-target">[] }): RuleFinding {
  const { deployment, target, event } = toFirst(waits);
  return {
    subject: { kind: "deployment", id: deployment.value.id },
    verdict: "corroborated",
    severity: "info",
    since: event.startTime,
    summary: `${deployment.value.id} goes one instance at a time, and each is drained for ${toDuration(delay.ms)}: the ${toCount(left.length, "target")} not drained yet need${left.length === 1 ? "s" : ""} about ${toDuration(left.length * delay.ms)} for that alone. It does not hang.`,
    evidence: [
      cite(deployment, "deploymentConfigName", oneByOne),
      cite(target, "lifecycleEvents[BlockTraffic].status", event.status),
      citeDelay(delay),
    ],
    disprovedBy: "BlockTraffic ending much sooner than the delay on one instance after the other.",
    advice: toAdvice({ waits, delay, context }),
  };
}

function toFirst(waits: readonly TargetEvent[]): TargetEvent {
  const [first] = waits;
  if (first === undefined) throw new RangeError("no wait to report");
  return first;
}

function citeDelay({ attributes, ms }: Delay) {
  return cite(attributes, "deregistration_delay.timeout_seconds", `${ms / secondMs}`);
}

function toAdvice({ waits, delay, context }: Waits): readonly Advice[] {
  const { deployment, target } = toFirst(waits);
  return [
    toLookAtTarget(deployment.value.id, target.value.targetId, context.scope),
    {
      text: "Next time: shorten the delay to what the longest request needs. Requests that last longer are cut off.",
      command: toCommand(context.scope, [
        "elbv2",
        "modify-target-group-attributes",
        "--target-group-arn",
        delay.attributes.value.arn,
        "--attributes",
        "Key=deregistration_delay.timeout_seconds,Value=30",
      ]),
    },
  ];
}
