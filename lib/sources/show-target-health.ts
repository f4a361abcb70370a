import type { Target } from "#lib/domain/elb.ts";
import type { Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import { toTargetHealthTone } from "#lib/domain/tones.ts";
import { byEntity, type Drawn, toObservedHistory } from "#lib/sources/observed-spans.ts";

/** Health as our readings saw it: ELB keeps no times. Several ports of one instance share its target group's track. */
export function showTargetHealth(
  revisions: readonly Revision<"target", Target>[],
  now: Instant,
): readonly TimelineItem[] {
  return [...byEntity(revisions).values()].flatMap((history) => toObservedHistory(history, draw, now));
}

function draw({ source, value }: Revision<"target", Target>): Drawn {
  const { instanceId, targetGroupName, port, state, reason, description } = value;
  const parts = [port === undefined ? undefined : `port ${port}`, reason, description];
  return {
    instanceId,
    source,
    track: `target:${targetGroupName}`,
    state,
    tone: toTargetHealthTone(state),
    detail: parts.filter((part) => part !== undefined && part !== "").join(", "),
  };
}
