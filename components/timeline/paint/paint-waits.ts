import { toRowPlace } from "#components/timeline/paint/boxes.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import type { TimeScale, Tools } from "#components/timeline/paint/tools.ts";
import type { Plan, Row, WaitLine } from "#components/timeline/plan/plan.ts";

const firstLane = 12;
const laneGap = 9;
const thick = 1.5;

export type Waits = {
  readonly plan: Plan;
  readonly scale: TimeScale;
  readonly rowOf: (key: string) => Row | undefined;
};

/** Where a wait's line runs down: beside now, the next one further right; at the rim where now is out of sight. */
function toDownX({ plan, scale }: Waits, index: number): number {
  const right = scale.toX(plan.now) + firstLane + index * laneGap;
  return Math.min(Math.max(right, firstLane), scale.width - firstLane - index * laneGap);
}

/** From above down to the ghost's row with an arrow; where that row is out of sight, an arrow with its letter at the edge. */
export function paintWaits(
  pen: Pen,
  { height, scrollTop, ...waits }: Waits & { readonly height: number; readonly scrollTop: number },
  tools: Tools,
): void {
  for (const [index, wait] of waits.plan.waits.entries()) {
    const row = waits.rowOf(wait.rowKey);
    if (row === undefined) continue;
    const place = toRowPlace(row, scrollTop);
    const target = place.y + place.height / 2;
    const x = toDownX(waits, index);
    startLine(pen, tools);
    if (target < 0) {
      paintEdgeSign(
        pen,
        { x, y: 11, up: true, text: `waits for ${toLetter(row, wait)}` },
        { tools, scale: waits.scale },
      );
    } else if (target > height) {
      paintPath(pen, [
        [x, 0],
        [x, height - 4],
      ]);
      paintEdgeSign(
        pen,
        { x, y: height - 11, up: false, text: `waits for ${toLetter(row, wait)}` },
        { tools, scale: waits.scale },
      );
    } else {
      const end = Math.min(Math.max(waits.scale.toX(waits.plan.now) + 3, 2), x - 8);
      paintPath(pen, [
        [x, 0],
        [x, target],
        [end + 5, target],
      ]);
      paintHead(
        pen,
        [
          [end, target],
          [end + 7, target - 4.5],
          [end + 7, target + 4.5],
        ],
        tools,
      );
      paintTag(
        pen,
        {
          x: x + 5,
          y: target,
          text: `${wait.deploymentId} waits for ${toLetter(row, wait)}`,
          from: waits.scale.toX(wait.since),
        },
        { tools, scale: waits.scale },
      );
    }
  }
}

/** The beginning of the lines: from the deployment's own band. */
export function paintWaitStarts(
  pen: Pen,
  { bottom, ...waits }: Waits & { readonly bottom: number },
  tools: Tools,
): void {
  for (const [index, wait] of waits.plan.waits.entries()) {
    const row = waits.rowOf(wait.bandKey);
    if (row === undefined) continue;
    const y = row.top + row.height / 2;
    const x = toDownX(waits, index);
    const start = Math.min(Math.max(waits.scale.toX(waits.plan.now) + 2, 0), x - 6);
    startLine(pen, tools);
    paintPath(pen, [
      [start, y],
      [x, y],
      [x, bottom],
    ]);
    pen.fillStyle = tools.palette.ink;
    pen.beginPath();
    pen.arc(start + 2, y, 2.5, 0, 2 * Math.PI);
    pen.fill();
  }
}

function toLetter(row: Row, wait: WaitLine): string {
  return row.kind === "band" ? wait.instanceId : row.lane.letter;
}

type Point = readonly [number, number];

function startLine(pen: Pen, { palette }: Tools): void {
  pen.strokeStyle = palette.ink;
  pen.lineWidth = thick;
  pen.setLineDash([]);
}

function paintPath(pen: Pen, points: readonly Point[]): void {
  pen.beginPath();
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  }
  pen.stroke();
}

function paintHead(pen: Pen, corners: readonly Point[], { palette }: Tools): void {
  pen.fillStyle = palette.ink;
  pen.beginPath();
  for (const [index, [x, y]] of corners.entries()) {
    if (index === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  }
  pen.closePath();
  pen.fill();
}

type Around = { readonly tools: Tools; readonly scale: TimeScale };
type EdgeSign = { readonly x: number; readonly y: number; readonly up: boolean; readonly text: string };

function paintEdgeSign(pen: Pen, { x, y, up, text }: EdgeSign, around: Around): void {
  const tip = up ? y - 9 : y + 9;
  const base = up ? y - 2 : y + 2;
  paintHead(
    pen,
    [
      [x, tip],
      [x - 5, base],
      [x + 5, base],
    ],
    around.tools,
  );
  paintTag(pen, { x: x + 8, y, text }, around);
}

/** What the words need beside them, so that what is drawn beneath them can still be read. */
const leastUncovered = 180;

/** `from`: where what it would cover begins. */
type Tag = { readonly x: number; readonly y: number; readonly text: string; readonly from?: number };

/** Words on a ground of their own, to the left of the point where there is no room to the right; none where they would hide too much. */
function paintTag(pen: Pen, { x, y, text, from = 0 }: Tag, { tools, scale }: Around): void {
  pen.font = tools.palette.fonts.strong;
  const width = tools.texts.in(pen).widthOf(text) + 6;
  const fitsRight = x + width <= scale.width;
  if (!fitsRight && x - Math.max(from, 0) - width < leastUncovered) return;
  const left = fitsRight ? x : Math.max(x - width - 20, 0);
  pen.fillStyle = tools.palette.surface;
  pen.fillRect(left, y - 8, width, 16);
  pen.fillStyle = tools.palette.ink;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillText(text, left + 3, y + 0.5);
}
