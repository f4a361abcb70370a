import type { Entry } from "#lib/history/history.ts";
import { type OnDefect, toDefect } from "#lib/sources/defect.ts";
import type { Source } from "#lib/sources/source.ts";

/** A source as the history knows it: its operations by name. What it fails to judge is not believed at once. */
export function toRecordedSource(
  { operations, suspect, ...source }: Source,
  onDefect: OnDefect,
): Entry["source"] {
  const recorded = { ...source, operations: operations.map(({ id }) => id) };
  if (suspect === undefined) return recorded;
  return {
    ...recorded,
    suspect(known, reading) {
      try {
        return suspect(known, reading);
      } catch (error) {
        onDefect(source.id, error);
        return toDefect(source.id, error).message;
      }
    },
  };
}
