import { type ActivityKind, decodeActivity } from "#lib/domain/activity-text.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** Why Auto Scaling did it, as far as its text says. */
export type ActivityCause =
  | "ec2-health"
  | "elb-health"
  | "instance-refresh"
  | "max-lifetime"
  | "capacity-rebalance"
  | "zone-rebalance"
  | "user"
  | "scale-in"
  | "other";

/** [?] These causes stand on no page of AWS's in full: matched by the words that any wording must hold. */
const unverifiedCauses: readonly { readonly cause: ActivityCause; readonly pattern: RegExp }[] = [
  { cause: "instance-refresh", pattern: /instance refresh/i },
  { cause: "max-lifetime", pattern: /max(imum)?[ -]instance[ -]lifetime/i },
  { cause: "capacity-rebalance", pattern: /rebalance recommendation|capacity rebalanc/i },
];

/** The order matters: a termination to balance zones is told as a scale-in with another beginning. */
const causes: readonly { readonly cause: ActivityCause; readonly pattern: RegExp }[] = [
  {
    cause: "ec2-health",
    pattern: /EC2 health check (indicating|that indicated) it ha(s|d) been terminated or stopped/i,
  },
  { cause: "elb-health", pattern: /ELB system health check failure/i },
  ...unverifiedCauses,
  {
    cause: "zone-rebalance",
    pattern: /aid in balancing the group.{0,3} zones|to balance instances in zones/i,
  },
  { cause: "user", pattern: /taken out of service in response to a user request/i },
  { cause: "scale-in", pattern: /was selected for termination|shrinking the capacity/i },
];

export type CausedActivity = {
  readonly activity: FactRevision<"scaling-activity">;
  readonly instanceId: string | undefined;
  readonly cause: ActivityCause;
};

/** The activities of that kind, with why they happened. Newest first. */
export function toCausedActivities(
  activities: readonly FactRevision<"scaling-activity">[],
  wanted: ActivityKind,
): readonly CausedActivity[] {
  return activities
    .flatMap((activity) => {
      const { kind, instanceId } = decodeActivity(activity.value);
      if (kind !== wanted) return [];
      return [{ activity, instanceId, cause: toActivityCause(activity.value.cause ?? "") }];
    })
    .sort((a, b) => b.activity.value.startTime - a.activity.value.startTime);
}

/** AWS's texts are open: what is none of the known ones is `other`. */
export function toActivityCause(text: string): ActivityCause {
  return causes.find(({ pattern }) => pattern.test(text))?.cause ?? "other";
}
