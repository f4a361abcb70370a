import type { Palette } from "#components/timeline/paint/palette.ts";
import type { Pen } from "#components/timeline/paint/surface.ts";
import type { LayTile } from "#components/timeline/paint/tiles.ts";
import type { Tone } from "#lib/report/schema.ts";

/** One call, with what the pen was set to at the time. */
export type Stroke = {
  readonly call: string;
  readonly args: readonly unknown[];
  readonly fillStyle: unknown;
  readonly strokeStyle: unknown;
  readonly lineWidth: number;
  readonly dash: readonly number[];
  readonly font: string;
};

/** A pen that writes down what it is told, for tests; a letter is 6 wide. */
export function makeRecordingPen(): { readonly pen: Pen; readonly strokes: Stroke[] } {
  const strokes: Stroke[] = [];
  const state = {
    fillStyle: "",
    strokeStyle: "",
    lineWidth: 1,
    font: "",
    textAlign: "left",
    textBaseline: "top",
    globalAlpha: 1,
  };
  let dash: readonly number[] = [];
  const pen = new Proxy(state, {
    get: (target, name) => {
      if (name in target) return Reflect.get(target, name);
      return (...args: unknown[]) => {
        const { fillStyle, strokeStyle, lineWidth, font } = target;
        strokes.push({ call: String(name), args, fillStyle, strokeStyle, lineWidth, dash, font });
        if (name === "setLineDash") dash = args[0] as readonly number[];
        if (name === "measureText") return { width: String(args[0]).length * 6 };
        return undefined;
      };
    },
  });
  // Every call of a pen is answered by the proxy.
  return { pen: pen as unknown as Pen, strokes };
}

/** A texture's name instead of a picture: its size tells which tile was laid. */
export const layNamedTile: LayTile = (_pen, tile) =>
  `tile ${tile.width}x${tile.height}` as unknown as CanvasPattern;

function makeTone(tone: Tone) {
  return { fg: `${tone}-fg`, fill: `${tone}-fill`, rim: `${tone}-rim`, pattern: `${tone}-pattern` };
}

export const namedPalette: Palette = {
  tones: {
    good: makeTone("good"),
    busy: makeTone("busy"),
    waiting: makeTone("waiting"),
    bad: makeTone("bad"),
    gone: makeTone("gone"),
    idle: makeTone("idle"),
    unknown: makeTone("unknown"),
  },
  surface: "surface",
  sunken: "sunken",
  line: "line",
  edge: "edge",
  ink: "ink",
  muted: "muted",
  link: "link",
  grid: "grid",
  hatch: "hatch",
  fonts: { item: "11px", strong: "600 11px", axis: "12px", axisStrong: "600 12px" },
};
