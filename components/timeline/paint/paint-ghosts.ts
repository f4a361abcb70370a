import type { PlainBox } from "#components/timeline/paint/batch.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import type { Tools } from "#components/timeline/paint/tools.ts";

const padding = 5;

/** What is gone and still referred to: a strong broken outline around nothing, with its words. */
export function paintGhosts(pen: Pen, ghosts: readonly PlainBox[], tools: Tools): void {
  const { surface, ink, fonts } = tools.palette;
  pen.font = fonts.strong;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const { item, box } of ghosts) {
    const y = box.y - 1;
    const height = box.height + 2;
    pen.fillStyle = surface;
    pen.fillRect(box.x, y, box.width, height);
    pen.strokeStyle = ink;
    pen.lineWidth = 2;
    pen.setLineDash([6, 3]);
    pen.strokeRect(box.x + 1, y + 1, Math.max(box.width - 2, 1), height - 2);
    pen.setLineDash([]);
    const x = Math.max(box.x, 0) + padding;
    const text = tools.texts.in(pen).fit(item.text, box.x + box.width - padding - x);
    pen.fillStyle = ink;
    if (text !== undefined) pen.fillText(text, x, box.y + box.height / 2 + 0.5);
  }
}
