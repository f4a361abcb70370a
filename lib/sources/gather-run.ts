import { isEmpty, isLacking, type Ledger, openLedger } from "#lib/sources/ledger.ts";
import type { Source } from "#lib/sources/source.ts";

/** One source being read. */
export type Run = {
  readonly source: Source;
  readonly ledger: Ledger;
  readonly handedOver: Promise<void>;
  handOver(): void;
  /** Whether anything was missing from what it handed over, and from the ids it mentioned. */
  lackedAtHandOver: boolean;
  lackedAtLastMention: boolean;
  consumesMentions: boolean;
  /** It needed facts of a source that is not in the list, and earlier readings left none. */
  unaware: boolean;
};

export function openRun(source: Source): Run {
  const listeners: (() => void)[] = [];
  const handedOver = new Promise<void>((resolve) => listeners.push(resolve));
  let done = false;
  const run: Run = {
    source,
    ledger: openLedger(),
    handedOver,
    handOver() {
      if (done) return;
      done = true;
      run.lackedAtHandOver = isLacking(run.ledger);
      for (const listener of listeners) listener();
    },
    lackedAtHandOver: false,
    lackedAtLastMention: false,
    consumesMentions: false,
    unaware: false,
  };
  return run;
}

/** A reading that could not ask about everything says nothing about what it does not name. */
export function noteGaps({ ledger }: Run, lacking: readonly Run[]): void {
  if (lacking.length > 0) ledger.truncated = true;
}

/** A reading that could ask nothing at all carries the failures that kept it from asking. */
export function inheritFailures({ ledger }: Run, lacking: readonly Run[]): void {
  if (!isEmpty(ledger)) return;
  ledger.failures.push(...new Set(lacking.flatMap((run) => run.ledger.failures)));
}
