import type { Instant } from "#lib/domain/time.ts";
import { toIsoOrNull } from "#lib/report/nullable.ts";
import type { Past } from "#lib/report/schema.ts";

/** How far back the history of a deployment group goes, seen from the report's instant. */
export type PastBounds = {
  readonly mode: Past["mode"];
  readonly recordedFrom?: Instant;
  /** Where AWS's own timestamps tell of a time before the first reading. */
  readonly filledFrom?: Instant;
  readonly previousChange?: Instant;
  readonly nextChange?: Instant;
};

export function toPastView({ mode, recordedFrom, filledFrom, previousChange, nextChange }: PastBounds): Past {
  return {
    mode,
    recordedFrom: toIsoOrNull(recordedFrom),
    earliest: toIsoOrNull(filledFrom ?? recordedFrom),
    previousChange: toIsoOrNull(previousChange),
    nextChange: toIsoOrNull(nextChange),
  };
}
