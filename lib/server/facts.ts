import type { Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";

const sources: readonly Source[] = Object.values(registry);

export function kindsOf(sourceId: string): readonly string[] {
  return sources.find((source) => source.id === sourceId)?.kinds ?? [];
}

/** Revisions by kind, every registered kind present. */
export function toFacts(revisions: readonly Revision[]): AllFacts {
  return asAllFacts(byKind(sources.flatMap(kindsOfSource), revisions));
}

/** What every source shows of its own revisions. */
export function buildItems(revisions: readonly Revision[], now: Instant): readonly TimelineItem[] {
  return sources.flatMap((source) => source.show?.(byKind(source.kinds, revisions), now) ?? []);
}

function kindsOfSource(source: Source): readonly string[] {
  return source.kinds;
}

function byKind(
  kinds: readonly string[],
  revisions: readonly Revision[],
): Record<string, readonly Revision[]> {
  return Object.fromEntries(
    kinds.map((kind) => [kind, revisions.filter((revision) => revision.kind === kind)]),
  );
}

/** Holds because a source can emit only the kinds it declares, with their types (ReadContext.emit), and each kind has one source. */
function asAllFacts(facts: Record<string, readonly Revision[]>): AllFacts {
  return facts as unknown as AllFacts;
}
