import { toClockText, toDayText } from "#components/format/time-text.ts";
import type { AxisScene, LanesScene, Painter } from "#components/timeline/paint/painter.ts";
import type { Palette } from "#components/timeline/paint/palette.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import type { Row } from "#components/timeline/plan/plan.ts";

/** What is seen, with the words that stand around it on the page. */
export type Picture = LanesScene & {
  readonly palette: Palette;
  readonly ticks: AxisScene["ticks"];
  readonly toClockText: AxisScene["toClockText"];
  /** What the picture is about: account, region, application, deployment group. */
  readonly scope: string;
  /** When it was made, in epoch milliseconds. */
  readonly generatedAt: number;
};

export type PictureSize = { readonly width: number; readonly height: number };

const labelWidth = 250;
const captionHeight = 40;
const axisHeight = 48;
const margin = 12;

/** The labels' column beside the plot, axis and bands above it, a caption below. */
export function toPictureSize({ sight, plan }: Picture): PictureSize {
  return {
    width: 2 * margin + labelWidth + sight.width,
    height: 2 * margin + axisHeight + plan.bandsHeight + toLanesHeight(sight, plan) + captionHeight,
  };
}

function toLanesHeight(sight: Picture["sight"], plan: Picture["plan"]): number {
  return Math.max(0, Math.min(sight.height, plan.rowsHeight - sight.scrollTop));
}

export function paintPicture(pen: Pen, picture: Picture, painter: Painter): void {
  const { plan, palette } = picture;
  const { width, height } = toPictureSize(picture);
  const sight = { ...picture.sight, height: toLanesHeight(picture.sight, plan) };
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, width, height);
  const plotLeft = margin + labelWidth;
  const bandsTop = margin + axisHeight;
  const lanesTop = bandsTop + plan.bandsHeight;
  paintAt(pen, [plotLeft, margin], () =>
    painter.paintAxis(pen, { ...picture, width: sight.width, height: axisHeight }),
  );
  paintAt(pen, [plotLeft, bandsTop], () => painter.paintBands(pen, { ...picture, width: sight.width }));
  paintAt(pen, [plotLeft, lanesTop], () => painter.paintLanes(pen, { ...picture, sight }));
  paintAt(pen, [margin, bandsTop], () =>
    paintLabels(pen, { rows: plan.bands, scrollTop: 0, height: plan.bandsHeight }, palette),
  );
  paintAt(pen, [margin, lanesTop], () =>
    paintLabels(pen, { rows: plan.rows, scrollTop: sight.scrollTop, height: sight.height }, palette),
  );
  paintAt(pen, [margin, height - margin - captionHeight], () => paintCaption(pen, picture));
}

function paintAt(pen: Pen, [x, y]: readonly [number, number], paint: () => void): void {
  pen.save();
  pen.translate(x, y);
  paint();
  pen.restore();
}

type Labels = { readonly rows: readonly Row[]; readonly scrollTop: number; readonly height: number };

function paintLabels(pen: Pen, { rows, scrollTop, height }: Labels, palette: Palette): void {
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, labelWidth - 8, height);
  pen.clip();
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const row of rows) {
    const top = row.top - scrollTop;
    if (top + row.height <= 0 || top >= height) continue;
    if (row.kind === "lane") {
      pen.fillStyle = palette.line;
      pen.fillRect(0, top, labelWidth, 1);
    }
    pen.font = row.kind === "lane" ? palette.fonts.axisStrong : palette.fonts.axis;
    pen.fillStyle = row.kind === "track" ? palette.muted : palette.ink;
    pen.fillText(toLabel(row), row.kind === "track" ? 24 : 0, top + row.height / 2 + 0.5);
  }
  pen.restore();
}

function toLabel(row: Row): string {
  if (row.kind !== "lane") return row.label;
  return `${row.lane.letter}  ${row.lane.instanceId}  ${row.lane.ghost ? "gone" : row.lane.state}`;
}

function paintCaption(pen: Pen, { scope, viewport, generatedAt, palette }: Picture): void {
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.font = palette.fonts.axisStrong;
  pen.fillStyle = palette.ink;
  pen.fillText(scope, 0, 16);
  pen.font = palette.fonts.axis;
  pen.fillStyle = palette.muted;
  const stretch = `${toUtcText(viewport.from)} to ${toUtcText(viewport.to)} UTC`;
  pen.fillText(`${stretch}, generated ${toUtcText(generatedAt)} UTC`, 0, 33);
}

function toUtcText(instant: number): string {
  return `${toDayText(instant)} ${toClockText(instant)}`;
}
