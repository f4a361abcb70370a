// Our collector over a simulated account, in a process of its own. Arguments: the account's address, a folder for the
// history, and `sweeps`, or how many seconds it is to be watched. Prints a `Sweeps` or a `Watched` as JSON.

import { defaultLimits, type Limits } from "#lib/aws/limits.ts";
import { createPort } from "#lib/aws/port.ts";
import { createBenchClients, toGenerousLimits } from "#lib/bench/bench-clients.ts";
import { type CallCount, createCallCount } from "#lib/bench/call-count.ts";
import type { Phase, Sweeps, Watched } from "#lib/bench/collected.ts";
import { openBenchHistory } from "#lib/bench/open-bench-history.ts";
import { benchPlace } from "#lib/bench/place.ts";
import { watchProcess } from "#lib/bench/process-cost.ts";
import { endWithParent } from "#lib/bench/program.ts";
import { type Collector, createCollector } from "#lib/collector/collector.ts";
import { keepHeapSmall } from "#lib/commands/keep-heap-small.ts";
import { addMs, type Instant, minuteMs, secondMs, toInstant } from "#lib/domain/time.ts";
import { allowedOperations } from "#lib/server/connect.ts";
import { listScopes } from "#lib/server/scopes.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";

/** Longer than any source waits for its next reading. */
const restMs = 33 * minuteMs;
/** The time after a start in which everything is due at once, and what is read apart waits for the rest. */
const startMs = minuteMs;

endWithParent();
// As the server does.
keepHeapSmall();
const [endpoint = "", directory = "", what = ""] = process.argv.slice(2);
const clients = createBenchClients(endpoint);
// What AWS knows of the weeks before is read once and for all: no part of a sweep, nor of what goes on all day.
const sources = Object.values(registry).map(({ deep: _, ...source }: Source): Source => source);
const history = await openBenchHistory({ kind: "sqlite", directory });
const result: Sweeps | Watched =
  what === "sweeps" ? await countSweeps() : await collectForAWhile(Number(what) * secondMs);
await history.close();
console.log(JSON.stringify(result));
process.exit();

type Setup = {
  readonly clock: () => Instant;
  readonly limits: Limits;
  readonly count: CallCount;
};

function createBenchCollector({ clock, limits, count }: Setup): Collector {
  const port = createPort({ clients, allow: allowedOperations, clock, limits, onCall: count.add });
  return createCollector({
    places: [benchPlace],
    sources,
    callFor: port.callFor,
    history,
    clock,
    listScopes: (place) => listScopes(history, place, clock()),
    onRead: () => undefined,
    onTrouble(trouble) {
      if (trouble !== undefined) throw trouble;
    },
    onDefect: throwDefect,
  });
}

/** The calls of one sweep from nothing, and of one a while later. Time stands still meanwhile, so that each source is due once. */
async function countSweeps(): Promise<Sweeps> {
  let now = addMs(toInstant(Date.now()), -2 * restMs);
  const count = createCallCount();
  const collector = createBenchCollector({
    clock: () => now,
    limits: toGenerousLimits(100_000),
    count,
  });
  const first = await countSweep(collector, count);
  now = addMs(now, restMs);
  const later = await countSweep(collector, count);
  return { first, later, failures: count.failures() };
}

async function countSweep(collector: Collector, count: CallCount): Promise<Sweeps["first"]> {
  const before = count.byOperation();
  for (let calls = -1; calls !== count.total(); ) {
    calls = count.total();
    await collector.tick();
  }
  return [...count.byOperation()].map(([operation, calls]) => [
    operation,
    calls - (before.get(operation) ?? 0),
  ]);
}

/** The collector as the server runs it, over what the sweeps left. */
async function collectForAWhile(durationMs: number): Promise<Watched> {
  const count = createCallCount();
  const collector = createBenchCollector({
    clock: () => toInstant(Date.now()),
    limits: defaultLimits,
    count,
  });
  collector.start();
  const start = await watch(startMs);
  const idle = await watch(durationMs);
  await collector.stop();
  return { start, idle };

  async function watch(watchMs: number): Promise<Phase> {
    const before = count.byOperation();
    const cost = await watchProcess(watchMs);
    const calls = [...count.byOperation()].map(
      ([operation, total]) => [operation, total - (before.get(operation) ?? 0)] as const,
    );
    return { cost, calls };
  }
}
