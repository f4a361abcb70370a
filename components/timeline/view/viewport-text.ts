import type { Viewport } from "#components/timeline/view/viewport.ts";
import { secondMs } from "#lib/domain/time.ts";

const textPattern = /^([0-9a-z]{1,8})-([0-9a-z]{1,8})$/;
const radix = 36;

/** A viewport as short as a link wants it: seconds since the epoch in base 36. Undefined where it shows all there is. */
export function toViewportText(viewport: Viewport, limits: Viewport): string | undefined {
  if (viewport.from <= limits.from && viewport.to >= limits.to) return undefined;
  const from = Math.round(viewport.from / secondMs);
  const to = Math.max(Math.round(viewport.to / secondMs), from + 1);
  return `${from.toString(radix)}-${to.toString(radix)}`;
}

/** What a link says is seen; undefined, which is the whole window, where it says nothing or nonsense. */
export function parseViewport(text: string | undefined): Viewport | undefined {
  const match = textPattern.exec(text ?? "");
  if (match === null) return undefined;
  const from = Number.parseInt(match[1] ?? "", radix) * secondMs;
  const to = Number.parseInt(match[2] ?? "", radix) * secondMs;
  return to > from ? { from, to } : undefined;
}
