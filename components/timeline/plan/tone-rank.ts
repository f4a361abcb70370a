import type { Tone } from "#lib/report/schema.ts";

const ranks = {
  bad: 0,
  gone: 1,
  waiting: 2,
  unknown: 3,
  busy: 4,
  good: 5,
  idle: 6,
} as const satisfies Record<Tone, number>;

/** 0 for the worst. What is not known ranks before what is fine: nobody may take it for fine. */
export function toToneRank(tone: Tone): number {
  return ranks[tone];
}
