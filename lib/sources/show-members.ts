import type { Member } from "#lib/domain/auto-scaling.ts";
import type { Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import { toLifecycleTone } from "#lib/domain/tones.ts";
import { byEntity, type Drawn, toObservedHistory } from "#lib/sources/observed-spans.ts";

/** Lifecycle states as our readings saw them: AWS does not say when a member entered its state. */
export function showMembers(
  revisions: readonly Revision<"member", Member>[],
  now: Instant,
): readonly TimelineItem[] {
  return [...byEntity(revisions).values()].flatMap((history) => toObservedHistory(history, draw, now));
}

function draw({ source, value }: Revision<"member", Member>): Drawn {
  const { instanceId, lifecycleState, healthStatus, group } = value;
  // DescribeAutoScalingInstances prints it in capitals, DescribeAutoScalingGroups does not (ASG:detach-instance-asg).
  const unhealthy = healthStatus !== undefined && healthStatus.toLowerCase() !== "healthy";
  return {
    instanceId,
    source,
    track: "auto-scaling",
    state: lifecycleState,
    tone: toLifecycleTone(lifecycleState),
    detail: unhealthy ? `in ${group}, health status ${healthStatus}` : `in ${group}`,
  };
}
