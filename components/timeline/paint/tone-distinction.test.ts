import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toneSigns } from "#components/timeline/paint/tiles.ts";

type Colour = readonly [number, number, number];
// Forced colours are the system's, and theirs to tell apart.
const [css = ""] = readFileSync(new URL("../../../app/globals.css", import.meta.url), "utf8").split("@media");
const tones = Object.keys(toneSigns) as (keyof typeof toneSigns)[];
const themes = ["light", "dark"] as const;
/** Just noticeable is about 2.3 (CIE 1976). */
const leastDifference = 5;

/** Machado, Oliveira, Fernandes 2009: complete loss of one kind of cone, on linear light. */
const visions: Readonly<Record<string, readonly Colour[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function readVariable(block: string, name: string, theme: (typeof themes)[number]): string | undefined {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(block)?.[1];
  if (value === undefined) return undefined;
  const pair = /light-dark\((#\w{6}), (#\w{6})\)/.exec(value);
  if (pair !== null) return theme === "light" ? pair[1] : pair[2];
  const other = /var\(--(\w+)\)/.exec(value)?.[1];
  const root = css.slice(css.indexOf(":root {"), css.indexOf("}", css.indexOf(":root {")));
  return readVariable(root, other ?? "surface", theme);
}

function toColour(tone: string, name: string, theme: (typeof themes)[number]): Colour {
  const blockOf = (start: string) => {
    const from = css.indexOf(start);
    return from < 0 ? "" : css.slice(from, css.indexOf("}", from));
  };
  const hex =
    readVariable(blockOf(`[data-tone="${tone}"] {`), name, theme) ??
    readVariable(blockOf("[data-tone] {"), name, theme);
  if (hex === undefined) throw new Error(`app/globals.css gives no --${name} for ${tone}`);
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  const toLinear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return [toLinear(channel(1)), toLinear(channel(3)), toLinear(channel(5))];
}

function dot(a: Colour, b: Colour): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function see(colour: Colour, matrix: readonly Colour[]): Colour {
  const [red, green, blue] = matrix.map((row) => Math.min(1, Math.max(0, dot(row, colour))));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

function toLab(colour: Colour): Colour {
  const root = (part: number) => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116);
  const x = root(dot([0.4124, 0.3576, 0.1805], colour) / 0.95047);
  const y = root(dot([0.2126, 0.7152, 0.0722], colour));
  const z = root(dot([0.0193, 0.1192, 0.9505], colour) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function toDifference(a: Colour, b: Colour): number {
  const [one, other] = [toLab(a), toLab(b)];
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

function toContrast(a: Colour, b: Colour): number {
  const light = [a, b].map((colour) => dot([0.2126, 0.7152, 0.0722], colour));
  return (Math.max(...light) + 0.05) / (Math.min(...light) + 0.05);
}

const pairs = tones.flatMap((one, index) => tones.slice(index + 1).map((other) => ({ one, other })));
const views = themes.flatMap((theme) => Object.keys(visions).map((vision) => ({ theme, vision })));

describe.each(views)("seen with $vision in the $theme theme", ({ theme, vision }) => {
  it.each(pairs)("$one and $other differ in pattern or in colour", ({ one, other }) => {
    const matrix = visions[vision] ?? [];
    const differences = ["fill", "rim"].map((name) =>
      toDifference(see(toColour(one, name, theme), matrix), see(toColour(other, name, theme), matrix)),
    );
    const differ = toneSigns[one] !== toneSigns[other] || Math.max(...differences) >= leastDifference;
    expect(differ, `differences ${differences.map(Math.round)}`).toBe(true);
  });
});

describe.each(themes)("in the %s theme", (theme) => {
  it.each(tones)("the words of %s can be read on its area", (tone) => {
    const contrast = toContrast(toColour(tone, "fg", theme), toColour(tone, "fill", theme));
    expect(contrast).toBeGreaterThanOrEqual(4.5);
  });
});
