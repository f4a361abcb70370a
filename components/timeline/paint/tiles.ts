import type { Palette } from "#components/timeline/paint/palette.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import type { Tone } from "#lib/report/schema.ts";

/** A small picture that is laid out side by side to fill an area. */
export type Tile = {
  readonly width: number;
  readonly height: number;
  readonly draw: (pen: Pen) => void;
};

/** Turns a tile into what the pen fills with; undefined where patterns cannot be made. */
export type LayTile = (pen: Pen, tile: Tile, devicePixelRatio: number) => CanvasPattern | undefined;

/** Lays tiles as pictures of their own, sharp at the screen's resolution. */
export const layCanvasTile: LayTile = (pen, tile, devicePixelRatio) => {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(tile.width * devicePixelRatio);
  canvas.height = Math.round(tile.height * devicePixelRatio);
  const inner = canvas.getContext("2d");
  if (inner === null) return undefined;
  inner.scale(canvas.width / tile.width, canvas.height / tile.height);
  tile.draw(inner);
  const pattern = pen.createPattern(canvas, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(tile.width / canvas.width, tile.height / canvas.height));
  return pattern ?? undefined;
};

/** Areas and edges that are more than one colour. */
export type Texture =
  | { readonly kind: "tone" | "many" | "dotted" | "side" | "dashed"; readonly tone: Tone }
  | { readonly kind: "hatch" | "blind" };

/** Which sign a tone's area bears, so that it is told apart without colour. */
export const toneSigns = {
  good: "plain",
  busy: "stripes",
  waiting: "dots",
  bad: "bottom rule",
  gone: "dashed outline",
  idle: "plain",
  unknown: "hatch",
} as const satisfies Record<Tone, string>;

export function toTile(palette: Palette, texture: Texture): Tile | string {
  if (!("tone" in texture)) return toHatch(texture.kind === "hatch" ? palette.hatch : palette.edge);
  const { fill, rim, pattern } = palette.tones[texture.tone];
  if (texture.kind === "dotted") return toEdge(rim, { period: 4, on: 2 });
  if (texture.kind === "side") return toEdge(rim, { period: 4, on: 2, ground: fill });
  if (texture.kind === "dashed") return toEdge(rim, { period: 6, on: 4 });
  if (texture.kind === "many") return toComb(texture.tone === "gone" ? palette.sunken : fill, rim);
  const sign = toneSigns[texture.tone];
  if (sign === "stripes") return toStripes(fill, pattern);
  if (sign === "dots") return toDots(fill, pattern);
  if (sign === "hatch") return toHatch(palette.hatch, palette.surface);
  return fill;
}

function toStripes(fill: string, colour: string): Tile {
  const draw = (pen: Pen) => {
    pen.fillStyle = fill;
    pen.fillRect(0, 0, 10, 20);
    pen.fillStyle = colour;
    for (const left of [-10, 0, 10]) {
      pen.beginPath();
      pen.moveTo(left + 10, 0);
      pen.lineTo(left + 12.5, 0);
      pen.lineTo(left + 2.5, 20);
      pen.lineTo(left, 20);
      pen.closePath();
      pen.fill();
    }
  };
  return { width: 10, height: 20, draw };
}

function toDots(fill: string, colour: string): Tile {
  const draw = (pen: Pen) => {
    pen.fillStyle = fill;
    pen.fillRect(0, 0, 6, 6);
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(2, 2, 1.2, 0, 2 * Math.PI);
    pen.fill();
  };
  return { width: 6, height: 6, draw };
}

function toHatch(colour: string, ground?: string): Tile {
  const draw = (pen: Pen) => {
    if (ground !== undefined) {
      pen.fillStyle = ground;
      pen.fillRect(0, 0, 7, 7);
    }
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const left of [-7, 0, 7]) {
      pen.moveTo(left + 8, -1);
      pen.lineTo(left - 1, 8);
    }
    pen.stroke();
  };
  return { width: 7, height: 7, draw };
}

type EdgeShape = { readonly period: number; readonly on: number; readonly ground?: string };

/** Diagonal, so that an edge one pixel wide is broken whichever way it runs. */
function toEdge(colour: string, { period, on, ground }: EdgeShape): Tile {
  const draw = (pen: Pen) => {
    if (ground !== undefined) {
      pen.fillStyle = ground;
      pen.fillRect(0, 0, period, period);
    }
    pen.fillStyle = colour;
    for (let y = 0; y < period; y += 1) {
      for (let x = 0; x < period; x += 1) if ((x + y) % period < on) pen.fillRect(x, y, 1, 1);
    }
  };
  return { width: period, height: period, draw };
}

function toComb(fill: string, tooth: string): Tile {
  const draw = (pen: Pen) => {
    pen.fillStyle = fill;
    pen.fillRect(0, 0, 4, 4);
    pen.fillStyle = tooth;
    pen.globalAlpha = 0.45;
    pen.fillRect(0, 0, 1, 4);
    pen.globalAlpha = 1;
  };
  return { width: 4, height: 4, draw };
}
