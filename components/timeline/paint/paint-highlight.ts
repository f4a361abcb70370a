import { type Box, type RowPlace, toBox } from "#components/timeline/paint/boxes.ts";
import type { Highlight, ItemPlace, Pen } from "#components/timeline/paint/surface.ts";
import type { TimeScale, Tools } from "#components/timeline/paint/tools.ts";
import type { Plan, Row } from "#components/timeline/plan/plan.ts";

export type Marked = {
  readonly plan: Plan;
  readonly scale: TimeScale;
  readonly rows: readonly { readonly row: Row; readonly place: RowPlace }[];
  readonly highlight: Highlight;
};

const pinNames = ["a", "b"] as const;

/** What the pointer is on, what is pinned, and what has the focus, the focus last. */
export function paintHighlight(pen: Pen, marked: Marked, tools: Tools): void {
  const { hovered, focused, pinned } = marked.highlight;
  const hoveredBox = findBox(marked, hovered);
  if (hoveredBox !== undefined) frame(pen, hoveredBox, { colour: tools.palette.ink, thick: 1, gap: 0 });
  for (const [index, place] of pinned.entries()) {
    const box = findBox(marked, place);
    if (box === undefined) continue;
    frame(pen, box, { colour: tools.palette.ink, thick: 2, gap: 0 });
    paintPin(pen, { box, name: pinNames[index] ?? String(index + 1) }, tools);
  }
  const focusedBox = findBox(marked, focused);
  if (focusedBox === undefined) return;
  frame(pen, focusedBox, { colour: tools.palette.surface, thick: 4, gap: 0 });
  frame(pen, focusedBox, { colour: tools.palette.link, thick: 2, gap: 1 });
}

function findBox({ plan, scale, rows }: Marked, at: ItemPlace | undefined): Box | undefined {
  if (at === undefined) return undefined;
  const sighted = rows.find(({ row }) => row.key === at.rowKey);
  if (sighted === undefined) return undefined;
  const item = plan.itemsOf(sighted.row).find(({ key }) => key === at.itemKey);
  if (item === undefined) return undefined;
  const box = toBox(item, sighted.place, scale);
  if (item.kind !== "mark") return box.x + box.width < 0 || box.x > scale.width ? undefined : box;
  const x = scale.toX(item.from);
  const middle = box.y + box.height / 2;
  return { ...box, x: x - 6, y: middle - 6, width: 12, height: 12, cutStart: false, cutEnd: false };
}

type Frame = { readonly colour: string; readonly thick: number; readonly gap: number };

function frame(pen: Pen, { x, y, width, height }: Box, { colour, thick, gap }: Frame): void {
  const out = gap + thick / 2;
  pen.strokeStyle = colour;
  pen.lineWidth = thick;
  pen.setLineDash([]);
  pen.strokeRect(x - out, y - out, width + 2 * out, height + 2 * out);
}

function paintPin(pen: Pen, { box, name }: { readonly box: Box; readonly name: string }, tools: Tools): void {
  const x = Math.max(box.x, 6);
  const y = Math.max(box.y, 6);
  pen.fillStyle = tools.palette.ink;
  pen.beginPath();
  pen.arc(x, y, 6.5, 0, 2 * Math.PI);
  pen.fill();
  pen.font = tools.palette.fonts.strong;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = tools.palette.surface;
  pen.fillText(name, x, y);
  pen.textAlign = "left";
}
