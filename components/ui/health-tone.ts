import { toTargetHealthTone } from "#lib/domain/tones.ts";
import type { Tone } from "#lib/report/schema.ts";

/** The shade of an ELB state; an id that is registered nowhere is idle, not unknown. */
export function toHealthTone(state: string): Tone {
  return state === "not registered" ? "idle" : toTargetHealthTone(state);
}
