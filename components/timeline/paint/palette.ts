import type { Tone } from "#lib/report/schema.ts";

/** How a tone looks: words, area, edge, and the colour of the stripes or dots that set it apart without colour. */
export type ToneColours = {
  readonly fg: string;
  readonly fill: string;
  readonly rim: string;
  readonly pattern: string;
};

/** Every colour and font that the drawing uses, as the theme has them at the moment. */
export type Palette = {
  readonly tones: Readonly<Record<Tone, ToneColours>>;
  readonly surface: string;
  readonly sunken: string;
  readonly line: string;
  readonly edge: string;
  readonly ink: string;
  readonly muted: string;
  readonly link: string;
  readonly grid: string;
  readonly hatch: string;
  readonly fonts: {
    readonly item: string;
    readonly strong: string;
    readonly axis: string;
    readonly axisStrong: string;
  };
};

const toneNames = ["good", "busy", "waiting", "bad", "gone", "idle", "unknown"] as const;
const surfaceNames = ["surface", "sunken", "line", "edge", "ink", "muted", "link", "grid", "hatch"] as const;

/** Reads the colours as CSS resolves them at an element. To be read again when the theme changes. */
export function loadPalette(element: HTMLElement): Palette {
  const box = element.ownerDocument.createElement("div");
  // Where the system forces its colours, the style sheet names them: read as they are, not all as that of text.
  box.style.cssText =
    "position:absolute;visibility:hidden;width:0;height:0;overflow:hidden;forced-color-adjust:none";
  const tones = toneNames.map((tone) => [tone, addProbe(box, toneProbe, tone)] as const);
  const surfaces = surfaceNames.map((name) => [name, addProbe(box, `color:var(--${name})`)] as const);
  element.append(box);
  const colours = Object.fromEntries(
    surfaces.map(([name, probe]) => [name, getComputedStyle(probe).color]),
  ) as Record<(typeof surfaceNames)[number], string>;
  const toned = Object.fromEntries(tones.map(([tone, probe]) => [tone, readTone(probe)]));
  const family = getComputedStyle(element).fontFamily;
  box.remove();
  return {
    ...colours,
    // One entry for each of the names above.
    tones: toned as Palette["tones"],
    fonts: {
      item: `11px ${family}`,
      strong: `600 11px ${family}`,
      axis: `12px ${family}`,
      axisStrong: `600 12px ${family}`,
    },
  };
}

const toneProbe = "color:var(--fg);border:1px solid var(--rim);background:var(--pattern),var(--fill)";

function addProbe(box: HTMLElement, css: string, tone?: Tone): HTMLElement {
  const probe = box.ownerDocument.createElement("span");
  probe.style.cssText = css;
  if (tone !== undefined) probe.dataset.tone = tone;
  box.append(probe);
  return probe;
}

function readTone(probe: HTMLElement): ToneColours {
  const style = getComputedStyle(probe);
  const rim = style.borderTopColor;
  return {
    fg: style.color,
    fill: style.backgroundColor,
    rim,
    pattern: toPatternColour(style.backgroundImage) ?? rim,
  };
}

/** The first colour of a gradient that is not transparent. */
export function toPatternColour(image: string): string | undefined {
  const colours = image.match(/(?:rgba?|color|oklch|oklab|lab|lch|hsla?)\([^)]*\)|#[0-9a-f]{3,8}/gi) ?? [];
  return colours.find((colour) => !/(?:,|\/)\s*0(?:\.0+)?%?\s*\)$/.test(colour));
}
