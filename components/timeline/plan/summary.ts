import { toDrawnTracks } from "#components/timeline/plan/ghost-stretch.ts";
import { type ItemsContext, toTrackItems } from "#components/timeline/plan/items-of.ts";
import { type MadeItem, toOrdered } from "#components/timeline/plan/made-item.ts";
import type { Item } from "#components/timeline/plan/plan.ts";
import { toToneRank } from "#components/timeline/plan/tone-rank.ts";
import type { Lane } from "#lib/report/schema.ts";

type Candidate = MadeItem & { readonly rank: number };

/**
 * A lane in one line: at every moment the worst that any service says of the instance, word for word. Of equal words
 * Auto Scaling's stand. What one service did not read is not covered up by what another calls fine.
 */
export function toSummaryItems(lane: Lane, context: ItemsContext): readonly MadeItem[] {
  const candidates = toDrawnTracks(lane).flatMap((track, index) =>
    toTrackItems(lane, track, context).map(({ item, lines }): Candidate => {
      const preference = track.track === "auto-scaling" ? 0 : (index + 1) / 1_000;
      return {
        item: { ...item, key: `${track.track} ${item.key}` },
        lines,
        rank: toStateRank(item) + preference,
      };
    }),
  );
  const momentary = candidates.filter(({ item }) => item.to === item.from);
  return toOrdered([...pickWorst(candidates), ...momentary.map(toMade)]);
}

function toStateRank(item: Item): number {
  if (item.kind === "ghost") return -1;
  if (item.kind === "span" && item.certainty === "predicted") return 10;
  return toToneRank(item.tone);
}

/** Goes through all beginnings and ends by time; between two of them the worst stands. */
function pickWorst(candidates: readonly Candidate[]): readonly MadeItem[] {
  const byStart = candidates
    .filter(({ item }) => item.to > item.from)
    .sort((a, b) => a.item.from - b.item.from);
  const cuts = [...new Set(byStart.flatMap(({ item }) => [item.from, item.to]))].sort((a, b) => a - b);
  const picked: Picked[] = [];
  let active: Candidate[] = [];
  let next = 0;
  for (const [index, from] of cuts.entries()) {
    active = active.filter(({ item }) => item.to > from);
    for (let one = byStart[next]; one !== undefined && one.item.from <= from; one = byStart[next]) {
      active.push(one);
      next += 1;
    }
    const worst = toWorst(active);
    const to = cuts[index + 1];
    if (worst !== undefined && to !== undefined) append(picked, { worst, from, to });
  }
  return picked.map(toPiece);
}

type Picked = { readonly worst: Candidate; readonly from: number; readonly to: number };

function toWorst(active: readonly Candidate[]): Candidate | undefined {
  let worst: Candidate | undefined;
  for (const one of active) {
    if (worst === undefined || one.rank < worst.rank) worst = one;
  }
  return worst;
}

function append(picked: Picked[], piece: Picked): void {
  const last = picked.at(-1);
  if (last?.worst === piece.worst && last.to === piece.from) {
    picked[picked.length - 1] = { ...last, to: piece.to };
    return;
  }
  picked.push(piece);
}

function toMade({ item, lines }: MadeItem): MadeItem {
  return { item, lines };
}

function toPiece({ worst, from, to }: Picked): MadeItem {
  const { item, lines } = worst;
  if (item.from === from && item.to === to) return toMade(worst);
  if (item.kind !== "span") return { item: { ...item, from, to }, lines };
  return {
    item: {
      ...item,
      from,
      to,
      open: item.open && item.to === to,
      softFrom: item.from === from ? item.softFrom : undefined,
    },
    lines,
  };
}
