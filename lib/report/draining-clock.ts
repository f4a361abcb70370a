import { addSeconds, type Instant } from "#lib/domain/time.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import { type Wait, withNext } from "#lib/report/wait.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** `draining`, and `unhealthy.draining` for a target that was unhealthy before. */
export function isDraining(target: FactRevision<"target">): boolean {
  return /(^|\.)draining$/.test(target.value.state);
}

/** When a draining target group lets go at the latest; undefined where its delay was not read. */
export function toDrainedAt(target: FactRevision<"target">, index: FactIndex): Instant | undefined {
  const delay = toDelaySeconds(target, index);
  return delay === undefined ? undefined : addSeconds(target.since, delay);
}

/** The targets that load balancers drain now. */
export function toDrainingClock(index: FactIndex, now: Instant): readonly Wait[] {
  return index.facts.target.filter(isDraining).map((target) => {
    const at = toDrainedAt(target, index);
    const { instanceId, targetGroupName } = target.value;
    const deadlines =
      at === undefined
        ? []
        : [
            {
              at,
              certainty: "latest",
              what: `${targetGroupName} lets go of it: a termination then cuts no request off.`,
              source: `deregistration delay of ${targetGroupName}, ${toDelaySeconds(target, index)} s`,
            } as const,
          ];
    return withNext(
      {
        kind: "draining",
        subject: { kind: "instance", id: instanceId },
        sentence: `${targetGroupName} drains it.`,
        since: target.since,
        sinceCertainty: "observed",
        deadlines,
        ...(at === undefined && { note: `The deregistration delay of ${targetGroupName} was not read.` }),
      },
      now,
    );
  });
}

function toDelaySeconds({ value }: FactRevision<"target">, { facts }: FactIndex): number | undefined {
  return facts["target-group-attributes"].find((attributes) => attributes.value.arn === value.targetGroupArn)
    ?.value.deregistrationDelaySeconds;
}
