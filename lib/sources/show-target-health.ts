import type { Target } from "#lib/domain/elb.ts";
import type { Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import { toTargetHealthTone } from "#lib/domain/tones.ts";
import { toObservedSpans } from "#lib/sources/observed-spans.ts";

/** Health as our readings saw it: ELB keeps no times. Several ports of one instance share its target group's track. */
export function showTargetHealth(
  revisions: readonly Revision<"target", Target>[],
  now: Instant,
): readonly TimelineItem[] {
  return revisions.flatMap((revision) => {
    const { instanceId, targetGroupName, port, state, reason, description } = revision.value;
    const parts = [port === undefined ? undefined : `port ${port}`, reason, description];
    return toObservedSpans(
      revision,
      {
        instanceId,
        source: revision.source,
        track: `target:${targetGroupName}`,
        state,
        tone: toTargetHealthTone(state),
        detail: parts.filter((part) => part !== undefined && part !== "").join(", "),
      },
      now,
    );
  });
}
