import type { Revision } from "#lib/domain/fact.ts";
import { addMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { SpanItem } from "#lib/domain/timeline.ts";

/** Readings further apart than this leave a stretch in which nobody looked. The idle cadence is a minute. */
const blindAfterMs = 5 * minuteMs;

type Drawn = Omit<SpanItem, "kind" | "from" | "to" | "certainty">;

/** The stretch in which our readings showed one state, followed by the stretch in which nobody looked, if there is one. */
export function toObservedSpans(revision: Revision, drawn: Drawn, now: Instant): readonly SpanItem[] {
  const { since, lastSeen, until } = revision;
  const observed = { ...drawn, kind: "span", from: since, certainty: "observed" } as const;
  if ((until ?? now) <= addMs(lastSeen, blindAfterMs))
    return [until === undefined ? observed : { ...observed, to: until }];
  const blind: SpanItem = {
    ...observed,
    from: lastSeen,
    state: "not read",
    tone: "unknown",
    certainty: "unknown",
    detail: `last read as ${drawn.state}`,
  };
  return [{ ...observed, to: lastSeen }, until === undefined ? blind : { ...blind, to: until }];
}

/** The revisions of each entity, oldest first. */
export function byEntity<Item extends Revision>(
  revisions: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const entities = new Map<string, Item[]>();
  for (const revision of [...revisions].sort((left, right) => left.since - right.since)) {
    const list = entities.get(revision.entity);
    if (list === undefined) entities.set(revision.entity, [revision]);
    else list.push(revision);
  }
  return entities;
}

/** What was said last about each entity. */
export function latestOfEach<Item extends Revision>(revisions: readonly Item[]): readonly Item[] {
  return [...byEntity(revisions).values()].flatMap((list) => list.at(-1) ?? []);
}
