import type { Instance } from "#lib/domain/ec2.ts";
import type { Fact, Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import { type Stage, toPastRevisions } from "#lib/sources/past-revisions.ts";

type InstanceFact = Fact<"instance", Instance>;

const source = "ec2-instances";

/** An instance ran from its launch until EC2's own time of its termination, or until now. A stop has no time of its own. */
export function toInstancePast(fact: InstanceFact, readAt: Instant): readonly Revision[] {
  const { value } = fact;
  if (!value.listed || value.launchTime === undefined) return [];
  const { launchTime, terminatedAt, state } = value;
  if (state === "running" || state === "pending")
    return toPastRevisions(fact, { source, stages: [{ from: launchTime, value }], end: readAt });
  if (terminatedAt === undefined) return [];
  const lived: Instance = {
    ...value,
    state: "running",
    terminatedAt: undefined,
    stateTransitionReason: undefined,
    stateReasonCode: undefined,
    stateReasonMessage: undefined,
  };
  const stages: readonly Stage<Instance>[] = [
    { from: launchTime, value: lived },
    { from: terminatedAt, value },
  ];
  return toPastRevisions(fact, { source, stages, end: readAt });
}
