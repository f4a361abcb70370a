import type { Bell } from "#lib/processes/bell.ts";
import type { Clock, Intervals } from "#lib/processes/intervals.ts";
import { type Session, toReason } from "#lib/processes/session.ts";
import type { Standing } from "#lib/processes/standing.ts";

export type RoundKeeping = {
  readonly session: Pick<Session, "lost" | "drop">;
  /** True if another one at once may change more. */
  readonly round: () => Promise<boolean>;
  readonly bell: Bell;
  readonly standing: Pick<Standing, "trust" | "trustedUntilMs" | "recover">;
  readonly intervals: Pick<Intervals, "roundMs" | "silenceMs">;
  readonly clock: Clock;
};

/** One round after the other, and at once when the bell rings, until the session is lost. True if one was answered. */
export async function keepRounds(keeping: RoundKeeping): Promise<boolean> {
  const { session, round, bell, standing, intervals, clock } = keeping;
  let isLost = false;
  let isAnswered = false;
  session.lost.then(() => {
    isLost = true;
    bell.ring();
  });
  const giveUp = () => session.drop(`it has not answered for ${intervals.silenceMs / 1_000} s`);
  while (!isLost) {
    const startedMs = clock.nowMs();
    const alarm = setTimeout(giveUp, standing.trustedUntilMs() - startedMs);
    try {
      const isUnsettled = await round();
      standing.trust(startedMs + intervals.silenceMs);
      standing.recover();
      isAnswered = true;
      if (isUnsettled) continue;
    } catch (error) {
      session.drop(toReason(error));
      break;
    } finally {
      clearTimeout(alarm);
    }
    await bell.wait(intervals.roundMs * (0.8 + clock.random() / 5));
  }
  return isAnswered;
}
