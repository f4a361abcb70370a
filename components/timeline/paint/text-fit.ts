import type { Pen } from "#components/timeline/paint/surface.ts";

/** Measures and cuts text in one font. */
export type FontFit = {
  readonly widthOf: (text: string) => number;
  /** The text, or its beginning with an ellipsis, as far as `room` goes; undefined where not even three letters fit. */
  readonly fit: (text: string, room: number) => string | undefined;
};

/** Words that were measured once; a font's words are few and come again in every frame. */
export type TextFit = {
  /** In the font that the pen has now: asking it for its font is slow, so this is done once for many words. */
  readonly in: (pen: Pen) => FontFit;
};

const fewestLetters = 3;
const mostKept = 20_000;

export function createTextFit(): TextFit {
  const widthsOf = new Map<string, Map<string, number>>();
  return {
    in(pen) {
      const { font } = pen;
      const widths = widthsOf.get(font) ?? new Map<string, number>();
      widthsOf.set(font, widths);
      const widthOf = (text: string): number => {
        const known = widths.get(text);
        if (known !== undefined) return known;
        if (widths.size >= mostKept) widths.clear();
        const { width } = pen.measureText(text);
        widths.set(text, width);
        return width;
      };
      return { widthOf, fit: (text, room) => fitText(widthOf, text, room) };
    },
  };
}

function fitText(widthOf: FontFit["widthOf"], text: string, room: number): string | undefined {
  const whole = widthOf(text);
  if (whole <= room) return text;
  if (room < widthOf("min…")) return undefined;
  let kept = Math.min(text.length - 1, Math.floor((text.length * room) / whole));
  while (kept >= fewestLetters && widthOf(toCut(text, kept)) > room) kept -= 1;
  return kept >= fewestLetters ? toCut(text, kept) : undefined;
}

function toCut(text: string, kept: number): string {
  return `${text.slice(0, kept).trimEnd()}…`;
}
