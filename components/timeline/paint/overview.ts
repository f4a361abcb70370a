import {
  growHeat,
  type Heat,
  type HeatKind,
  type HeatRun,
  heatKinds,
  startHeat,
  toHeatRuns,
} from "#components/timeline/paint/heat.ts";
import type { Palette } from "#components/timeline/paint/palette.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import { type LayTile, layCanvasTile } from "#components/timeline/paint/tiles.ts";
import { createTools, type Tools, toTimeScale } from "#components/timeline/paint/tools.ts";
import type { Plan } from "#components/timeline/plan/plan.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";

export type OverviewScene = {
  readonly plan: Plan;
  /** What is seen below: drawn as a window over the strip. */
  readonly viewport: Viewport;
  readonly width: number;
  readonly height: number;
};

/** The whole of plan.limits as a strip; its heat is worked out once for each plan and size. */
export type Overview = {
  /**
   * A plan with very many rows is looked at in portions, so that no frame waits for it:
   * `more` asks to be painted again in the next frame.
   */
  readonly paintOverview: (pen: Pen, scene: OverviewScene) => "done" | "more";
};

type Kept = { heat: Heat; runs: ReadonlyMap<HeatKind, readonly HeatRun[]> };

const leastStrip = 4;
const frameAir = 3;

export function createOverview(
  palette: Palette,
  devicePixelRatio = 1,
  layTile: LayTile = layCanvasTile,
): Overview {
  const tools = createTools({ palette, devicePixelRatio, layTile });
  const kept = new WeakMap<Plan, Map<string, Kept>>();
  const heatOf = ({ plan, width, height }: OverviewScene): Kept => {
    const sizes = kept.get(plan) ?? new Map<string, Kept>();
    kept.set(plan, sizes);
    const key = `${width} ${height}`;
    const strips = toStrips(plan, height);
    const before = sizes.get(key) ?? {
      heat: startHeat(Math.max(1, Math.round(width)), strips),
      runs: new Map(),
    };
    if (before.heat.rowsDone >= plan.rows.length && before.runs.size > 0) return before;
    const heat = growHeat(before.heat, plan);
    const next = { heat, runs: toHeatRuns(heat) };
    sizes.set(key, next);
    return next;
  };
  return {
    paintOverview: (pen, scene) => {
      const { heat, runs } = heatOf(scene);
      pen.save();
      pen.beginPath();
      pen.rect(0, 0, scene.width, scene.height);
      pen.clip();
      pen.fillStyle = palette.surface;
      pen.fillRect(0, 0, scene.width, scene.height);
      paintRuns(pen, { runs, heat, height: scene.height }, tools);
      paintWindow(pen, scene, tools);
      pen.restore();
      return heat.rowsDone < scene.plan.rows.length ? "more" : "done";
    },
  };
}

function toStrips(plan: Plan, height: number): number {
  const lanes = plan.rows.filter((row) => row.kind === "lane").length;
  return Math.max(1, Math.min(lanes, Math.floor((height - 2 * frameAir) / leastStrip)));
}

type Runs = { readonly runs: Kept["runs"]; readonly heat: Heat; readonly height: number };

/** Calm states are thin lines, what needs somebody fills its strip: the shape tells them apart as well as the colour. */
function paintRuns(pen: Pen, { runs, heat, height }: Runs, tools: Tools): void {
  const strip = (height - 2 * frameAir) / heat.strips;
  for (const kind of heatKinds) {
    const { colour, share } = toHeatLook(kind, tools.palette);
    const tall = Math.max(1, tools.snap(strip * share - (strip > 6 ? 1 : 0)));
    pen.fillStyle = colour;
    for (const run of runs.get(kind) ?? []) {
      const middle = frameAir + (run.strip + 0.5) * strip;
      pen.fillRect(run.from, tools.snap(middle - tall / 2), run.to - run.from, tall);
    }
  }
}

function toHeatLook(kind: HeatKind, palette: Palette): { readonly colour: string; readonly share: number } {
  if (kind === "ghost") return { colour: palette.ink, share: 1 };
  if (kind === "bad" || kind === "waiting") return { colour: palette.tones[kind].rim, share: 1 };
  if (kind === "busy") return { colour: palette.tones.busy.rim, share: 0.7 };
  if (kind === "good") return { colour: palette.tones.good.rim, share: 0.4 };
  if (kind === "unknown") return { colour: palette.hatch, share: 0.7 };
  return { colour: palette.line, share: 0.3 };
}

/** The window: what lies outside of it is dimmed, its sides are handles. */
function paintWindow(pen: Pen, { plan, viewport, width, height }: OverviewScene, tools: Tools): void {
  const { surface, ink, link } = tools.palette;
  const { toX } = toTimeScale(plan.limits, width, tools);
  const left = Math.max(0, toX(viewport.from));
  const right = Math.min(width, toX(viewport.to));
  pen.fillStyle = ink;
  pen.globalAlpha = 0.65;
  pen.fillRect(toX(plan.now), 0, 2, height);
  pen.fillStyle = surface;
  pen.fillRect(0, 0, left, height);
  pen.fillRect(right, 0, width - right, height);
  pen.globalAlpha = 1;
  pen.strokeStyle = link;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  pen.strokeRect(left + 0.5, 0.5, Math.max(right - left - 1, 1), height - 1);
  pen.fillStyle = link;
  for (const x of [left, right - 3]) pen.fillRect(x, 0, 3, height);
}
