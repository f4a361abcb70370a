import type { Instant } from "#lib/domain/time.ts";

/** Instants go over the wire as the SDK's dates. */
export function toDate(instant: Instant): Date {
  return new Date(instant);
}

export function toOptionalDate(instant: Instant | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant);
}
