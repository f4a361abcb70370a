import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, toIso } from "#lib/domain/time.ts";
import { isMentioned, isNamed } from "#lib/report/mentions.ts";
import { toIsoOrNull } from "#lib/report/nullable.ts";
import type { FactView } from "#lib/report/schema.ts";
import { toJson } from "#lib/report/to-json.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

export type FactQuestion = {
  /** What held at this instant. */
  readonly at: Instant;
  readonly instanceId: string;
  /** Of this source alone. */
  readonly source?: string;
  readonly most: number;
  readonly titles: ReadonlyMap<string, string>;
};

/** The facts that held at an instant and mention an instance: those about it first, then the newest. */
export function listFacts(
  revisions: readonly Revision[],
  { at, instanceId, source, most, titles }: FactQuestion,
): { readonly facts: FactView[]; readonly truncated: boolean } {
  const mentioning = revisions
    .filter((revision) => source === undefined || revision.source === source)
    .filter(({ since, until }) => since <= at && (until === undefined || until > at))
    .map((revision) => ({ revision, value: toJson(revision.value) }))
    .filter(({ revision, value }) => isNamed(revision.entity, instanceId) || isMentioned(value, instanceId))
    .sort((a, b) => byRelevance(a.revision, b.revision, instanceId));
  return {
    facts: mentioning.slice(0, most).map(({ revision, value }) => ({
      source: revision.source,
      sourceTitle: titles.get(revision.source) ?? revision.source,
      kind: revision.kind,
      entity: revision.entity,
      operation: revision.operation,
      firstSeen: toIso(revision.firstSeen),
      before: toIsoOrNull(revision.before),
      since: toIso(revision.since),
      lastSeen: toIso(revision.lastSeen),
      until: toIsoOrNull(revision.until),
      origin: revision.origin ?? "read",
      value,
    })),
    truncated: mentioning.length > most,
  };
}

function byRelevance(left: Revision, right: Revision, instanceId: string): number {
  const about = Number(isNamed(right.entity, instanceId)) - Number(isNamed(left.entity, instanceId));
  return about || right.since - left.since || compareText(left.entity, right.entity);
}
