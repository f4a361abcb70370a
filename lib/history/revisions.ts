import type { Fact, Reading, Revision } from "#lib/domain/fact.ts";

/** What one source is known to have said: the revisions that still hold, and those that a reading closed. */
export type SourceRevisions = {
  readonly open: ReadonlyMap<string, Revision>;
  readonly closed: readonly Revision[];
};

export const noRevisions: SourceRevisions = { open: new Map(), closed: [] };

function toKey(fact: Pick<Fact, "kind" | "entity">): string {
  return `${fact.kind} ${fact.entity}`;
}

/** Values are plain data parsed by our own schemas, with their members always in the same order. */
function isSameValue(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** A listing closes what it does not name only if it was complete. */
function isComplete(reading: Reading): boolean {
  return reading.failures.length === 0 && !reading.truncated;
}

/**
 * Folds one reading into what was known: the same value only moves `lastSeen`, another value closes the revision and
 * opens the next, and an entity that a complete listing no longer names is closed. A reading older than the last one
 * is ignored: clocks may go back, history may not.
 */
export function foldReading(
  known: SourceRevisions,
  reading: Reading,
  previousReadAt?: Reading["readAt"],
): SourceRevisions {
  if (previousReadAt !== undefined && reading.readAt <= previousReadAt) return known;
  const open = new Map(known.open);
  const closed = [...known.closed];
  const named = new Set<string>();
  for (const fact of reading.facts) {
    const key = toKey(fact);
    named.add(key);
    const held = open.get(key);
    if (held !== undefined && isSameValue(held.value, fact.value)) {
      open.set(key, { ...held, lastSeen: reading.readAt });
      continue;
    }
    if (held !== undefined) closed.push({ ...held, until: reading.readAt });
    open.set(key, openRevision({ fact, reading, held, previousReadAt }));
  }
  if (isComplete(reading)) {
    for (const [key, held] of open) {
      if (named.has(key)) continue;
      open.delete(key);
      closed.push({ ...held, until: reading.readAt });
    }
  }
  return { open, closed };
}

function openRevision(change: {
  readonly fact: Fact;
  readonly reading: Reading;
  readonly held: Revision | undefined;
  readonly previousReadAt: Reading["readAt"] | undefined;
}): Revision {
  const { fact, reading, held, previousReadAt } = change;
  const before = held?.lastSeen ?? previousReadAt;
  return {
    ...fact,
    source: reading.source,
    firstSeen: held?.firstSeen ?? reading.readAt,
    ...(before === undefined ? {} : { before }),
    since: reading.readAt,
    lastSeen: reading.readAt,
  };
}
