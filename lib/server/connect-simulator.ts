import { createClients } from "#lib/aws/clients.ts";
import { createPort } from "#lib/aws/port.ts";
import type { Instant } from "#lib/domain/time.ts";
import { allowedOperations, type Connection } from "#lib/server/connect.ts";
import * as stories from "#lib/simulator/scenarios/index.ts";
import {
  openAccount,
  simulatedAccount,
  simulatedCredentials,
  simulatedRegions,
} from "#lib/simulator/scenarios/open-account.ts";

/** The simulated account in this process: the SDK's own clients, but no socket, so nothing can leave the machine. */
export function connectToSimulator(clock: () => Instant): Connection {
  const { simulator } = openAccount({ stories: Object.values(stories), now: clock(), realNowMs: clock });
  const clients = createClients({
    credentialsFor: () => simulatedCredentials,
    requestHandler: simulator.requestHandler(),
  });
  return {
    port: createPort({ clients, allow: allowedOperations, clock }),
    places: simulatedRegions.map((region) => ({ account: simulatedAccount, region })),
  };
}
