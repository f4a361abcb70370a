import { panBy, toInstantAt, type Viewport, zoomAt } from "#components/timeline/view/viewport.ts";

/** The plot under the hands: what it shows, how wide it is, how far it may go. */
export type Ground = {
  readonly viewport: Viewport;
  readonly limits: Viewport;
  readonly width: number;
};

export type WheelInput = {
  readonly deltaX: number;
  readonly deltaY: number;
  /** As in WheelEvent: 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
};

const lineHeight = 16;
/** How much a pixel of the wheel zooms: a notch of a mouse (100 px) by about a quarter. */
const zoomPerPixel = 0.0025;
/** A fast wheel must not lose the reader. */
const mostPixels = 200;
/** The step of a key press: zoom by a third, pan by an eighth of what is seen. */
const keyZoom = 1.35;
const keyPan = 1 / 8;
/** A pointer that moves less than this meant to click. */
const clickSlackPx = 4;

/** What the wheel asks for; undefined where it is an ordinary scroll. `x` is the pointer's place in the plot. */
export function turnWheel(ground: Ground, wheel: WheelInput, x: number): Viewport | undefined {
  const scale = wheel.deltaMode === 1 ? lineHeight : wheel.deltaMode === 2 ? ground.width : 1;
  if (wheel.ctrlKey || wheel.metaKey) {
    const pixels = clampPixels(wheel.deltaY * scale);
    const instant = toInstantAt(ground.viewport, ground.width, x);
    return zoomAt(ground.viewport, ground.limits, { instant, factor: Math.exp(pixels * zoomPerPixel) });
  }
  const sideways = wheel.shiftKey && wheel.deltaX === 0 ? wheel.deltaY : wheel.deltaX;
  const meantSideways = wheel.shiftKey || Math.abs(wheel.deltaX) > Math.abs(wheel.deltaY);
  if (!meantSideways || sideways === 0) return undefined;
  return dragBy(ground, -sideways * scale);
}

/** The plot follows the pointer that holds it. */
export function dragBy({ viewport, limits, width }: Ground, pixels: number): Viewport {
  return panBy(viewport, limits, (-pixels * (viewport.to - viewport.from)) / Math.max(1, width));
}

/** Two places in the plot, in pixels from its left. */
export type TwoFingers = readonly [number, number];

/** Two fingers: what was between them stays between them. */
export function pinch(ground: Ground, before: TwoFingers, after: TwoFingers): Viewport {
  const factor = toSpread(before) / toSpread(after);
  const instant = toInstantAt(ground.viewport, ground.width, toMiddle(before));
  const viewport = zoomAt(ground.viewport, ground.limits, { instant, factor });
  return dragBy({ ...ground, viewport }, toMiddle(after) - toMiddle(before));
}

export function stepZoom({ viewport, limits }: Ground, direction: "in" | "out", instant: number): Viewport {
  return zoomAt(viewport, limits, { instant, factor: direction === "in" ? 1 / keyZoom : keyZoom });
}

export function stepPan({ viewport, limits }: Ground, direction: "left" | "right"): Viewport {
  const step = (viewport.to - viewport.from) * keyPan;
  return panBy(viewport, limits, direction === "left" ? -step : step);
}

/** Moves so that the instant is in the middle, as far as the limits let it. */
export function centreOn({ viewport, limits }: Ground, instant: number): Viewport {
  return panBy(viewport, limits, instant - (viewport.from + viewport.to) / 2);
}

export function isClick(movedX: number, movedY: number): boolean {
  return Math.hypot(movedX, movedY) < clickSlackPx;
}

/** The stretch between two instants, whichever comes first. */
export function toStretch(a: number, b: number): Viewport {
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

function clampPixels(pixels: number): number {
  return Math.max(-mostPixels, Math.min(mostPixels, pixels));
}

function toSpread([a, b]: TwoFingers): number {
  return Math.max(8, Math.abs(a - b));
}

function toMiddle([a, b]: TwoFingers): number {
  return (a + b) / 2;
}
