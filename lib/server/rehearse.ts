import { addMs, hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import { createStageCollector, toStagePlaces } from "#lib/server/stage-collector.ts";
import { type OpenAccount, openAccount } from "#lib/simulator/scenarios/open-account.ts";
import type { Story } from "#lib/simulator/scenarios/stage.ts";

export type Rehearsal = {
  readonly stories: readonly Story[];
  readonly history: History;
  readonly from: Instant;
  /** The end of the recording. */
  readonly to: Instant;
  /** The instant from which the stories count their minutes, where it is not the end of the recording. */
  readonly curtain?: Instant;
  /** Real time, by which the account goes on when the recording is done. */
  readonly clock: () => Instant;
};

/** The last half hour is recorded as a collector would; what lies longer ago, in coarser steps: each costs time at the start. */
const steps = [
  { untilMs: hourMs, stepMs: 5 * minuteMs },
  { untilMs: hourMs / 2, stepMs: 2 * minuteMs },
  { untilMs: 0, stepMs: minuteMs },
] as const;

/** Lives through hours of a simulated account and records them, as if a collector had run all the time. */
export async function openRecordedAccount(rehearsal: Rehearsal): Promise<OpenAccount> {
  const { stories, history, from, to, clock } = rehearsal;
  const { curtain = to } = rehearsal;
  let rehearsed: Instant | undefined = from;
  const stageClock = () => rehearsed ?? clock();
  const account = openAccount({ stories, now: from, curtain, realNowMs: stageClock });
  const collector = createStageCollector({
    simulator: account.simulator,
    places: toStagePlaces(stories),
    history,
    clock: stageClock,
  });
  while (rehearsed < to) {
    await collector.tick();
    const left: number = to - rehearsed;
    const { stepMs = left } = steps.find(({ untilMs }) => left > untilMs) ?? {};
    rehearsed = addMs(rehearsed, Math.min(stepMs, left));
  }
  rehearsed = undefined;
  return account;
}
