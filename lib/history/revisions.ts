import type { Fact, Reading, Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";

/**
 * What a source last said: the revisions that still hold, by `toKey`, and when it was last read completely. A complete
 * reading that says the same moves only `completeAt`: `toSeen` gives when a revision was last seen.
 */
export type Known = {
  readonly open: ReadonlyMap<string, Revision>;
  readonly completeAt?: Instant;
};

/** What a reading did: `closed` carry their `until`; `seen` were named again by one that was not complete. */
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

/** The revision with the time at which it was last seen. */
export function toSeen(revision: Revision, completeAt: Instant | undefined): Revision {
  if (completeAt === undefined || completeAt <= revision.lastSeen) return revision;
  return { ...revision, lastSeen: completeAt };
}

/**
 * Folds one reading into what was known: another value closes the revision and opens the next, the same value keeps it,
 * and an entity that a complete listing no longer names is closed. The reading must be younger than the ones before it.
 */
export function foldChanges(
  known: Known,
  reading: Reading,
  volatile: Volatile = {},
): { readonly known: Known; readonly changes: Changes } {
  const { readAt } = reading;
  const whole = isComplete(reading);
  const changes = { opened: [] as Revision[], closed: [] as Revision[], seen: [] as Revision[] };
  // A fact that one reading gives twice counts as it was given last.
  const facts = new Map(reading.facts.map((fact) => [toKey(fact), fact]));
  for (const [key, fact] of facts) {
    const found = known.open.get(key);
    const held = found && toSeen(found, known.completeAt);
    if (held === undefined || !isSameValue(held.value, fact.value, volatile[fact.kind])) {
      if (held !== undefined) changes.closed.push({ ...held, until: readAt });
      changes.opened.push(openRevision({ fact, reading, held, completeAt: known.completeAt }));
    } else if (!whole) changes.seen.push({ ...held, lastSeen: readAt });
  }
  if (whole)
    for (const [key, held] of known.open)
      if (!facts.has(key)) changes.closed.push({ ...toSeen(held, known.completeAt), until: readAt });
  const open = toOpen(known.open, changes);
  return { known: whole ? { open, completeAt: readAt } : { ...known, open }, changes };
}

/** Most readings say the same as the one before: they make nothing new that would have to be kept. */
function toOpen(before: Known["open"], { opened, closed, seen }: Changes): Known["open"] {
  if (opened.length + closed.length + seen.length === 0) return before;
  const open = new Map(before);
  for (const revision of closed) open.delete(toKey(revision));
  for (const revision of [...opened, ...seen]) open.set(toKey(revision), revision);
  return open;
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
