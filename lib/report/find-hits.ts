import type { Entry } from "#lib/report/find-entries.ts";
import { type Found, FoundKind } from "#lib/report/schema.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

/** Ids of instances and deployments resemble each other too much to be told apart by fewer characters. */
export const shortestId = 3;
export const mostHitsPerKind = 20;

/** 0: it is called so · 1: its name begins so, or it is tagged so · 2: it holds every word. */
type Rank = 0 | 1 | 2;
type Ranked = { readonly entry: Entry; readonly rank: Rank };

/** The entries that match, by kind, the best first; the kind with the best hit comes first. */
export function toFoundKinds(entries: readonly Entry[], q: string): Found["kinds"] {
  const text = q.toLowerCase();
  const words = text.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return [];
  const ranked = entries.flatMap((entry) => {
    const rank = q.length < shortestId && isById(entry) ? undefined : toRank(entry, text, words);
    return rank === undefined ? [] : [{ entry, rank }];
  });
  return FoundKind.options
    .map((kind) => ({ kind, found: ranked.filter(({ entry }) => entry.kind === kind).sort(byRank) }))
    .filter(({ found }) => found.length > 0)
    .sort((a, b) => (a.found[0]?.rank ?? 2) - (b.found[0]?.rank ?? 2))
    .map(({ kind, found }) => ({
      kind,
      total: found.length,
      hits: found.slice(0, mostHitsPerKind).map(({ entry }) => entry.hit),
    }));
}

function isById({ kind }: Entry): boolean {
  return kind === "instance" || kind === "deployment";
}

function toRank({ keys, aliases = [] }: Entry, text: string, words: readonly string[]): Rank | undefined {
  if (keys.includes(text)) return 0;
  if (keys.some((key) => key.startsWith(text)) || aliases.includes(text)) return 1;
  const all = [...keys, ...aliases];
  return words.every((word) => all.some((key) => key.includes(word))) ? 2 : undefined;
}

function byRank(a: Ranked, b: Ranked): number {
  return a.rank - b.rank || compareText(a.entry.hit.name, b.entry.hit.name);
}
