import type { Fact, Reading, Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";

/** What a source last said: the revisions that still hold, by `toKey`, and when it was last read completely. */
export type Known = {
  readonly open: ReadonlyMap<string, Revision>;
  readonly completeAt?: Instant;
};

/** What a reading did: `closed` carry their `until`, `seen` said the same as before. */
export type Changes = {
  readonly opened: readonly Revision[];
  readonly closed: readonly Revision[];
  readonly seen: readonly Revision[];
};

/** By kind: members of the value that make no revision when they alone change. */
export type Volatile = Readonly<Record<string, readonly string[]>>;

export const nothingKnown: Known = { open: new Map() };

export function toKey(fact: Pick<Fact, "kind" | "entity">): string {
  return `${fact.kind} ${fact.entity}`;
}

/** A listing closes what it does not name only if it was complete. */
export function isComplete(reading: Reading): boolean {
  return reading.failures.length === 0 && !reading.truncated;
}

/**
 * Folds one reading into what was known: the same value only moves `lastSeen`, another value closes the revision and
 * opens the next, and an entity that a complete listing no longer names is closed. The reading must be younger than
 * the ones before it.
 */
export function foldChanges(
  known: Known,
  reading: Reading,
  volatile: Volatile = {},
): { readonly known: Known; readonly changes: Changes } {
  const { readAt } = reading;
  const open = new Map(known.open);
  const changes = { opened: [] as Revision[], closed: [] as Revision[], seen: [] as Revision[] };
  // A fact that one reading gives twice counts as it was given last.
  const facts = new Map(reading.facts.map((fact) => [toKey(fact), fact]));
  for (const [key, fact] of facts) {
    const held = open.get(key);
    const isSame = held !== undefined && isSameValue(held.value, fact.value, volatile[fact.kind]);
    const revision = isSame
      ? { ...held, lastSeen: readAt }
      : openRevision({ fact, reading, held, completeAt: known.completeAt });
    if (held !== undefined && !isSame) changes.closed.push({ ...held, until: readAt });
    (isSame ? changes.seen : changes.opened).push(revision);
    open.set(key, revision);
  }
  if (!isComplete(reading)) return { known: { ...known, open }, changes };
  for (const [key, held] of known.open) {
    if (facts.has(key)) continue;
    open.delete(key);
    changes.closed.push({ ...held, until: readAt });
  }
  return { known: { open, completeAt: readAt }, changes };
}

/** Values are plain data parsed by our own schemas, with their members always in the same order. */
function isSameValue(left: unknown, right: unknown, volatile: readonly string[] | undefined): boolean {
  return toComparable(left, volatile) === toComparable(right, volatile);
}

function toComparable(value: unknown, volatile: readonly string[] | undefined): string | undefined {
  if (volatile === undefined || typeof value !== "object" || value === null || Array.isArray(value))
    return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).filter(([member]) => !volatile.includes(member)));
}

function openRevision(change: {
  readonly fact: Fact;
  readonly reading: Reading;
  readonly held: Revision | undefined;
  readonly completeAt: Instant | undefined;
}): Revision {
  const { fact, reading, held } = change;
  const before = held?.lastSeen ?? change.completeAt;
  return {
    ...fact,
    source: reading.source,
    firstSeen: held?.firstSeen ?? reading.readAt,
    ...(before === undefined ? {} : { before }),
    since: reading.readAt,
    lastSeen: reading.readAt,
  };
}
