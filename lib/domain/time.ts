declare const instantBrand: unique symbol;

/** A moment: milliseconds since the Unix epoch, UTC. */
export type Instant = number & { readonly [instantBrand]: true };

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;

/** The one cast to Instant: any finite number of epoch milliseconds is one. Throws on NaN and infinities. */
export function toInstant(epochMs: number): Instant {
  if (!Number.isFinite(epochMs)) throw new RangeError(`not an instant: ${epochMs}`);
  return epochMs as Instant;
}

/** An ISO 8601 text as an Instant; undefined where the text is no date. */
export function parseInstant(text: string): Instant | undefined {
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? undefined : toInstant(epochMs);
}

export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** To the millisecond: an instant has no fractions. */
export function addMs(instant: Instant, ms: number): Instant {
  return toInstant(Math.round(instant + ms));
}

export function addSeconds(instant: Instant, seconds: number): Instant {
  return toInstant(instant + seconds * secondMs);
}

export function earlier(left: Instant, right: Instant): Instant {
  return left < right ? left : right;
}

export function later(left: Instant, right: Instant): Instant {
  return left > right ? left : right;
}
