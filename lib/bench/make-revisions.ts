import { benchPlace } from "#lib/bench/place.ts";
import { type Chain, chains } from "#lib/bench/revision-chains.ts";
import type { Revision } from "#lib/domain/fact.ts";
import { toScopeKey } from "#lib/domain/scope.ts";
import { addMs, hourMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";

export const storeShape = {
  parts: 1_000,
  days: 90,
  revisionsPerInstance: 50,
  meanLifeMs: 72 * hourMs,
} as const;

const dayMs = 24 * hourMs;
const spanMs = storeShape.days * dayMs;
/** Lives that the recorded time cuts short cost one revision of fifty. */
const openedPerInstance = storeShape.revisionsPerInstance - 1;

export type PartRevision = {
  /** From 0 to below `storeShape.parts`. */
  readonly part: number;
  readonly revision: Revision;
  /** No other revision of its entity follows. */
  readonly isLast: boolean;
};

export function toBenchPart(index: number): string {
  const number = String(index).padStart(4, "0");
  return toScopeKey({
    ...benchPlace,
    application: `app-${number.slice(0, 3)}`,
    group: `group-${number}`,
  });
}

/** When the recorded time begins, where it ends at the given instant. */
export function toBenchStart(end: Instant): Instant {
  return addMs(end, -spanMs);
}

/**
 * What 90 days of reading 1,000 deployment groups leave: instances that come and go, fifty revisions each in three days
 * on average. In the order in which the revisions would have been opened; the same every time.
 */
export function* makeRevisions(total: number, end: Instant): Generator<PartRevision> {
  const instances = Math.ceil(total / openedPerInstance);
  const turns = chains.flatMap((chain) =>
    Array.from({ length: chain.revisions }, (_, turn) => ({ chain, turn })),
  );
  const days = Array.from({ length: storeShape.days + 1 }, (): number[] => []);
  for (let number = 0; number < instances; number++) {
    turns.forEach(({ chain, turn }, slot) => {
      const since = toSince(number, chain, turn);
      if (since < spanMs) days[Math.floor(since / dayMs)]?.push(number * turns.length + slot);
    });
  }
  for (const day of days) {
    const opened = day.map((packed) => {
      const { chain, turn } = turns[packed % turns.length] ?? turns[0] ?? missing();
      const number = Math.floor(packed / turns.length);
      return { number, chain, turn, since: toSince(number, chain, turn) };
    });
    opened.sort((left, right) => left.since - right.since);
    for (const { number, chain, turn } of opened) yield toPartRevision(number, { chain, turn, end });
  }
}

function toPartRevision(
  number: number,
  { chain, turn, end }: { readonly chain: Chain; readonly turn: number; readonly end: Instant },
): PartRevision {
  const start = toBenchStart(end);
  const part = number % storeShape.parts;
  const instance = `i-${number.toString(16).padStart(17, "0")}`;
  const since = addMs(start, toSince(number, chain, turn));
  const until = addMs(start, toSince(number, chain, turn + 1));
  const isOpen = until > end;
  const lastSeen = isOpen ? end : toInstant(Math.max(since, until - minuteMs));
  return {
    part,
    isLast: isOpen || turn === chain.revisions - 1,
    revision: {
      source: chain.source,
      kind: chain.kind,
      entity: chain.toEntity(instance, String(part)),
      value: chain.toValue(instance, turn),
      operation: chain.operation,
      firstSeen: addMs(start, toSince(number, chain, 0)),
      ...(turn === 0
        ? {}
        : { before: toInstant(Math.max(addMs(start, toSince(number, chain, turn - 1)), since - minuteMs)) }),
      since,
      lastSeen,
      ...(isOpen ? {} : { until }),
    },
  };
}

/** Milliseconds after the start: births are spread evenly, lives are exponential, turns come at any time of a life. */
function toSince(number: number, chain: Chain, turn: number): number {
  const birth = toShare(number, 1) * spanMs;
  const life = Math.max(hourMs, -Math.log(1 - toShare(number, 2)) * storeShape.meanLifeMs);
  const jitter = turn === 0 || turn === chain.revisions ? 0 : toShare(number, 3 + turn) / 2;
  return Math.floor(birth + (life * (turn + jitter)) / chain.revisions);
}

/** A number from 0 to below 1 that looks like chance and is always the same. */
function toShare(number: number, salt: number): number {
  let bits = Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
}

function missing(): never {
  throw new Error("no chains");
}
