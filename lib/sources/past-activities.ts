import { isFinalActivity, type ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Fact, Revision } from "#lib/domain/fact.ts";
import { addMs, earlier, type Instant } from "#lib/domain/time.ts";
import { recentMs } from "#lib/sources/look-back.ts";
import { type Stage, toPastRevisions } from "#lib/sources/past-revisions.ts";

type ActivityFact = Fact<"scaling-activity", ScalingActivity>;

const source = "autoscaling-activities";

/** An activity went on from its start to its end; how it ended is told no longer than our readings would tell it. */
export function toActivityPast(fact: ActivityFact, readAt: Instant): readonly Revision[] {
  const { value } = fact;
  const { startTime, endTime } = value;
  if (!isFinalActivity(value))
    return toPastRevisions(fact, { source, stages: [{ from: startTime, value }], end: readAt });
  if (endTime === undefined) return [];
  const stages: readonly Stage<ScalingActivity>[] = [
    { from: startTime, value: toUnfinished(value) },
    { from: endTime, value },
  ];
  return toPastRevisions(fact, { source, stages, end: earlier(readAt, addMs(endTime, recentMs)) });
}

/** Without what only its end brought. AWS adds the reason of the end to the description. */
function toUnfinished(activity: ScalingActivity): ScalingActivity {
  const [description = ""] = activity.description.split(/\.?\s*Status Reason:/, 1);
  return {
    ...activity,
    status: "InProgress",
    description,
    statusMessage: undefined,
    endTime: undefined,
    progress: undefined,
  };
}
