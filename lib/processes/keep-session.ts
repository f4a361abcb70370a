import { setTimeout as sleep } from "node:timers/promises";
import type { Intervals } from "#lib/processes/intervals.ts";
import type { Session } from "#lib/processes/session.ts";

export type SessionKeeping = {
  readonly intervals: Pick<Intervals, "firstRetryMs" | "longestRetryMs">;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly open: () => Promise<Session | undefined>;
  /** Works with the session until it is lost. True if it was of any use. */
  readonly use: (session: Session) => Promise<boolean>;
};

/** Opens one session after the other, after failures ever more slowly, until told to stop. */
export async function keepSession({ intervals, random, signal, open, use }: SessionKeeping): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const session = await open();
    const wasOfUse = session !== undefined && (await use(session));
    failures = wasOfUse ? 0 : failures + 1;
    const retryMs = Math.min(intervals.longestRetryMs, intervals.firstRetryMs * 2 ** failures);
    // Aborting ends the pause, which is all it should do.
    await sleep(retryMs * (0.5 + random() / 2), undefined, { signal }).catch(() => undefined);
  }
}
