import type { Member } from "#lib/domain/auto-scaling.ts";
import type { Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import { toLifecycleTone } from "#lib/domain/tones.ts";
import { toObservedSpans } from "#lib/sources/observed-spans.ts";

/** Lifecycle states as our readings saw them: AWS does not say when a member entered its state. */
export function showMembers(
  revisions: readonly Revision<"member", Member>[],
  now: Instant,
): readonly TimelineItem[] {
  return revisions.flatMap((revision) => {
    const { instanceId, lifecycleState, healthStatus, group } = revision.value;
    // DescribeAutoScalingInstances prints it in capitals, DescribeAutoScalingGroups does not (ASG:detach-instance-asg).
    const unhealthy = healthStatus !== undefined && healthStatus.toLowerCase() !== "healthy";
    return toObservedSpans(
      revision,
      {
        instanceId,
        source: revision.source,
        track: "auto-scaling",
        state: lifecycleState,
        tone: toLifecycleTone(lifecycleState),
        detail: unhealthy ? `in ${group}, health status ${healthStatus}` : `in ${group}`,
      },
      now,
    );
  });
}
