import { type Box, type Sighted, toBox } from "#components/timeline/paint/boxes.ts";
import type { TimeScale } from "#components/timeline/paint/tools.ts";
import type { Item, Row } from "#components/timeline/plan/plan.ts";
import type { Tone } from "#lib/report/schema.ts";

type KindOf<Kind extends Item["kind"]> = Extract<Item, { readonly kind: Kind }>;
export type SpanBox = { readonly item: KindOf<"span" | "many">; readonly box: Box };
export type PlainBox = { readonly item: Item; readonly box: Box };
/** A row's moments, drawn together: the words of one give way to the next. */
export type MarkLine = { readonly marks: readonly Item[]; readonly y: number };

/** What is in sight, put together by what it is drawn with: changing colours is what costs. */
export type Batch = {
  readonly spans: ReadonlyMap<Tone, readonly SpanBox[]>;
  readonly softEdges: readonly { readonly tone: Tone; readonly box: Box }[];
  readonly blinds: readonly PlainBox[];
  readonly ghosts: readonly PlainBox[];
  readonly bands: readonly PlainBox[];
  readonly marks: readonly MarkLine[];
};

type DrawnRow = { readonly row: Sighted; readonly items: readonly Item[] };

export function toBatch(rows: readonly DrawnRow[], scale: TimeScale): Batch {
  const spans = new Map<Tone, SpanBox[]>();
  const softEdges: { tone: Tone; box: Box }[] = [];
  const blinds: PlainBox[] = [];
  const ghosts: PlainBox[] = [];
  const bands: PlainBox[] = [];
  const marks: MarkLine[] = [];
  for (const { row, items } of rows) {
    const { place } = row;
    const moments: Item[] = [];
    for (const item of items) {
      if (item.kind === "mark" || (item.kind === "many" && hasMoments(row.row))) {
        moments.push(item);
        continue;
      }
      const box = toBox(item, place, scale);
      if (item.kind === "span" || item.kind === "many") {
        const of = spans.get(item.tone);
        if (of === undefined) spans.set(item.tone, [{ item, box }]);
        else of.push({ item, box });
        const soft = item.kind === "span" ? toSoftEdge(item, box, scale) : undefined;
        if (soft !== undefined) softEdges.push({ tone: item.tone, box: soft });
      } else if (item.kind === "blind") blinds.push({ item, box });
      else if (item.kind === "ghost") ghosts.push({ item, box });
      else bands.push({ item, box });
    }
    if (moments.length > 0) marks.push({ marks: moments, y: place.y + place.height / 2 });
  }
  return { spans, softEdges, blinds, ghosts, bands, marks };
}

/** An open lane's first row holds nothing but moments; several in one place bear the words of the worst. */
function hasMoments(row: Row): boolean {
  return row.kind === "lane" && row.shape === "open";
}

/** The stretch in which the change lies; thinner than two pixels it is a sharp edge. */
export function toSoftEdge(item: KindOf<"span">, box: Box, scale: TimeScale): Box | undefined {
  if (item.softFrom === undefined) return undefined;
  const from = Math.max(scale.toX(item.softFrom), -2);
  const to = Math.min(scale.toX(item.from), scale.width + 2);
  return to - from < 2 ? undefined : { ...box, x: from, width: to - from };
}
