import { decodeActivity } from "#lib/domain/activity-text.ts";
import { hourMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toCount } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** AWS's texts for a launch that found no capacity (ASG:ts-as-instancelaunchfailure). */
const capacityPatterns = [
  /currently do not have sufficient .{0,120}capacity in the Availability Zone/i,
  /There is no Spot capacity available/i,
  /Your Spot request price of .{0,60} is lower than/i,
  /Server\.InsufficientInstanceCapacity/,
];

/** Auto Scaling tries again and again; where it has not for this long, it is no longer the trouble. */
const recentMs = hourMs;

type Activity = FactRevision<"scaling-activity">;
type Facts = FactsFrom<"autoscaling-activities" | "autoscaling-groups">;

export const launchFailedCapacity = defineRule({
  id: "launch-failed-capacity",
  title: "AWS has no capacity for new instances",
  severity: "warning",
  why: "Replacements cannot be launched: AWS has no instances of that type in that zone, or the Spot price is too low. Who detaches or terminates now gets nothing in return.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html"],
  needs: ["autoscaling-activities", "autoscaling-groups"],
  check(facts, context) {
    return facts["auto-scaling-group"].flatMap((group) => {
      const launches = facts["scaling-activity"]
        .filter(({ value }) => value.group === group.value.name && decodeActivity(value).kind === "launch")
        .sort((a, b) => b.value.startTime - a.value.startTime);
      // Newest first: everything since the last launch that did not fail for capacity.
      const end = launches.findIndex((launch) => !isCapacityFailure(launch));
      const failed = end === -1 ? launches : launches.slice(0, end);
      const [newest] = failed;
      if (newest === undefined || context.now - newest.value.startTime > recentMs) return [];
      return isFilled(group, facts, context) ? [] : [toFinding({ group, newest, failed }, context)];
    });
  },
});

function isCapacityFailure({ value }: Activity): boolean {
  const text = `${value.statusMessage ?? ""}\n${value.description}`;
  return value.status === "Failed" && capacityPatterns.some((pattern) => pattern.test(text));
}

/** All wanted instances are there: a launch that failed meanwhile no longer matters. */
function isFilled(group: FactRevision<"auto-scaling-group">, facts: Facts, context: CheckContext): boolean {
  if (context.partial.includes("autoscaling-groups")) return false;
  const inService = facts.member.filter(
    ({ value }) => value.group === group.value.name && value.lifecycleState === "InService",
  );
  return inService.length >= group.value.desiredCapacity;
}

type Failing = {
  readonly group: FactRevision<"auto-scaling-group">;
  readonly newest: Activity;
  readonly failed: readonly Activity[];
};

function toFinding({ group, newest, failed }: Failing, context: CheckContext): RuleFinding {
  const first = failed.at(-1) ?? newest;
  const { name } = group.value;
  const since = first.value.startTime;
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: "proved",
    since,
    summary: `${name} cannot launch: ${toCount(failed.length, "attempt")} in a row found no capacity since ${toClock(since, context.now)}, the last at ${toClock(newest.value.startTime, context.now)}.`,
    evidence: [
      cite(newest, "StatusCode", newest.value.status),
      cite(newest, "Description", newest.value.description),
      ...(newest.value.statusMessage === undefined
        ? []
        : [cite(newest, "StatusMessage", newest.value.statusMessage)]),
      cite(group, "DesiredCapacity", String(group.value.desiredCapacity)),
    ],
    disprovedBy: "A launch activity that is Successful after these.",
    advice: [
      { text: "Detach and terminate nothing until launches succeed again: no replacement would come." },
      {
        text: "Look at the latest attempts: the text names zones that have capacity, where AWS gives them.",
        command: toCommand(context.scope, [
          "autoscaling",
          "describe-scaling-activities",
          "--auto-scaling-group-name",
          name,
          "--max-items",
          "10",
        ]),
      },
      { text: "Let the group use more zones or more instance types; both can be set back." },
    ],
  };
}
