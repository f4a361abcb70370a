import type { AxisScene } from "#components/timeline/paint/painter.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import { type TimeScale, type Tools, toTimeScale } from "#components/timeline/paint/tools.ts";

const gap = 4;
const lineHeight = 16;

/** Round times above; now, deadlines and the beginning of the recording below, each with a tick down to the rows. */
export function paintAxisScene(pen: Pen, scene: AxisScene, tools: Tools): void {
  const { plan, viewport, ticks, width, height, toClockText } = scene;
  const { palette } = tools;
  const scale = toTimeScale(viewport, width, tools);
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const { at, text, newDay } of ticks) {
    const x = scale.toX(at);
    pen.fillStyle = palette.grid;
    pen.fillRect(x, 0, 1, height);
    pen.font = newDay ? palette.fonts.axisStrong : palette.fonts.axis;
    if (x + gap + tools.texts.in(pen).widthOf(text) > width) continue;
    pen.fillStyle = palette.muted;
    pen.fillText(text, x + gap, lineHeight / 2 + 1);
  }
  const signs: Sign[] = plan.deadlines.map(({ at, label }) => ({
    at,
    text: `${toClockText(at)} ${label}`,
    colour: palette.tones.waiting.fg,
    side: "right",
  }));
  if (plan.recordedFrom !== undefined) {
    signs.push({ at: plan.recordedFrom, text: "recorded from here", colour: palette.muted, side: "right" });
  }
  const now: Sign = {
    at: plan.now,
    text: `${plan.ends} ${toClockText(plan.now)}`,
    colour: palette.ink,
    side: "left",
  };
  paintSigns(pen, { signs: [now, ...signs], scale, top: lineHeight, height }, tools);
}

type Sign = {
  readonly at: number;
  readonly text: string;
  readonly colour: string;
  readonly side: "left" | "right";
};
type Signs = {
  readonly signs: readonly Sign[];
  readonly scale: TimeScale;
  readonly top: number;
  readonly height: number;
};

/** The first sign wins its room; one that would be written over another goes a line lower, or loses its words. */
function paintSigns(pen: Pen, { signs, scale, top, height }: Signs, tools: Tools): void {
  const lines = Math.max(1, Math.floor((height - top) / lineHeight));
  const taken: { line: number; from: number; to: number }[] = [];
  pen.font = tools.palette.fonts.axisStrong;
  for (const { at, text, colour, side } of signs) {
    const x = scale.toX(at);
    if (x < 0 || x > scale.width) continue;
    pen.fillStyle = colour;
    pen.fillRect(x, top, 2, height - top);
    const length = tools.texts.in(pen).widthOf(text) + 2 * gap;
    const wanted = side === "left" ? x - length : x + 2;
    const from = Math.max(0, wanted + length > scale.width ? x - length : wanted);
    const line = findFreeLine(taken, { from, to: from + length, lines });
    if (line === undefined) continue;
    taken.push({ line, from, to: from + length });
    pen.fillStyle = tools.palette.surface;
    pen.fillRect(from, top + line * lineHeight, length, lineHeight);
    pen.fillStyle = colour;
    pen.fillText(text, from + gap, top + line * lineHeight + lineHeight / 2 + 1);
  }
}

function findFreeLine(
  taken: readonly { readonly line: number; readonly from: number; readonly to: number }[],
  { from, to, lines }: { readonly from: number; readonly to: number; readonly lines: number },
): number | undefined {
  for (let line = 0; line < lines; line += 1) {
    if (taken.every((other) => other.line !== line || other.to <= from || other.from >= to)) return line;
  }
  return undefined;
}
