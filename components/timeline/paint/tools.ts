import type { Palette } from "#components/timeline/paint/palette.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import { createTextFit, type TextFit } from "#components/timeline/paint/text-fit.ts";
import { type LayTile, type Texture, toTile } from "#components/timeline/paint/tiles.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";

/** What every part of the drawing draws with. */
export type Tools = {
  readonly palette: Palette;
  readonly texts: TextFit;
  /** The nearest edge between two pixels of the screen. */
  readonly snap: (length: number) => number;
  readonly textureFor: (pen: Pen, texture: Texture) => string | CanvasPattern;
};

export type ToolsInput = {
  readonly palette: Palette;
  readonly devicePixelRatio: number;
  readonly layTile: LayTile;
};

export function createTools({ palette, devicePixelRatio, layTile }: ToolsInput): Tools {
  const laid = new Map<string, string | CanvasPattern>();
  const textureFor = (pen: Pen, texture: Texture) => {
    const key = "tone" in texture ? `${texture.kind} ${texture.tone}` : texture.kind;
    const known = laid.get(key);
    if (known !== undefined) return known;
    const tile = toTile(palette, texture);
    const made = typeof tile === "string" ? tile : (layTile(pen, tile, devicePixelRatio) ?? palette.hatch);
    laid.set(key, made);
    return made;
  };
  const snap = (length: number) => Math.round(length * devicePixelRatio) / devicePixelRatio;
  return { palette, texts: createTextFit(), snap, textureFor };
}

/** Where an instant stands in the drawing. */
export type TimeScale = { readonly width: number; readonly toX: (instant: number) => number };

export function toTimeScale(viewport: Viewport, width: number, tools: Tools): TimeScale {
  const perMs = width / (viewport.to - viewport.from);
  return { width, toX: (instant) => tools.snap((instant - viewport.from) * perMs) };
}
