import { type Instant, toIso } from "#lib/domain/time.ts";

/** The report is JSON: what is absent inside is null there. */
export function toNullable<Value>(value: Value | undefined): Value | null {
  return value ?? null;
}

export function toIsoOrNull(instant: Instant | undefined): string | null {
  return instant === undefined ? null : toIso(instant);
}
