import { hourMs } from "#lib/domain/time.ts";
import { defineRule } from "#lib/rules/rule.ts";
import { isFailedFor, toFailedLaunches, toLaunchFinding } from "#lib/rules/scaling/failed-launches.ts";
import { toDuration } from "#lib/rules/wording.ts";

/** Auto Scaling tries again and again; where it has not for this long, it is no longer the trouble. */
const recentMs = hourMs;

export const launchFailedCapacity = defineRule({
  id: "launch-failed-capacity",
  title: "AWS has no capacity for new instances",
  severity: "warning",
  why: "Replacements cannot be launched: AWS has no instances of that type in that zone, or the Spot price is too low. Who detaches or terminates now gets nothing in return.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html"],
  thresholds: [
    {
      what: "the last attempt is no older than",
      value: toDuration(recentMs),
      reason: "Auto Scaling tries again and again; where it no longer does, capacity is not the trouble.",
    },
  ],
  lookalikes: [
    "A limit of the account stops launches too, but AWS then names the limit: launch-failed-quota.",
    "A zone that never offered the type is a matter of configuration: launch-failed-config.",
  ],
  leadsTo: ["launch-administratively-suspended", "health-constraints"],
  needs: ["autoscaling-activities", "autoscaling-groups"],
  check(facts, context) {
    return toFailedLaunches(facts, context, (launch) => isFailedFor(launch, "capacity"))
      .filter(({ newest }) => context.now - newest.value.startTime <= recentMs)
      .map((failed) =>
        toLaunchFinding(failed, context, {
          said: "found no capacity",
          advice: [{ text: "Let the group use more zones or more instance types; both can be set back." }],
        }),
      );
  },
});
