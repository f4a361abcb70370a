import { createClients } from "#lib/aws/clients.ts";
import type { Limit } from "#lib/aws/limits.ts";
import { createPort } from "#lib/aws/port.ts";
import { createCollector } from "#lib/collector/collector.ts";
import { addMs, hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import { allowedOperations } from "#lib/server/connect.ts";
import { listScopes } from "#lib/server/scopes.ts";
import {
  type OpenAccount,
  openAccount,
  simulatedAccount,
  simulatedCredentials,
  simulatedRegions,
} from "#lib/simulator/scenarios/open-account.ts";
import type { Story } from "#lib/simulator/scenarios/stage.ts";
import * as sources from "#lib/sources/index.ts";

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

const unlimited: Limit = { concurrency: 24, burst: 1e9, refillPerSecond: 1e9, maxWaiting: 1e6 };
const limits = {
  codedeploy: unlimited,
  autoscaling: unlimited,
  elasticloadbalancing: unlimited,
  ec2: unlimited,
  sts: unlimited,
};

/** Lives through hours of a simulated account and records them, as if a collector had run all the time. */
export async function openRecordedAccount(rehearsal: Rehearsal): Promise<OpenAccount> {
  const { stories, history, from, to, clock } = rehearsal;
  const { curtain = to } = rehearsal;
  let rehearsed: Instant | undefined = from;
  const stageClock = () => rehearsed ?? clock();
  const account = openAccount({ stories, now: from, curtain, realNowMs: stageClock });
  const collector = createStageCollector({ account, stories, history, clock: stageClock });
  while (rehearsed < to) {
    await collector.tick();
    const left: number = to - rehearsed;
    const { stepMs = left } = steps.find(({ untilMs }) => left > untilMs) ?? {};
    rehearsed = addMs(rehearsed, Math.min(stepMs, left));
  }
  rehearsed = undefined;
  return account;
}

type Stage = Pick<Rehearsal, "stories" | "history" | "clock"> & { readonly account: OpenAccount };

function createStageCollector({ account, stories, history, clock }: Stage) {
  const clients = createClients({
    credentialsFor: () => simulatedCredentials,
    requestHandler: account.simulator.requestHandler(),
  });
  const timer = { nowMs: clock, wait: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const port = createPort({ clients, allow: allowedOperations, clock, limits, timer });
  return createCollector({
    places: simulatedRegions
      .filter((region) => stories.some((story) => story.region === region))
      .map((region) => ({ account: simulatedAccount, region })),
    sources: Object.values(sources),
    callFor: port.callFor,
    history,
    clock,
    patienceMs: 0,
    random: () => 0.5,
    listScopes: (place) => listScopes(history, place, clock()),
    onRead: () => undefined,
    onTrouble(trouble) {
      if (trouble !== undefined) throw trouble;
    },
  });
}
