import type { Fact, Reading } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Instant } from "#lib/domain/time.ts";

/** What one source has said so far in one run. */
export type Ledger = {
  /** By kind and entity: a later statement about the same entity replaces the earlier one. */
  readonly facts: Map<string, Fact>;
  readonly failures: Failure[];
  readonly dropped: string[];
  truncated: boolean;
  /** When the last answered call was answered. */
  answeredAt?: Instant;
};

export function openLedger(): Ledger {
  return { facts: new Map(), failures: [], dropped: [], truncated: false };
}

/** True if anything is missing from what the source said: its silence about an entity then means nothing. */
export function isLacking(ledger: Ledger): boolean {
  return ledger.truncated || ledger.failures.length > 0;
}

/** True while it has neither facts nor a failure that says why not. */
export function isEmpty(ledger: Ledger): boolean {
  return ledger.facts.size === 0 && ledger.failures.length === 0;
}

/** More than anybody reads; a thousand groups may all be denied, each in words of its own. */
const mostFailures = 25;

export function keepFailure({ failures }: Ledger, failure: Failure): void {
  if (failures.length < mostFailures) failures.push(failure);
}

export function keepFact(ledger: Ledger, fact: Fact): void {
  ledger.facts.set(JSON.stringify([fact.kind, fact.entity]), fact);
}

export function factsOfKind(ledger: Ledger, kind: string): readonly Fact[] {
  return [...ledger.facts.values()].filter((fact) => fact.kind === kind);
}

export function closeLedger(source: string, ledger: Ledger, closedAt: Instant): Reading {
  return {
    source,
    readAt: ledger.answeredAt ?? closedAt,
    facts: [...ledger.facts.values()],
    failures: ledger.failures,
    dropped: ledger.dropped,
    truncated: ledger.truncated,
  };
}
