import type { Batch, PlainBox, SpanBox } from "#components/timeline/paint/batch.ts";
import type { Box } from "#components/timeline/paint/boxes.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import type { Tools } from "#components/timeline/paint/tools.ts";
import type { Tone } from "#lib/report/schema.ts";

/** Narrower than this a stretch shows its colour only. */
const leastTextWidth = 20;
const textPadding = 4;
/** Narrower than this no sign can be made out, and laying one costs as much as a wide one. */
const leastPatternWidth = 12;

/** Areas, edges and signs of all stretches, tone by tone; then their words, then what hides them. */
export function paintSpans(pen: Pen, batch: Batch, tools: Tools): void {
  for (const [tone, spans] of batch.spans) paintTone(pen, { tone, spans }, tools);
  paintSoftEdges(pen, batch.softEdges, tools);
  pen.font = tools.palette.fonts.item;
  for (const [tone, spans] of batch.spans) paintWords(pen, { tone, spans }, tools);
  paintBlinds(pen, batch.blinds, tools);
}

type Toned = { readonly tone: Tone; readonly spans: readonly SpanBox[] };

function paintTone(pen: Pen, { tone, spans }: Toned, tools: Tools): void {
  const solid = spans.filter(isSolid);
  const outlined = tone === "gone" ? solid.filter(({ item }) => item.kind === "span") : [];
  const filled = tone === "gone" ? solid.filter(({ item }) => item.kind === "many") : solid;
  const { rim } = tools.palette.tones[tone];
  pen.fillStyle = rim;
  for (const { box } of filled) pen.fillRect(box.x, box.y, box.width, box.height);
  const { fill } = tools.palette.tones[tone];
  fillInside(pen, fill, filled.filter(isNarrow));
  fillInside(pen, tools.textureFor(pen, { kind: "tone", tone }), filled.filter(isWideSpan));
  fillInside(pen, tools.textureFor(pen, { kind: "many", tone }), filled.filter(isMany));
  if (tone === "bad") paintRule(pen, filled, rim);
  pen.fillStyle = tools.textureFor(pen, { kind: "dashed", tone });
  for (const { item, box } of outlined.filter(isWideSpan)) {
    outline(pen, box, item.kind === "span" && item.open);
  }
  paintNarrowOutlines(pen, outlined.filter(isNarrow), tools);
  paintSides(pen, { tone, spans: filled }, tools);
  paintOpenEnds(pen, { tone, spans: filled }, tools);
  const hatched = spans.filter(({ item }) => item.kind === "span" && item.certainty === "unknown");
  pen.fillStyle = tools.textureFor(pen, { kind: "hatch" });
  for (const { box } of hatched) pen.fillRect(box.x, box.y, box.width, box.height);
  paintPredicted(pen, { tone, spans }, tools);
  pen.fillStyle = rim;
}

function isSolid({ item }: SpanBox): boolean {
  return item.kind === "many" || item.certainty === "exact" || item.certainty === "observed";
}

function isNarrow({ item, box }: SpanBox): boolean {
  return item.kind === "span" && box.width <= leastPatternWidth;
}

function isWideSpan({ item, box }: SpanBox): boolean {
  return item.kind === "span" && box.width > leastPatternWidth;
}

function isMany({ item }: SpanBox): boolean {
  return item.kind === "many";
}

/** All but the border; what is too thin for both keeps the border's colour, which shows better. */
function fillInside(pen: Pen, texture: string | CanvasPattern, spans: readonly SpanBox[]): void {
  if (spans.length === 0) return;
  pen.fillStyle = texture;
  for (const { box } of spans) {
    if (box.width > 3) pen.fillRect(box.x + 1, box.y + 1, box.width - 2, box.height - 2);
  }
}

function paintRule(pen: Pen, spans: readonly SpanBox[], colour: string): void {
  pen.fillStyle = colour;
  for (const { box } of spans) pen.fillRect(box.x, box.y + box.height - 3, box.width, 3);
}

function outline(pen: Pen, { x, y, width, height }: Box, open: boolean): void {
  pen.fillRect(x, y, width, 1);
  pen.fillRect(x, y + height - 1, width, 1);
  pen.fillRect(x, y + 1, 1, height - 2);
  if (!open) pen.fillRect(x + width - 1, y + 1, 1, height - 2);
}

/** No dash can be made out on so short a line: two areas cost half of what four dashed lines do. */
function paintNarrowOutlines(pen: Pen, spans: readonly SpanBox[], tools: Tools): void {
  if (spans.length === 0) return;
  pen.fillStyle = tools.palette.tones.gone.rim;
  for (const { box } of spans) pen.fillRect(box.x, box.y, box.width, box.height);
  fillInside(pen, tools.palette.sunken, spans);
}

/** A reading's instant, not AWS's own: the side is dotted. */
function paintSides(pen: Pen, { tone, spans }: Toned, tools: Tools): void {
  const observed = spans.filter(
    ({ item, box }) => item.kind === "span" && item.certainty === "observed" && box.width > leastPatternWidth,
  );
  if (observed.length === 0) return;
  pen.fillStyle = tools.textureFor(pen, { kind: "side", tone });
  for (const { box } of observed) {
    pen.fillRect(box.x, box.y + 1, 1, box.height - 2);
    pen.fillRect(box.x + box.width - 1, box.y + 1, 1, box.height - 2);
  }
}

