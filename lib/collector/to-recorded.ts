import type { Entry } from "#lib/history/history.ts";
import type { Source } from "#lib/sources/source.ts";

/** A source as the history knows it: its operations by name. */
export function toRecorded({ operations, ...source }: Source): Entry["source"] {
  return { ...source, operations: operations.map(({ id }) => id) };
}
