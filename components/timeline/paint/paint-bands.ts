import type { PlainBox } from "#components/timeline/paint/batch.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import type { Tools } from "#components/timeline/paint/tools.ts";

/** Laps, deployments and fleet events: a frame with its words in the middle of what is seen of it. */
export function paintBandItems(pen: Pen, bands: readonly PlainBox[], tools: Tools): void {
  const { palette } = tools;
  pen.textBaseline = "middle";
  for (const { item, box } of bands) {
    const open = "open" in item && item.open;
    const isLap = item.kind === "lap";
    const { fg, rim } = palette.tones[item.tone];
    pen.fillStyle = isLap ? palette.edge : rim;
    pen.fillRect(box.x, box.y, box.width, box.height);
    if (box.width > 3) {
      pen.fillStyle = isLap ? palette.surface : tools.textureFor(pen, { kind: "tone", tone: item.tone });
      if (item.tone === "gone") pen.fillStyle = palette.surface;
      pen.fillRect(box.x + 1, box.y + 1, box.width - (open ? 1 : 2), box.height - 2);
    }
    if (item.tone === "bad" && !isLap) {
      pen.fillStyle = rim;
      pen.fillRect(box.x, box.y + box.height - 3, box.width, 3);
    }
    pen.font = open ? palette.fonts.strong : palette.fonts.item;
    pen.fillStyle = isLap ? palette.ink : fg;
    paintBandWords(pen, { item, box }, tools);
  }
  pen.textAlign = "left";
}

function paintBandWords(pen: Pen, { item, box }: PlainBox, tools: Tools): void {
  const x = Math.max(box.x, 0);
  const room = box.x + box.width - x;
  const centred = item.kind === "lap";
  const text = tools.texts.in(pen).fit(item.text, room - 8) ?? toShort(item, room);
  if (text === undefined) return;
  pen.textAlign = centred ? "center" : "left";
  const { fg, pattern } = tools.palette.tones[item.tone];
  // As in the lanes: in the pattern's own colour words would drown in it.
  if (!centred && pattern === fg) {
    const words = pen.fillStyle;
    pen.fillStyle = tools.palette.surface;
    pen.fillRect(x + 2, box.y + 2, tools.texts.in(pen).widthOf(text) + 4, box.height - 4);
    pen.fillStyle = words;
  }
  pen.fillText(text, centred ? x + room / 2 : x + 4, box.y + box.height / 2 + 0.5);
}

/** A lap too narrow for its words still bears its number. */
function toShort(item: PlainBox["item"], room: number): string | undefined {
  if (item.kind !== "lap" || room < 10) return undefined;
  return /\d+/.exec(item.text)?.[0];
}