/** What still lasts has no right border. */
function paintOpenEnds(pen: Pen, { tone, spans }: Toned, tools: Tools): void {
  pen.fillStyle = tools.palette.tones[tone].fill;
  for (const { item, box } of spans) {
    if (item.kind !== "span" || !item.open || box.width <= 5) continue;
    const below = tone === "bad" ? 4 : 2;
    pen.fillRect(box.x + box.width - 1, box.y + 1, 1, box.height - below);
  }
}

function paintPredicted(pen: Pen, { tone, spans }: Toned, tools: Tools): void {
  const predicted = spans.filter(({ item }) => item.kind === "span" && item.certainty === "predicted");
  if (predicted.length === 0) return;
  pen.strokeStyle = tools.palette.tones[tone].rim;
  pen.lineWidth = 2;
  pen.setLineDash([2, 3]);
  for (const { box } of predicted) {
    pen.strokeRect(box.x + 1, box.y + 1, Math.max(box.width - 2, 1), box.height - 2);
  }
  pen.setLineDash([]);
}

type Soft = { readonly tone: Tone; readonly box: Box };

/** The narrow ones together, in one shade: steps and signs could not be made out there. */
function paintSoftEdges(pen: Pen, edges: readonly Soft[], tools: Tools): void {
  pen.globalAlpha = 0.5;
  for (const { tone, box } of edges) {
    if (box.width > leastPatternWidth) continue;
    pen.fillStyle = toSoftFill(tone, tools);
    pen.fillRect(box.x, box.y, box.width, box.height);
  }
  pen.globalAlpha = 1;
  for (const edge of edges) if (edge.box.width > leastPatternWidth) paintSoftEdge(pen, edge, tools);
}

function toSoftFill(tone: Tone, { palette }: Tools): string {
  return tone === "gone" ? palette.sunken : palette.tones[tone].fill;
}

/** Somewhere in here the state changed: it thickens in steps towards the certain part. */
function paintSoftEdge(pen: Pen, { tone, box }: Soft, tools: Tools): void {
  const steps = Math.min(6, Math.floor(box.width / 2));
  const step = box.width / steps;
  pen.fillStyle = toSoftFill(tone, tools);
  for (let index = 0; index < steps; index += 1) {
    pen.globalAlpha = (index + 1) / (steps + 1);
    pen.fillRect(tools.snap(box.x + index * step), box.y, tools.snap(step) || step, box.height);
  }
  pen.globalAlpha = 1;
  pen.fillStyle = tools.textureFor(pen, { kind: "hatch" });
  pen.fillRect(box.x, box.y, box.width, box.height);
  pen.fillStyle = tools.textureFor(pen, { kind: "dotted", tone });
  pen.fillRect(box.x, box.y, box.width, 1);
  pen.fillRect(box.x, box.y + box.height - 1, box.width, 1);
}

function paintWords(pen: Pen, { tone, spans }: Toned, tools: Tools): void {
  const { fg, pattern } = tools.palette.tones[tone];
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillStyle = fg;
  const font = tools.texts.in(pen);
  for (const { item, box } of spans) {
    const x = Math.max(box.x, 0) + textPadding;
    const room = box.x + box.width - textPadding - x;
    if (room < leastTextWidth - 2 * textPadding) continue;
    const words = toWords(item, room);
    const text = font.fit(words, room);
    if (text === undefined) continue;
    const middle = box.y + box.height / 2 + 0.5;
    // In the pattern's own colour, as where the system forces its few, words would drown in it.
    if (pattern === fg || isOnHatch({ item, box })) {
      pen.fillStyle = tools.palette.surface;
      pen.fillRect(x - 2, box.y + 2, font.widthOf(text) + 4, box.height - 4);
      pen.fillStyle = fg;
    }
    pen.fillText(text, x, middle);
  }
}

function toWords(item: SpanBox["item"], room: number): string {
  if (item.kind === "span") return item.text;
  return room < 60 ? String(item.count) : `${item.count} changes`;
}

function isOnHatch({ item }: SpanBox): boolean {
  if (item.kind === "many") return true;
  return item.tone === "unknown" || item.certainty === "unknown";
}

/** Over everything, words too: it was not seen then. */
function paintBlinds(pen: Pen, blinds: readonly PlainBox[], tools: Tools): void {
  if (blinds.length === 0) return;
  pen.fillStyle = tools.palette.surface;
  pen.globalAlpha = 0.7;
  for (const { box } of blinds) pen.fillRect(box.x, box.y, box.width, box.height);
  pen.globalAlpha = 1;
  pen.fillStyle = tools.textureFor(pen, { kind: "blind" });
  for (const { box } of blinds) pen.fillRect(box.x, box.y, box.width, box.height);
  pen.fillStyle = tools.textureFor(pen, { kind: "dotted", tone: "idle" });
  for (const { box } of blinds) {
    pen.fillRect(box.x, box.y, 1, box.height);
    pen.fillRect(box.x + box.width - 1, box.y, 1, box.height);
  }
  pen.fillStyle = tools.palette.surface;
}
