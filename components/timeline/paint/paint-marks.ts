import type { MarkLine } from "#components/timeline/paint/batch.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import type { TimeScale, Tools } from "#components/timeline/paint/tools.ts";
import { minuteMs } from "#lib/domain/time.ts";
import type { Tone } from "#lib/report/schema.ts";

type Mark = MarkLine["marks"][number];
/** Where a mark's words go: to the side with room, up to the neighbour. */
type MarkPlace = {
  readonly mark: Mark;
  readonly x: number;
  readonly room: number;
  readonly side: "left" | "right";
};

const enoughRoom = 150;
const labelGap = 8;

/** Moments: a diamond, or a cross for what ended badly; the words where there is room. */
export function paintMarks(pen: Pen, lines: readonly MarkLine[], { scale, tools }: MarkTools): void {
  const placed = lines.map(({ marks, y }) => ({ y, places: placeMarks(marks, scale) }));
  for (const tone of new Set(placed.flatMap(({ places }) => places.map(({ mark }) => mark.tone)))) {
    pen.fillStyle = tools.palette.tones[tone].rim;
    pen.beginPath();
    for (const { y, places } of placed) {
      for (const { mark, x } of places) if (mark.tone === tone) traceSign(pen, tone, { x, y });
    }
    pen.fill();
  }
  pen.font = tools.palette.fonts.item;
  pen.textBaseline = "middle";
  for (const { y, places } of placed) paintLabels(pen, { places, y }, tools);
  pen.textAlign = "left";
}

type MarkTools = { readonly scale: TimeScale; readonly tools: Tools };

function paintLabels(
  pen: Pen,
  { places, y }: { readonly places: readonly MarkPlace[]; readonly y: number },
  tools: Tools,
): void {
  const font = tools.texts.in(pen);
  for (const [index, { mark, x, room, side }] of places.entries()) {
    if (isRepeated(places[index - 1]?.mark, mark)) continue;
    const text = font.fit(mark.text, room - labelGap - 6);
    if (text === undefined) continue;
    pen.fillStyle = tools.palette.tones[mark.tone].fg;
    pen.textAlign = side === "right" ? "left" : "right";
    pen.fillText(text, side === "right" ? x + labelGap : x - labelGap, y + 0.5);
  }
}

/** Places marks that are sorted by time; those out of sight are left out. */
export function placeMarks(marks: readonly Mark[], { width, toX }: TimeScale): readonly MarkPlace[] {
  let taken = 0;
  const places: MarkPlace[] = [];
  for (const [index, mark] of marks.entries()) {
    const x = toX(mark.from);
    if (x < -5 || x > width + 5) continue;
    const next = marks.slice(index + 1).find((later) => !isRepeated(mark, later));
    const rightRoom = Math.min(next === undefined ? width : toX(next.from), width) - x;
    const leftRoom = x - taken;
    const side = rightRoom < enoughRoom && leftRoom > rightRoom ? "left" : "right";
    taken = side === "left" ? x : x + Math.min(rightRoom, enoughRoom);
    places.push({ mark, x, room: side === "left" ? leftRoom : rightRoom, side });
  }
  return places;
}

/** Two services often tell of the same moment; the words stand once, both signs are drawn. */
function isRepeated(before: Mark | undefined, mark: Mark): boolean {
  return before?.text === mark.text && mark.from - before.from < minuteMs;
}

const diamond = [
  [0, -5],
  [5, 0],
  [0, 5],
  [-5, 0],
] as const;
const cross = [
  [-3, -4.5],
  [0, -1.5],
  [3, -4.5],
  [4.5, -3],
  [1.5, 0],
  [4.5, 3],
  [3, 4.5],
  [0, 1.5],
  [-3, 4.5],
  [-4.5, 3],
  [-1.5, 0],
  [-4.5, -3],
] as const;

function traceSign(pen: Pen, tone: Tone, at: { readonly x: number; readonly y: number }): void {
  const corners = tone === "bad" || tone === "gone" ? cross : diamond;
  for (const [index, [dx, dy]] of corners.entries()) {
    if (index === 0) pen.moveTo(at.x + dx, at.y + dy);
    else pen.lineTo(at.x + dx, at.y + dy);
  }
  pen.closePath();
}
