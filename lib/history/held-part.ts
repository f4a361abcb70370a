import type { Fact, Revision, SourceState } from "#lib/domain/fact.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import { type Known, nothingKnown, toSeen } from "#lib/history/revisions.ts";
import { type Run, type SourceWords, toState } from "#lib/history/runs.ts";

/** What the next reading of a source starts from. `entityIds`: of the open revisions, by the same key. */
export type HeldSource = {
  readonly id?: number;
  readonly words: SourceWords;
  readonly known: Known;
  readonly run?: Run;
  readonly entityIds: ReadonlyMap<string, number>;
};

/** What the next reading of a part starts from. */
export type HeldPart = {
  readonly id?: number;
  /** The part's version when this was read: who writes checks that it is still so. */
  readonly version: number;
  readonly filledAt?: Instant;
  readonly sources: ReadonlyMap<string, HeldSource>;
};

export const emptyPart: HeldPart = { version: 0, sources: new Map() };

export function makeHeldSource(words: SourceWords): HeldSource {
  return { words, known: nothingKnown, entityIds: new Map() };
}

export function toCurrent(part: HeldPart): {
  readonly revisions: readonly Revision[];
  readonly sources: readonly SourceState[];
} {
  const sources = [...part.sources.values()];
  const revisions = sources.flatMap(({ known: { open, completeAt } }) =>
    [...open.values()].map((revision) => toSeen(revision, completeAt)),
  );
  return { revisions, sources: toStates(part) };
}

/** The same for whoever asks only what is true: not when it was last seen. */
export function toKnown(part: HeldPart): {
  readonly facts: readonly Fact[];
  readonly sources: readonly SourceState[];
} {
  const facts = [...part.sources.values()].flatMap(({ known }) => [...known.open.values()]);
  return { facts, sources: toStates(part) };
}

/** How the sources stand. */
export function toStates({ sources }: HeldPart): readonly SourceState[] {
  return [...sources.values()].flatMap(({ words, run }) =>
    run === undefined ? [] : [toState(words, run, run.endedAt)],
  );
}

/** When any of its sources was last tried. */
export function toLastReadAt({ sources }: HeldPart): Instant | undefined {
  const ends = [...sources.values()].flatMap(({ run }) => run?.endedAt ?? []);
  return ends.length === 0 ? undefined : toInstant(Math.max(...ends));
}
