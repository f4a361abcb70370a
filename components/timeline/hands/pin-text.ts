import { type Pin, pinsAtMost } from "#components/timeline/hands/pins.ts";
import { secondMs } from "#lib/domain/time.ts";

/** The ends of instance ids that stand in links: few characters, and hardly ever the same twice in one group. */
const tailLength = 6;

/** What a pin can stand for: an item of a lane. */
export type Pinnable = {
  readonly instanceId: string;
  readonly track: string;
  readonly itemKey: string;
  /** The exact moment of what is but a moment; a link keeps full seconds only. */
  readonly at?: number | undefined;
};

/** Pins as they stand in a link: the end of the instance's id, the moment, and a mark to find the item again. */
export function toPinText(pins: readonly Pin[]): string | undefined {
  if (pins.length === 0) return undefined;
  return pins
    .map((pin) => [toIdTail(pin.instanceId), toSeconds(pin.at), toItemMark(pin)].join("-"))
    .join(".");
}

/** Reads pins from a link; `list` gives the items of the lanes whose ids end so. What is not there any more is left out. */
export function parsePinText(
  text: string | null,
  list: (idTail: string) => readonly Pinnable[],
): readonly Pin[] {
  const pins: Pin[] = [];
  for (const part of (text ?? "").split(".").slice(0, pinsAtMost)) {
    const [tail, seconds, mark] = part.split("-");
    if (!tail || !seconds || !mark) continue;
    const at = Number.parseInt(seconds, 36) * secondMs;
    const found = list(tail).find((item) => toItemMark(item) === mark);
    if (found !== undefined && Number.isFinite(at)) pins.push({ ...found, at: found.at ?? at });
  }
  return pins;
}

export function toIdTail(instanceId: string): string {
  return instanceId.slice(-tailLength);
}

function toSeconds(at: number): string {
  return Math.round(at / secondMs).toString(36);
}

/** Four characters that stand for an item among the items of its lane (FNV-1a). */
function toItemMark({ track, itemKey }: Pinnable): string {
  let hash = 0x811c9dc5;
  for (const character of `${track} ${itemKey}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return ((hash >>> 0) % 36 ** 4).toString(36).padStart(4, "0");
}
