import type { Reading, Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";

/** For tests: how one source would be known at an instant, told in the slowest and plainest way. */
export type PlainFold = {
  /** With the exact time each was last named. */
  readonly revisions: readonly Revision[];
  readonly last?: Reading;
  /** The last reading that gave facts. */
  readonly lastWithFacts?: Reading;
};

export function plainFold(readings: readonly Reading[], at: Instant): PlainFold {
  const accepted: Reading[] = [];
  for (const reading of readings) {
    if (reading.readAt > (accepted.at(-1)?.readAt ?? Number.NEGATIVE_INFINITY)) accepted.push(reading);
  }
  const seen = accepted.filter((reading) => reading.readAt <= at);
  const entities = new Set(seen.flatMap(({ facts }) => facts.map(({ entity }) => entity)));
  const last = seen.at(-1);
  const lastWithFacts = seen.findLast((reading) => reading.failures.length === 0 || reading.facts.length > 0);
  return {
    revisions: [...entities].flatMap((entity) => foldEntity(seen, entity)),
    ...(last === undefined ? {} : { last }),
    ...(lastWithFacts === undefined ? {} : { lastWithFacts }),
  };
}

function foldEntity(readings: readonly Reading[], entity: string): readonly Revision[] {
  const revisions: Revision[] = [];
  let completeAt: Instant | undefined;
  for (const reading of readings) {
    const { readAt } = reading;
    const isComplete = reading.failures.length === 0 && !reading.truncated;
    const fact = reading.facts.find((named) => named.entity === entity);
    const last = revisions.at(-1);
    const held = last?.until === undefined ? last : undefined;
    const isSame = held !== undefined && fact !== undefined && held.value === fact.value;
    if (isSame) revisions.splice(-1, 1, { ...held, lastSeen: readAt });
    if (held !== undefined && !isSame && (fact !== undefined || isComplete))
      revisions.splice(-1, 1, { ...held, until: readAt });
    if (fact !== undefined && !isSame) {
      const before = held?.lastSeen ?? completeAt;
      revisions.push({
        ...fact,
        source: reading.source,
        firstSeen: held?.firstSeen ?? readAt,
        ...(before === undefined ? {} : { before }),
        since: readAt,
        lastSeen: readAt,
      });
    }
    if (isComplete) completeAt = readAt;
  }
  return revisions;
}
