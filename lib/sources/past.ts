import type { Fact, Revision } from "#lib/domain/fact.ts";
import { addMs, hourMs, type Instant } from "#lib/domain/time.ts";
import type { Source } from "#lib/sources/source.ts";

/** How far back AWS can be asked: it keeps scaling activities for six weeks (m:autoscaling). */
export const pastMs = 6 * 7 * 24 * hourMs;

/**
 * What AWS's own timestamps in the facts tell of the time before `readAt`, the first reading. Of an entity that is
 * named twice, the later fact counts. Facts may be younger than `readAt`: what happened since is left out.
 */
export function buildPast(
  sources: readonly Source[],
  facts: readonly Fact[],
  readAt: Instant,
): readonly Revision[] {
  const latest = new Map(facts.map((fact) => [JSON.stringify([fact.kind, fact.entity]), fact]));
  return sources.flatMap((source) =>
    [...latest.values()]
      .filter(({ kind }) => source.kinds.includes(kind))
      .flatMap((fact) => source.past?.(fact, readAt) ?? [])
      .flatMap((revision) => clip(revision, addMs(readAt, -pastMs))),
  );
}

/** An instance may have been launched years ago: nobody wants to walk back there. */
function clip(revision: Revision, earliest: Instant): readonly Revision[] {
  if (revision.since >= earliest) return [revision];
  if ((revision.until ?? earliest) <= earliest) return [];
  return [{ ...revision, since: earliest, firstSeen: earliest }];
}
