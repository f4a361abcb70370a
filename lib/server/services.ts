import "server-only";
import { type Collector, createCollector } from "#lib/collector/collector.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Place } from "#lib/domain/scope.ts";
import { addMs, type Instant, secondMs, toInstant } from "#lib/domain/time.ts";
import { createMemoryHistory, type History } from "#lib/history/memory.ts";
import { type Connected, type Connection, connectToAws } from "#lib/server/connect.ts";
import { isSimulated } from "#lib/server/mode.ts";
import { loadRegion } from "#lib/server/region.ts";
import { listScopes } from "#lib/server/scopes.ts";
import * as sources from "#lib/sources/index.ts";

export type Services = {
  readonly clock: () => Instant;
  readonly history: History;
  readonly connection: Connection;
  readonly collector: Collector;
};

export type Loaded =
  | { readonly ok: true; readonly services: Services }
  | { readonly ok: false; readonly place: Place; readonly failure: Failure };

/** After AWS could not be reached at all, the next page view within this time gets the same answer. */
const retryConnectMs = 5 * secondMs;

type Held = { loading?: Promise<Loaded>; retryAt?: Instant };

declare global {
  // Next.js keeps a copy of each module per kind of entry (routes, pages); the process must have one collector.
  var ghostline: Held | undefined;
}

const clock = () => toInstant(Date.now());

/** The process's one set of services, made at first use: nothing is opened when modules are only loaded. */
export async function loadServices(): Promise<Loaded> {
  globalThis.ghostline ??= {};
  const held = globalThis.ghostline;
  if (held.retryAt !== undefined && clock() >= held.retryAt) delete held.loading;
  held.loading ??= start(held);
  return await held.loading;
}

async function start(held: Held): Promise<Loaded> {
  delete held.retryAt;
  const connected = await connect();
  if (!connected.ok) {
    held.retryAt = addMs(clock(), retryConnectMs);
    return connected;
  }
  const { connection } = connected;
  const history = createMemoryHistory();
  const collector = createCollector({
    places: connection.places,
    sources: Object.values(sources),
    callFor: connection.port.callFor,
    history,
    clock,
    listScopes: (place) => listScopes(history, place, clock()),
  });
  collector.start();
  return { ok: true, services: { clock, history, connection, collector } };
}

async function connect(): Promise<Connected> {
  if (!isSimulated()) return await connectToAws(await loadRegion(), clock);
  const { connectToSimulator } = await import("#lib/server/connect-simulator.ts");
  return { ok: true, connection: connectToSimulator(clock) };
}
