import type { StreamRead } from "#components/stream/stream-read.ts";

/** The part that stands for all groups: the fleet page. */
export const fleetPart = "";

/** What one stream must carry for everything that is shown; undefined where nothing live is. Keys hold no comma: they are URL-encoded. */
export function joinParts(parts: readonly string[]): string | undefined {
  if (parts.length === 0) return undefined;
  if (parts.includes(fleetPart)) return fleetPart;
  return [...new Set(parts)].sort().join(",");
}

/** A group's page shows how old each reading is, so every reading counts; the fleet only shows what they say. */
export function isNewsFor(part: string, read: StreamRead): boolean {
  return part === fleetPart ? read.changed : read.part === part;
}

/** `since`: the last event that was heard, or what the page shows already; the server tells again what came after it. */
export function toStreamPath(parts: string, since: string | undefined): string {
  const query = new URLSearchParams({ parts });
  if (since !== undefined) query.set("since", since);
  return `/api/stream?${query}`;
}

/** The later of two instants, either of which may be missing. */
export function toLater(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Date.parse(one) < Date.parse(other) ? other : one;
}
