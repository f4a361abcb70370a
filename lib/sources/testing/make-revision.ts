import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, parseInstant } from "#lib/domain/time.ts";

/** A time of the tests' day, e.g. "14:05" or "14:05:30". */
export function at(clock: string): Instant {
  const instant = parseInstant(`2026-01-31T${clock.length === 5 ? `${clock}:00` : clock}Z`);
  if (instant === undefined) throw new Error(`not a time: ${clock}`);
  return instant;
}

export type Seen = {
  readonly before?: string;
  readonly since: string;
  readonly lastSeen?: string;
  readonly until?: string;
  readonly origin?: "aws";
};

/** A revision first read at `since` and last read then or at `lastSeen`, or until just before `until`. */
export function makeRevision<Kind extends string, Value>(
  kind: Kind,
  { entity, value }: { readonly entity: string; readonly value: Value },
  { before, since, lastSeen = since, until, origin }: Seen,
): Revision<Kind, Value> {
  return {
    kind,
    entity,
    value,
    operation: "ec2:DescribeInstances",
    source: "source-under-test",
    firstSeen: at(since),
    ...(before === undefined ? {} : { before: at(before) }),
    since: at(since),
    lastSeen: at(lastSeen),
    ...(until === undefined ? {} : { until: at(until) }),
    ...(origin === undefined ? {} : { origin }),
  };
}
