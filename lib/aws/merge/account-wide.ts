import type { Instant } from "#lib/domain/time.ts";

const dayMs = 24 * 3_600_000;
const mostPages = 40;

/** An account-wide listing must take fewer calls than the asks it stands for. */
export function toMostPages(asks: number): number {
  return Math.min(mostPages, asks - 1);
}

/** Asks that look back about equally far: one that looks back for weeks must not make all others wait for its pages. */
export function toBoundKey(bound: Instant): string {
  return String(Math.floor(bound / dayMs));
}
