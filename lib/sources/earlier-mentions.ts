import type { Fact } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { OnDefect } from "#lib/sources/defect.ts";
import type { Source } from "#lib/sources/source.ts";

type Unread = Pick<Source, "id" | "kinds" | "mentionedIn">;
type Earlier = { readonly known: readonly Fact[]; readonly now: Instant; readonly onDefect: OnDefect };

/**
 * The instances that sources which are not read this time named when they were. EC2 must be asked about these too:
 * what a complete answer does not name counts as gone. `isLacking` where a source could not say.
 */
export function findEarlierMentions(
  unread: readonly Unread[],
  { known, now, onDefect }: Earlier,
): { readonly ids: readonly string[]; readonly isLacking: boolean } {
  const ids: string[] = [];
  let isLacking = false;
  for (const source of unread) {
    const facts = known.filter(({ kind }) => source.kinds.includes(kind));
    if (facts.length === 0) continue;
    try {
      ids.push(...(source.mentionedIn?.(facts, now) ?? []));
    } catch (error) {
      isLacking = true;
      onDefect(source.id, error);
    }
  }
  return { ids, isLacking };
}
