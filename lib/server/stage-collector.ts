import { createClients } from "#lib/aws/clients.ts";
import type { Limit } from "#lib/aws/limits.ts";
import { createPort } from "#lib/aws/port.ts";
import { type Collector, createCollector } from "#lib/collector/collector.ts";
import type { Place } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import { allowedOperations } from "#lib/server/connect.ts";
import { listScopes } from "#lib/server/scopes.ts";
import type { Simulator } from "#lib/simulator/mount/simulator.ts";
import {
  simulatedAccount,
  simulatedCredentials,
  simulatedRegions,
} from "#lib/simulator/scenarios/open-account.ts";
import type { Story } from "#lib/simulator/scenarios/stage.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import * as sources from "#lib/sources/index.ts";

/** So generous that reading takes no time: how calls are limited is the call port's business. */
const unlimited: Limit = { concurrency: 24, burst: 1e9, refillPerSecond: 1e9, maxWaiting: 1e6 };
const limits = {
  codedeploy: unlimited,
  autoscaling: unlimited,
  elasticloadbalancing: unlimited,
  ec2: unlimited,
  sts: unlimited,
};

type Stage = {
  readonly simulator: Simulator;
  readonly places: readonly Place[];
  readonly history: History;
  /** The stage's time, which need not be ours. */
  readonly clock: () => Instant;
};

/** A collector over a simulated account inside this process: no limits, no patience and no chance, so that the same stories give the same history. */
export function createStageCollector({ simulator, places, history, clock }: Stage): Collector {
  const clients = createClients({
    credentialsFor: () => simulatedCredentials,
    requestHandler: simulator.requestHandler(),
  });
  const timer = { nowMs: clock, wait: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const port = createPort({ clients, allow: allowedOperations, clock, limits, timer });
  return createCollector({
    places,
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
    onDefect: throwDefect,
  });
}

/** The account's regions in which the stories play. */
export function toStagePlaces(stories: readonly Story[]): readonly Place[] {
  return simulatedRegions
    .filter((region) => stories.some((story) => story.region === region))
    .map((region) => ({ account: simulatedAccount, region }));
}
