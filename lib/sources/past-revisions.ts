import type { Fact, Revision } from "#lib/domain/fact.ts";
import { earlier, type Instant, later } from "#lib/domain/time.ts";

/** What a fact's value was from an instant on. */
export type Stage<Value> = { readonly from: Instant; readonly value: Value };

export type Stages<Value> = {
  readonly source: string;
  /** In the order in which they followed each other. */
  readonly stages: readonly Stage<Value>[];
  /** Until when the last stage is known to have lasted. */
  readonly end: Instant;
};

/**
 * The stages of an entity as revisions, each until the next begins and none beyond `end`. AWS's clocks differ: a stage
 * never begins before the one it follows, and one that took no time is left out.
 */
export function toPastRevisions<Kind extends string, Value>(
  { kind, entity, operation }: Fact<Kind, Value>,
  { source, stages, end }: Stages<Value>,
): readonly Revision<Kind, Value>[] {
  const starts: Instant[] = [];
  for (const { from } of stages) starts.push(later(from, starts.at(-1) ?? from));
  const revisions: Revision<Kind, Value>[] = [];
  for (const [index, { value }] of stages.entries()) {
    const since = starts[index] ?? end;
    const until = earlier(starts[index + 1] ?? end, end);
    if (since >= until) continue;
    const firstSeen = revisions[0]?.since ?? since;
    const times = { firstSeen, since, lastSeen: until, until };
    revisions.push({ kind, entity, value, operation, source, ...times, origin: "aws" });
  }
  return revisions;
}
