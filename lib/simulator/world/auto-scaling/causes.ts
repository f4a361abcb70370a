import type { Instant } from "#lib/domain/time.ts";
import { toAwsIso } from "#lib/simulator/world/aws-time.ts";

/** One sentence of an activity's cause. Auto Scaling joins several with two spaces. */
export function causeSentence(at: Instant, text: string): string {
  return `At ${toAwsIso(at)} ${text}.`;
}

export function joinCauses(sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined).join("  ");
}

/** `, shrinking the capacity from 3 to 2`: said only where the number changes. */
export function capacityClause(before: number, after: number): string {
  if (before === after) return "";
  const word = after > before ? "increasing" : "shrinking";
  return `, ${word} the capacity from ${before} to ${after}`;
}
