import { toBatch } from "#components/timeline/paint/batch.ts";
import { listSighted, type Sighted } from "#components/timeline/paint/boxes.ts";
import { paintAxisScene } from "#components/timeline/paint/paint-axis.ts";
import {
  paintAcross,
  paintGround,
  paintLaneGround,
  paintTimes,
} from "#components/timeline/paint/paint-backdrop.ts";
import { paintBandItems } from "#components/timeline/paint/paint-bands.ts";
import { paintGhosts } from "#components/timeline/paint/paint-ghosts.ts";
import { paintHighlight } from "#components/timeline/paint/paint-highlight.ts";
import { paintMarks } from "#components/timeline/paint/paint-marks.ts";
import { paintSpans } from "#components/timeline/paint/paint-spans.ts";
import { paintWaitStarts, paintWaits } from "#components/timeline/paint/paint-waits.ts";
import type { Palette } from "#components/timeline/paint/palette.ts";
import type { Highlight, Pen, Sight } from "#components/timeline/paint/surface.ts";
import { type LayTile, layCanvasTile } from "#components/timeline/paint/tiles.ts";
import { createTools, type TimeScale, type Tools, toTimeScale } from "#components/timeline/paint/tools.ts";
import { toDrawn } from "#components/timeline/plan/level-of-detail.ts";
import type { Plan, Row } from "#components/timeline/plan/plan.ts";
import type { Tick } from "#components/timeline/view/ticks.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";

type Scene = {
  readonly plan: Plan;
  readonly viewport: Viewport;
  /** Round times: where grid lines stand. */
  readonly ticks: readonly Pick<Tick, "at">[];
  readonly highlight: Highlight;
};
export type LanesScene = Scene & { readonly sight: Sight };
export type BandsScene = Scene & { readonly width: number };
export type AxisScene = Omit<Scene, "ticks" | "highlight"> & {
  readonly width: number;
  readonly height: number;
  readonly ticks: readonly Tick[];
  /** The words for now and for a deadline, in the reader's zone. */
  readonly toClockText: (instant: number) => string;
};

/**
 * Draws the parts of the timeline, each on a canvas of its own. The pen is scaled by the caller so that a unit is a CSS pixel;
 * every part fills its area with the surface first and draws nothing outside of it. To be created anew when the theme or the resolution changes.
 */
export type Painter = {
  /** The rows of the lanes that are in sight; y = 0 is the top of the sight. */
  readonly paintLanes: (pen: Pen, scene: LanesScene) => void;
  /** Laps, deployments and fleet events, plan.bandsHeight high. */
  readonly paintBands: (pen: Pen, scene: BandsScene) => void;
  /** Round times, now, deadlines, and where recording began. */
  readonly paintAxis: (pen: Pen, scene: AxisScene) => void;
};

export function createPainter(
  palette: Palette,
  devicePixelRatio = 1,
  layTile: LayTile = layCanvasTile,
): Painter {
  const tools = createTools({ palette, devicePixelRatio, layTile });
  const rowsOf = new WeakMap<Plan, ReadonlyMap<string, Row>>();
  const rowOf = (plan: Plan) => (key: string) => {
    const known = rowsOf.get(plan) ?? new Map([...plan.bands, ...plan.rows].map((row) => [row.key, row]));
    rowsOf.set(plan, known);
    return known.get(key);
  };
  return {
    paintLanes: (pen, scene) => {
      const { width, height } = scene.sight;
      paintClipped(pen, { width, height, ground: palette.surface }, () =>
        paintLanesScene(pen, scene, { tools, rowOf: rowOf(scene.plan) }),
      );
    },
    paintBands: (pen, scene) => {
      const area = { width: scene.width, height: scene.plan.bandsHeight, ground: palette.surface };
      paintClipped(pen, area, () => paintBandsScene(pen, scene, { tools, rowOf: rowOf(scene.plan) }));
    },
    paintAxis: (pen, scene) =>
      paintClipped(pen, { ...scene, ground: palette.surface }, () => paintAxisScene(pen, scene, tools)),
  };
}

type Area = { readonly width: number; readonly height: number; readonly ground: string };

function paintClipped(pen: Pen, { width, height, ground }: Area, paint: () => void): void {
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.clip();
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  paint();
  pen.restore();
}

type Means = { readonly tools: Tools; readonly rowOf: (key: string) => Row | undefined };

function paintLanesScene(pen: Pen, scene: LanesScene, { tools, rowOf }: Means): void {
  const { plan, viewport, sight, ticks, highlight } = scene;
  const { width, height } = sight;
  const scale = toTimeScale(viewport, width, tools);
  const rows = listSighted(plan.rows, sight, tools);
  const backdrop = { plan, scale, height, ticks, highlight };
  paintLaneGround(pen, { rows, lane: highlight.lane, width }, tools);
  paintGround(pen, backdrop, tools);
  paintAcross(pen, backdrop, tools);
  paintTimes(pen, backdrop, tools);
  paintItems(pen, rows, { scene, scale, tools });
  const scrollTop = tools.snap(sight.scrollTop);
  paintWaits(pen, { plan, scale, rowOf, height, scrollTop }, tools);
  paintHighlight(pen, { plan, scale, rows, highlight }, tools);
}

function paintBandsScene(pen: Pen, scene: BandsScene, { tools, rowOf }: Means): void {
  const { plan, viewport, width, ticks, highlight } = scene;
  const height = plan.bandsHeight;
  const scale = toTimeScale(viewport, width, tools);
  const rows = listSighted(plan.bands, { scrollTop: 0, height }, tools);
  const backdrop = { plan, scale, height, ticks, highlight };
  paintGround(pen, backdrop, tools);
  paintTimes(pen, backdrop, tools);
  paintItems(pen, rows, { scene, scale, tools });
  paintWaitStarts(pen, { plan, scale, rowOf, bottom: height }, tools);
  paintHighlight(pen, { plan, scale, rows, highlight }, tools);
}

type ItemsInput = { readonly scene: Scene; readonly scale: TimeScale; readonly tools: Tools };

function paintItems(pen: Pen, rows: readonly Sighted[], { scene, scale, tools }: ItemsInput): void {
  const { plan, viewport } = scene;
  const drawn = rows.map((row) => ({ row, items: toDrawn(plan.itemsOf(row.row), viewport, scale.width) }));
  const batch = toBatch(drawn, scale);
  paintSpans(pen, batch, tools);
  paintBandItems(pen, batch.bands, tools);
  paintMarks(pen, batch.marks, { scale, tools });
  paintGhosts(pen, batch.ghosts, tools);
}
