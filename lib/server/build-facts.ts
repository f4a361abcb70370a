import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import { addMs, hourMs, type Instant, toInstant, toIso } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import { listFacts } from "#lib/report/list-facts.ts";
import type { FactsAt } from "#lib/report/schema.ts";
import { findGap } from "#lib/report/state-gaps.ts";
import { groupSources } from "#lib/server/group-sources.ts";

export type FactsInput = {
  readonly history: History;
  readonly scope: Scope;
  readonly at: Instant;
  /** What was learnt later is left out; at or after `at`. */
  readonly known: Instant;
  readonly instanceId: string;
  /** Of this source alone. */
  readonly source?: string;
};

const mostFacts = 200;
/** How a fact went on is looked up no further than this: a question about last week reads no week. */
const furthestMs = 6 * hourMs;

/** What AWS said about an instance at an instant, word for word. */
export async function buildFacts({ history, scope, source, ...input }: FactsInput): Promise<FactsAt> {
  const { at, instanceId } = input;
  const known = toInstant(Math.min(input.known, addMs(at, furthestMs)));
  const part = toScopeKey(scope);
  const [then, later] = await Promise.all([history.asOf(part, at, at), history.asOf(part, known, at)]);
  const asked = groupSources.filter(({ id }) => source === undefined || source === id);
  const titles = new Map(asked.map(({ id, title }) => [id, title]));
  return {
    at: toIso(at),
    knownAt: toIso(known),
    ...listFacts(later.window, {
      at,
      instanceId,
      most: mostFacts,
      titles,
      ...(source !== undefined && { source }),
    }),
    cannotTell: asked.flatMap((one) => {
      const gap = findGap(one, { at, sources: then.sources }, at);
      return gap === undefined ? [] : [{ source: one.id, reason: gap.reason }];
    }),
  };
}
