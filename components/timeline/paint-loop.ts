import type { Stage } from "#components/timeline/hands/stage.ts";
import { createOverview, type Overview } from "#components/timeline/paint/overview.ts";
import { createPainter, type Painter } from "#components/timeline/paint/painter.ts";
import { loadPalette } from "#components/timeline/paint/palette.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import { toPaperHeight } from "#components/timeline/paper.ts";
import type { Plan } from "#components/timeline/plan/plan.ts";
import { type Tick, toRelativeTicks, toTicks } from "#components/timeline/view/ticks.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";
import { type Form, toOffsetMinutes, toZonedClock, type Zone } from "#components/timeline/view/zone.ts";

export const axisHeight = 52;
export const overviewHeight = 28;
/** How wide a tick's words and the air around them are. */
const tickWidth = 88;

export type Surfaces = {
  /** Carries the theme. */
  readonly root: HTMLDivElement;
  /** As wide as the plot. */
  readonly plot: HTMLDivElement;
  readonly scroller: HTMLDivElement;
  readonly axis: HTMLCanvasElement;
  readonly bands: HTMLCanvasElement;
  readonly lanes: HTMLCanvasElement;
  readonly overview: HTMLCanvasElement;
};

export type Painted = {
  readonly plan: Plan;
  readonly zone: Zone;
  readonly form: Form;
  /** On paper all rows up to a limit are painted, whatever is scrolled to. */
  readonly medium: "screen" | "paper";
};

type Brushes = { readonly painter: Painter; readonly overview: Overview; readonly ratio: number };

export type PaintLoop = {
  readonly request: () => void;
  readonly paintNow: () => void;
  readonly stop: () => void;
};

/** Paints once in a frame in which anything changed: the view, a highlight, the scroll, a size, the theme. */
export function startPaintLoop(surfaces: Surfaces, stage: Stage, toPainted: () => Painted): PaintLoop {
  let frame: number | undefined;
  let brushes: Brushes | undefined;
  const paint = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
    brushes ??= loadBrushes(surfaces.root);
    const left = paintAll(surfaces, stage, { ...toPainted(), brushes });
    if (left === "more") request();
  };
  const request = () => {
    frame ??= requestAnimationFrame(paint);
  };
  const refresh = () => {
    brushes = undefined;
    request();
  };
  const stops = [
    stage.view.subscribe(request),
    stage.highlight.subscribe(request),
    watchSizes([surfaces.plot, surfaces.scroller], () => {
      const { root, scroller } = surfaces;
      root.style.setProperty("--gutter", `${scroller.offsetWidth - scroller.clientWidth}px`);
      request();
    }),
    watchTheme(refresh),
  ];
  surfaces.scroller.addEventListener("scroll", request, { passive: true });
  paint();
  return {
    request,
    paintNow: () => {
      brushes = undefined;
      paint();
    },
    stop() {
      if (frame !== undefined) cancelAnimationFrame(frame);
      surfaces.scroller.removeEventListener("scroll", request);
      for (const stop of stops) stop();
    },
  };
}

export function listTicks(viewport: Viewport, width: number, { zone, form, plan }: Painted): readonly Tick[] {
  const most = Math.max(2, Math.floor(width / tickWidth));
  if (form === "relative") return toRelativeTicks(viewport, plan.now, most);
  return toTicks(viewport, most, toOffsetMinutes(zone, viewport.from)).map((tick) =>
    tick.newDay ? { ...tick, text: `${toShortDay(tick.at, zone)} ${tick.text}` } : tick,
  );
}

function toShortDay(at: number, zone: Zone): string {
  return new Date(at + toOffsetMinutes(zone, at) * 60_000).toISOString().slice(5, 10);
}

function paintAll(
  surfaces: Surfaces,
  stage: Stage,
  input: Painted & { readonly brushes: Brushes },
): "done" | "more" {
  const { plan, zone, medium, brushes } = input;
  const width = surfaces.plot.clientWidth;
  if (width === 0) return "done";
  const { viewport } = stage.view.get();
  const highlight = stage.highlight.get();
  const ticks = listTicks(viewport, width, input);
  const { painter, overview, ratio } = brushes;
  const whole = medium === "paper";
  const height = whole ? toPaperHeight(plan) : Math.min(surfaces.scroller.clientHeight, plan.rowsHeight);
  const sight = { width, height, scrollTop: whole ? 0 : surfaces.scroller.scrollTop };
  const onLanes = toPen(surfaces.lanes, { width, height }, ratio);
  if (onLanes !== undefined) painter.paintLanes(onLanes, { plan, viewport, sight, ticks, highlight });
  const onBands = toPen(surfaces.bands, { width, height: plan.bandsHeight }, ratio);
  if (onBands !== undefined) painter.paintBands(onBands, { plan, viewport, width, ticks, highlight });
  const onAxis = toPen(surfaces.axis, { width, height: axisHeight }, ratio);
  const toClock = (instant: number) => toZonedClock(zone, instant);
  if (onAxis !== undefined)
    painter.paintAxis(onAxis, { plan, viewport, width, height: axisHeight, ticks, toClockText: toClock });
  const onOverview = toPen(surfaces.overview, { width, height: overviewHeight }, ratio);
  if (onOverview === undefined) return "done";
  return overview.paintOverview(onOverview, { plan, viewport, width, height: overviewHeight });
}

type Size = { readonly width: number; readonly height: number };

/** A pen whose unit is a CSS pixel, on a canvas as fine as the screen. */
function toPen(canvas: HTMLCanvasElement, { width, height }: Size, ratio: number): Pen | undefined {
  const fine = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  if (canvas.width !== fine.width || canvas.height !== fine.height) {
    canvas.width = fine.width;
    canvas.height = fine.height;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  if (fine.width === 0 || fine.height === 0) return undefined;
  const pen = canvas.getContext("2d");
  pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen ?? undefined;
}

function loadBrushes(root: HTMLElement): Brushes {
  const palette = loadPalette(root);
  const ratio = window.devicePixelRatio;
  return { painter: createPainter(palette, ratio), overview: createOverview(palette, ratio), ratio };
}

function watchSizes(elements: readonly HTMLElement[], onChange: () => void): () => void {
  const observer = new ResizeObserver(onChange);
  for (const element of elements) observer.observe(element);
  return () => observer.disconnect();
}

/** The theme by choice, the system's theme, and how fine the screen is. */
function watchTheme(onChange: () => void): () => void {
  const chosen = new MutationObserver(onChange);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((text) => matchMedia(text));
  for (const query of queries) query.addEventListener("change", onChange);
  const stopRatio = watchRatio(onChange);
  return () => {
    chosen.disconnect();
    for (const query of queries) query.removeEventListener("change", onChange);
    stopRatio();
  };
}

/** A query holds for one ratio only, so each change needs the next one. */
function watchRatio(onChange: () => void): () => void {
  let query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  const next = () => {
    query.removeEventListener("change", next);
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener("change", next);
    onChange();
  };
  query.addEventListener("change", next);
  return () => query.removeEventListener("change", next);
}
