import type { Instant } from "#lib/domain/time.ts";
import type { History, Recorded } from "#lib/history/history.ts";

/** What is known of a part at an instant, where only that instant matters. */
export type Standing = Pick<Recorded, "revisions" | "sources">;

const nothingKnown: Standing = { revisions: [], sources: [] };

/** Gives what is known of any part, now or at an instant of the past: much cheaper than asking for the history of each. */
export async function loadStandings(
  history: History,
  past: Instant | undefined,
): Promise<(part: string) => Promise<Standing>> {
  if (past === undefined) return (part) => history.current(part);
  const all = await history.allAsOf(past);
  return (part) => Promise.resolve(all.get(part) ?? nothingKnown);
}
