import type { Instant } from "#lib/domain/time.ts";
import type { StripSeverity } from "#lib/report/schema.ts";

/** How bad each part was at instants whose past no longer changes. */
export type SeverityMemory = {
  recall(part: string, at: Instant): StripSeverity | undefined;
  keep(part: string, at: Instant, severity: StripSeverity): void;
};

type Limits = { readonly mostParts: number; readonly mostInstants: number };

/** Where there are too many parts, or instants of one part, those kept first are forgotten first. */
export function createSeverityMemory({ mostParts, mostInstants }: Limits): SeverityMemory {
  const parts = new Map<string, Map<Instant, StripSeverity>>();
  return {
    recall: (part, at) => parts.get(part)?.get(at),
    keep(part, at, severity) {
      const instants = parts.get(part) ?? new Map<Instant, StripSeverity>();
      // What is asked for again moves to the end of the queue.
      parts.delete(part);
      parts.set(part, instants.set(at, severity));
      forgetOldest(instants, mostInstants);
      forgetOldest(parts, mostParts);
    },
  };
}

function forgetOldest(map: Map<unknown, unknown>, most: number): void {
  const oldest = map.keys().next();
  if (map.size > most && oldest.done !== true) map.delete(oldest.value);
}
