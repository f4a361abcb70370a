import { createClients } from "#lib/aws/clients.ts";
import { createPort } from "#lib/aws/port.ts";
import { addMs, hourMs, type Instant } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import { allowedOperations, type Connecting } from "#lib/server/connect.ts";
import { openRecordedAccount } from "#lib/server/rehearse.ts";
import * as stories from "#lib/simulator/scenarios/index.ts";
import {
  simulatedAccount,
  simulatedCredentials,
  simulatedRegions,
} from "#lib/simulator/scenarios/open-account.ts";

const recordedMs = 6 * hourMs;

/**
 * The simulated account in this process: the SDK's own clients, but no socket, so nothing can leave the machine. Its
 * last hours are in the history as if they had been watched.
 */
export async function connectToSimulator(history: History, clock: () => Instant): Promise<Connecting> {
  const now = clock();
  const { simulator } = await openRecordedAccount({
    stories: Object.values(stories),
    history,
    from: addMs(now, -recordedMs),
    to: now,
    clock,
  });
  const clients = createClients({
    credentialsFor: () => simulatedCredentials,
    requestHandler: simulator.requestHandler(),
  });
  return {
    connection: {
      port: createPort({ clients, allow: allowedOperations, clock }),
      places: simulatedRegions.map((region) => ({ account: simulatedAccount, region })),
      names: new Map(),
      unreached: [],
    },
    retry: () => Promise.resolve(false),
  };
}
