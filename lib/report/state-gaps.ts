import type { SourceState } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import { toGap } from "#lib/report/source-health.ts";
import { toClock } from "#lib/rules/wording.ts";

export type NamedSource = { readonly id: string; readonly title: string };

/** How the sources stood at an instant. */
export type Standing = { readonly at: Instant; readonly sources: readonly SourceState[] };

/**
 * What is missing of a source at an instant. `all`: not read, or too long ago · `part`: read, but not whole.
 */
export type Gap = { readonly missing: "all" | "part"; readonly reason: string };

/** What is missing of a source at an instant, in words; undefined where it was read whole. */
export function findGap({ id, title }: NamedSource, standing: Standing, now: Instant): Gap | undefined {
  const when = `At ${toClock(standing.at, now)}: `;
  const state = standing.sources.find((source) => source.id === id);
  if (state === undefined) return { missing: "all", reason: `${when}${title} had not been read yet.` };
  const reason = toGap(state, standing.at);
  if (reason === undefined) return undefined;
  const isReadInPart = state.status === "partial" || (state.status === "ok" && state.truncated);
  return { missing: isReadInPart ? "part" : "all", reason: `${when}${reason}.` };
}
