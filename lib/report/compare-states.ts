import type { Revision } from "#lib/domain/fact.ts";
import { diffValues } from "#lib/report/diff-values.ts";
import type { Changes, FactChange } from "#lib/report/schema.ts";
import { findGap, type Gap, type NamedSource, type Standing } from "#lib/report/state-gaps.ts";
import { toJson } from "#lib/report/to-json.ts";

/** What held at an instant, and how the sources then stood. */
export type KnownState = Standing & { readonly revisions: readonly Revision[] };

export type Comparison = {
  readonly before: KnownState;
  readonly after: KnownState;
  /** All sources that are meant to be read, in the order of their telling. */
  readonly sources: readonly NamedSource[];
  readonly mostChanges: number;
  readonly mostFields: number;
};

/**
 * What came, went and changed between two instants. Nothing is told of a source that was not read at both; of one
 * that was read in part, only what was named by both readings or must have been.
 */
export function compareStates(comparison: Comparison): Pick<Changes, "changes" | "truncated" | "cannotTell"> {
  const { before, after, sources, mostChanges, mostFields } = comparison;
  const changes: FactChange[] = [];
  const cannotTell: Changes["cannotTell"] = [];
  for (const source of sources) {
    const [gapBefore, gapAfter] = [findGap(source, before, after.at), findGap(source, after, after.at)];
    const gaps = [gapBefore, gapAfter].filter((gap) => gap !== undefined);
    const reason = gaps.map((gap) => gap.reason).join(" ");
    if (gaps.length > 0) cannotTell.push({ source: source.id, reason });
    if (gaps.some(({ missing }) => missing === "all")) continue;
    const [old, now] = [byEntity(before, source), byEntity(after, source)];
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      const pair = { old: old.get(key), now: now.get(key) };
      if (!isSure(pair.old, gapBefore, readAtOf(before, source))) continue;
      if (!isSure(pair.now, gapAfter, readAtOf(after, source))) continue;
      const change = compareFacts(pair, source, mostFields);
      if (change !== undefined) changes.push(change);
    }
  }
  return { changes: changes.slice(0, mostChanges), truncated: changes.length > mostChanges, cannotTell };
}

function byEntity(state: KnownState, source: NamedSource): ReadonlyMap<string, Revision> {
  const own = state.revisions.filter((revision) => revision.source === source.id);
  return new Map(own.map((revision) => [`${revision.kind} ${revision.entity}`, revision]));
}

function readAtOf(state: KnownState, source: NamedSource): number {
  return state.sources.find(({ id }) => id === source.id)?.readAt ?? Number.POSITIVE_INFINITY;
}

/** A reading that was not whole is believed about what it names: it neither ends nor denies the rest. */
function isSure(revision: Revision | undefined, gap: Gap | undefined, readAt: number): boolean {
  return gap === undefined || (revision !== undefined && revision.lastSeen >= readAt);
}

type Pair = { readonly old: Revision | undefined; readonly now: Revision | undefined };

function compareFacts({ old, now }: Pair, source: NamedSource, mostFields: number): FactChange | undefined {
  const some = now ?? old;
  if (some === undefined) return undefined;
  const fields = diffValues(toJson(old?.value ?? {}), toJson(now?.value ?? {}));
  const change = old === undefined ? "appeared" : now === undefined ? "vanished" : "changed";
  if (change === "changed" && fields.length === 0) return undefined;
  return {
    source: source.id,
    sourceTitle: source.title,
    kind: some.kind,
    entity: some.entity,
    change,
    fields: fields.slice(0, mostFields),
    fieldsLeftOut: Math.max(0, fields.length - mostFields),
  };
}
