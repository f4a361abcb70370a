import type { Fact } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { Source } from "#lib/sources/source.ts";

/**
 * The instances that sources which are not read this time named when they were. EC2 must be asked about these too:
 * what a complete answer does not name counts as gone.
 */
export function findEarlierMentions(
  unread: readonly Pick<Source, "kinds" | "mentionedIn">[],
  known: readonly Fact[],
  now: Instant,
): readonly string[] {
  return unread.flatMap((source) => {
    const facts = known.filter(({ kind }) => source.kinds.includes(kind));
    return facts.length === 0 ? [] : (source.mentionedIn?.(facts, now) ?? []);
  });
}
