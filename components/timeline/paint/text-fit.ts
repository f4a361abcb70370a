import type { Pen } from "#components/timeline/paint/surface.ts";

/** Words that were measured once; a font's words are few and come again in every frame. */
export type TextFit = {
  readonly widthOf: (pen: Pen, text: string) => number;
  /** The text, or its beginning with an ellipsis, as far as `room` goes; undefined where not even three letters fit. */
  readonly fit: (pen: Pen, text: string, room: number) => string | undefined;
};

const fewestLetters = 3;
const mostKept = 20_000;

/** Measures with the pen's current font. */
export function createTextFit(): TextFit {
  const widths = new Map<string, number>();
  const widthOf = (pen: Pen, text: string): number => {
    const key = `${pen.font}\n${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    if (widths.size >= mostKept) widths.clear();
    const { width } = pen.measureText(text);
    widths.set(key, width);
    return width;
  };
  const fit = (pen: Pen, text: string, room: number): string | undefined => {
    const whole = widthOf(pen, text);
    if (whole <= room) return text;
    if (room < widthOf(pen, "min…")) return undefined;
    let kept = Math.min(text.length - 1, Math.floor((text.length * room) / whole));
    while (kept >= fewestLetters && widthOf(pen, toCut(text, kept)) > room) kept -= 1;
    return kept >= fewestLetters ? toCut(text, kept) : undefined;
  };
  return { widthOf, fit };
}

function toCut(text: string, kept: number): string {
  return `${text.slice(0, kept).trimEnd()}…`;
}
