import type { Revision } from "#lib/domain/fact.ts";
import { addMs, type Instant, minuteMs, secondMs } from "#lib/domain/time.ts";
import type { SpanItem } from "#lib/domain/timeline.ts";

/** Readings further apart than this leave a stretch in which nobody looked. The idle cadence is a minute. */
const blindAfterMs = 5 * minuteMs;

/** What a state looks like, without its times. */
export type Drawn = Omit<SpanItem, "kind" | "from" | "to" | "certainty">;

/** Readings closer together than this leave no edge that anybody could see. */
const sharpWithinMs = secondMs;

/**
 * The stretch in which our readings showed one state, followed by the stretch in which nobody looked, if there is one.
 * What AWS's own timestamps told of the past is exact.
 */
export function toObservedSpans(revision: Revision, drawn: Drawn, now: Instant): readonly SpanItem[] {
  const { since, lastSeen, until, origin } = revision;
  const held = {
    ...drawn,
    kind: "span",
    from: since,
    ...(until === undefined ? {} : { to: until }),
  } as const;
  if (origin === "aws") return [{ ...held, certainty: "exact" }];
  const observed = { ...held, ...toEdge(revision), certainty: "observed" } as const;
  if ((until ?? now) <= addMs(lastSeen, blindAfterMs)) return [observed];
  const blind: SpanItem = {
    ...held,
    from: lastSeen,
    state: "not read",
    tone: "unknown",
    certainty: "unknown",
    detail: `last read as ${drawn.state}`,
  };
  return [{ ...observed, to: lastSeen }, blind];
}

/** The change lies between two readings: which one did not show it yet. */
function toEdge({ before, since }: Revision): Pick<SpanItem, "fromEarliest"> {
  return before === undefined || before >= since - sharpWithinMs ? {} : { fromEarliest: before };
}

/** One entity's revisions, oldest first. Where another value is drawn as the same state, that state did not change. */
export function toObservedHistory<Item extends Revision>(
  history: readonly Item[],
  draw: (revision: Item) => Drawn,
  now: Instant,
): readonly SpanItem[] {
  return history.flatMap((revision, index) => {
    const drawn = draw(revision);
    const previous = history[index - 1];
    const goesOn = previous?.until === revision.since && draw(previous).state === drawn.state;
    return toObservedSpans(goesOn ? withoutEdge(revision) : revision, drawn, now);
  });
}

export function withoutEdge<Kind extends string, Value>(
  revision: Revision<Kind, Value>,
): Revision<Kind, Value> {
  const { before: _, ...certain } = revision;
  return certain;
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
