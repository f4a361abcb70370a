import { decodeActivity } from "#lib/domain/activity-text.ts";
import { type Instant, minuteMs, toIso } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type LiveLap, type LiveLoop, toLiveLoops } from "#lib/rules/hooks/live-loops.ts";
import { type CheckContext, cite, defineRule, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** Auto Scaling usually launches a replacement within a minute or two. */
const pauseMs = 5 * minuteMs;
/** Fewer launches that were given up are no row in which a pause could grow. */
const fewestEnded = 3;

type Facts = FactsFrom<
  "autoscaling-activities" | "autoscaling-groups" | "codedeploy-deployments" | "codedeploy-targets"
>;
/** Nothing has been launched since the last launch was given up, or the last pause was longer than those before. */
type Slowing = { readonly kind: "paused" | "slower"; readonly from: Instant; readonly to: Instant };

export const asgThrottlesLaunchesAfterHookFailures = defineRule({
  id: "asg-throttles-launches-after-hook-failures",
  title: "Auto Scaling launches more and more slowly after launches were given up",
  severity: "info",
  why: "Where launch hooks fail again and again, Auto Scaling limits how often it launches. The growing pauses look as if the trouble were over; it is only being tried less often, and once the cause is gone the next launch may take a while.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html"],
  thresholds: [
    {
      what: "a pause counts from",
      value: toDuration(pauseMs),
      reason: "Auto Scaling usually replaces within a minute or two.",
    },
    {
      what: "launches given up in a row before that",
      value: `${fewestEnded}`,
      reason: "Fewer show no growing pause.",
    },
  ],
  lookalikes: [
    "By how much Auto Scaling slows down is not documented: a pause may have another reason, such as a suspended process or missing capacity. Where a process is suspended or a later launch has failed for another reason, nothing is said.",
  ],
  needs: ["autoscaling-activities", "autoscaling-groups", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    // A launch that was not read would fill the pause.
    if (context.partial.length > 0) return [];
    return toLiveLoops(facts, context.now).flatMap((loop) => {
      const group = facts["auto-scaling-group"].find(({ value }) => value.name === loop.autoScalingGroup);
      if (group === undefined || loop.ended.length < fewestEnded || isHeldUp(group, loop, facts)) return [];
      const slowing = toSlowing({ loop, group, facts });
      return slowing === undefined ? [] : [toFinding({ loop, group, slowing, facts, context })];
    });
  },
});

/** Something else keeps the group from launching. */
function isHeldUp(group: FactRevision<"auto-scaling-group">, loop: LiveLoop, facts: Facts): boolean {
  if (group.value.status !== undefined || group.value.suspendedProcesses.length > 0) return true;
  const last = loop.ended.at(-1)?.to ?? loop.since;
  return facts["scaling-activity"].some(
    ({ value }) =>
      value.group === group.value.name &&
      value.startTime >= last &&
      value.status === "Failed" &&
      decodeActivity(value).kind === "launch",
  );
}

type Looked = {
  readonly loop: LiveLoop;
  readonly group: FactRevision<"auto-scaling-group">;
  readonly facts: Facts;
};

function toSlowing({ loop, group, facts }: Looked): Slowing | undefined {
  const pauses = toPauses(loop.laps);
  const last = pauses.at(-1);
  const end = loop.ended.at(-1)?.to;
  if (loop.current === undefined && end !== undefined && lacksInstances(group, facts)) {
    return group.lastSeen - end >= pauseMs ? { kind: "paused", from: end, to: group.lastSeen } : undefined;
  }
  const earlier = pauses.slice(0, -1).map(({ from, to }) => to - from);
  if (last === undefined || earlier.length === 0) return undefined;
  const lastMs = last.to - last.from;
  return lastMs >= pauseMs && lastMs > Math.max(...earlier) ? { kind: "slower", ...last } : undefined;
}

/** From each end of a launch to the beginning of the next. */
function toPauses(laps: readonly LiveLap[]): readonly { readonly from: Instant; readonly to: Instant }[] {
  return laps.flatMap((lap, index) => {
    const next = laps[index + 1];
    return lap.to === undefined || next === undefined ? [] : [{ from: lap.to, to: next.from }];
  });
}

/** Members on their way out do not count. */
function lacksInstances(group: FactRevision<"auto-scaling-group">, facts: Facts): boolean {
  const present = facts.member.filter(
    ({ value }) => value.group === group.value.name && /^(Pending|InService)/.test(value.lifecycleState),
  );
  return present.length < group.value.desiredCapacity;
}

type Found = Looked & { readonly slowing: Slowing; readonly context: CheckContext };

function toFinding({ loop, group, slowing, facts, context }: Found): RuleFinding {
  const { now, scope } = context;
  const { name, desiredCapacity } = group.value;
  const pause = toDuration(slowing.to - slowing.from);
  const what =
    slowing.kind === "paused"
      ? `has launched nothing since ${toClock(slowing.from, now)} (${pause}), although it should have ${desiredCapacity}`
      : `waited ${pause} before its last launch, longer than before`;
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: "suspected",
    since: slowing.from,
    summary: `${name} has given up ${loop.ended.length} launches in a row and ${what}. Auto Scaling may be slowing down because launch hooks keep failing: this is no recovery.`,
    evidence: [cite(group, "DesiredCapacity", `${desiredCapacity}`), ...citePauses(loop, facts)],
    disprovedBy: "A launch that begins at once after the next one is given up.",
    advice: [
      {
        text: "Look at the times of the launches, and end what makes them fail: the pauses end with it. It changes nothing.",
        command: toCommand(scope, [
          "autoscaling",
          "describe-scaling-activities",
          "--auto-scaling-group-name",
          name,
          "--max-items",
          "20",
        ]),
      },
    ],
  };
}

const citedAtMost = 4;

/** Beginning and end of the newest launches, as Auto Scaling gives them. */
function citePauses(loop: LiveLoop, facts: Facts): readonly Evidence[] {
  return loop.laps.slice(-citedAtMost).flatMap(({ from, to, instanceId }) => {
    const activity = facts["scaling-activity"].find(
      ({ value }) =>
        value.group === loop.autoScalingGroup &&
        value.startTime === from &&
        value.description.includes(instanceId ?? value.description),
    );
    if (activity === undefined) return [];
    return [
      cite(activity, "StartTime", toIso(from)),
      ...(to === undefined ? [] : [cite(activity, "EndTime", toIso(to))]),
    ];
  });
}
