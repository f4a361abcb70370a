import type { Sighted } from "#components/timeline/paint/boxes.ts";
import type { Highlight, Pen } from "#components/timeline/paint/surface.ts";
import type { TimeScale, Tools } from "#components/timeline/paint/tools.ts";
import type { Plan } from "#components/timeline/plan/plan.ts";

export type Backdrop = {
  readonly plan: Plan;
  readonly scale: TimeScale;
  readonly height: number;
  readonly ticks: readonly { readonly at: number }[];
  readonly highlight: Highlight;
};

/** What lies behind all rows: what is still to come, and round times. */
export function paintGround(pen: Pen, { plan, scale, height, ticks }: Backdrop, tools: Tools): void {
  const { sunken, grid } = tools.palette;
  const now = Math.max(scale.toX(plan.now), 0);
  if (now < scale.width) {
    pen.fillStyle = sunken;
    pen.globalAlpha = 0.6;
    pen.fillRect(now, 0, scale.width - now, height);
    pen.globalAlpha = 1;
  }
  pen.fillStyle = grid;
  for (const tick of ticks) pen.fillRect(scale.toX(tick.at), 0, 1, height);
}

/** Every second lap a little darker, running deployments and fleet events as bands across all lanes. */
export function paintAcross(pen: Pen, { plan, scale, height }: Backdrop, tools: Tools): void {
  const { ink, tones } = tools.palette;
  for (const row of plan.bands) {
    for (const [index, item] of plan.itemsOf(row).entries()) {
      const left = Math.max(scale.toX(item.from), 0);
      const width = Math.min(scale.toX(item.to), scale.width) - left;
      if (width < 0 || left > scale.width) continue;
      if (item.kind === "lap" && index % 2 === 1)
        shade(pen, { colour: ink, alpha: 0.035 }, [left, width, height]);
      if (item.kind === "deployment" && item.open) {
        shade(pen, { colour: tones[item.tone].rim, alpha: 0.05 }, [left, width, height]);
        shade(pen, { colour: tones[item.tone].rim, alpha: 0.5 }, [left, 1, height]);
      }
      if (item.kind === "event") shade(pen, { colour: tones[item.tone].rim, alpha: 0.22 }, [left, 1, height]);
    }
  }
}

type Shade = { readonly colour: string; readonly alpha: number };

function shade(
  pen: Pen,
  { colour, alpha }: Shade,
  [left, width, height]: readonly [number, number, number],
): void {
  pen.fillStyle = colour;
  pen.globalAlpha = alpha;
  pen.fillRect(left, 0, width, height);
  pen.globalAlpha = 1;
}

/** A line above every lane, and the chosen lane on a darker ground. */
export function paintLaneGround(
  pen: Pen,
  {
    rows,
    lane,
    width,
  }: { readonly rows: readonly Sighted[]; readonly lane: string | undefined; readonly width: number },
  tools: Tools,
): void {
  for (const { row, place } of rows) {
    if (row.kind === "band") continue;
    const top = place.y - (row.height - place.height) / 2;
    if (row.lane.instanceId === lane) {
      pen.fillStyle = tools.palette.sunken;
      pen.globalAlpha = 0.7;
      pen.fillRect(0, top, width, row.height);
      pen.globalAlpha = 1;
    }
    if (row.kind !== "lane") continue;
    pen.fillStyle = tools.palette.line;
    pen.fillRect(0, top, width, 1);
  }
}

/** The lines in front: now, deadlines, where recording began, and what the brush selected. */
export function paintTimes(pen: Pen, { plan, scale, height, highlight }: Backdrop, tools: Tools): void {
  const { muted, ink, link, tones } = tools.palette;
  for (const { at } of plan.deadlines) {
    paintLine(
      pen,
      { x: scale.toX(at), height, width: scale.width },
      { colour: tones.waiting.rim, dash: [5, 4], thick: 2 },
    );
  }
  if (plan.recordedFrom !== undefined) {
    const x = scale.toX(plan.recordedFrom);
    paintLine(pen, { x, height, width: scale.width }, { colour: muted, dash: [4, 3], thick: 1 });
  }
  const now = scale.toX(plan.now);
  pen.globalAlpha = 0.65;
  paintLine(pen, { x: now, height, width: scale.width }, { colour: ink, dash: [], thick: 2 });
  pen.globalAlpha = 1;
  const { selection } = highlight;
  if (selection === undefined) return;
  const left = Math.max(scale.toX(selection.from), 0);
  const width = Math.min(scale.toX(selection.to), scale.width) - left;
  if (width < 0) return;
  shade(pen, { colour: link, alpha: 0.14 }, [left, width, height]);
  shade(pen, { colour: link, alpha: 1 }, [left, 1, height]);
  shade(pen, { colour: link, alpha: 1 }, [left + Math.max(width - 1, 0), 1, height]);
}

type Upright = { readonly x: number; readonly height: number; readonly width: number };
type Stroke = { readonly colour: string; readonly dash: readonly number[]; readonly thick: number };

function paintLine(pen: Pen, { x, height, width }: Upright, { colour, dash, thick }: Stroke): void {
  if (x < -2 || x > width + 2) return;
  pen.strokeStyle = colour;
  pen.lineWidth = thick;
  pen.setLineDash([...dash]);
  pen.beginPath();
  pen.moveTo(x + thick / 2, 0);
  pen.lineTo(x + thick / 2, height);
  pen.stroke();
  pen.setLineDash([]);
}
