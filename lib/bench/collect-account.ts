// Our collector over a simulated account, in a process of its own. Arguments: the account's address, the seconds to
// measure. Prints a `Collected` as JSON.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defaultLimits, type Limits } from "#lib/aws/limits.ts";
import { createPort } from "#lib/aws/port.ts";
import { createBenchClients, toGenerousLimits } from "#lib/bench/bench-clients.ts";
import { type CallCount, createCallCount } from "#lib/bench/call-count.ts";
import type { Collected } from "#lib/bench/collected.ts";
import { openBenchHistory } from "#lib/bench/open-bench-history.ts";
import { benchPlace } from "#lib/bench/place.ts";
import { watchProcess } from "#lib/bench/process-cost.ts";
import { endWithParent } from "#lib/bench/program.ts";
import { type Collector, createCollector } from "#lib/collector/collector.ts";
import { addMs, type Instant, minuteMs, secondMs, toInstant } from "#lib/domain/time.ts";
import { allowedOperations } from "#lib/server/connect.ts";
import { listScopes } from "#lib/server/scopes.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";

/** Longer than any source waits for its next reading. */
const restMs = 11 * minuteMs;
/** The time after a start in which everything is due at once, and what is read apart waits for the rest. */
const startMs = minuteMs;

endWithParent();
const [endpoint = "", seconds = ""] = process.argv.slice(2);
const clients = createBenchClients(endpoint);
const folder = mkdtempSync(path.join(tmpdir(), "ghostline-bench-"));
const history = await openBenchHistory({ kind: "sqlite", directory: folder });
const collected = {
  ...(await countSweeps()),
  ...(await collectForAWhile(Number(seconds) * secondMs)),
};
await history.close();
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify(collected satisfies Collected));
process.exit();

type Setup = {
  readonly clock: () => Instant;
  readonly limits: Limits;
  readonly count: CallCount;
  readonly sources: readonly Source[];
};

function createBenchCollector({ clock, limits, count, sources }: Setup): Collector {
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
async function countSweeps(): Promise<Pick<Collected, "first" | "later" | "failures">> {
  let now = addMs(toInstant(Date.now()), -2 * restMs);
  const count = createCallCount();
  const collector = createBenchCollector({
    clock: () => now,
    limits: toGenerousLimits(100_000),
    count,
    // What AWS knows of the weeks before is read once and for all: no part of a sweep.
    sources: Object.values(registry).map(withoutDepth),
  });
  const first = await countSweep(collector, count);
  now = addMs(now, restMs);
  const later = await countSweep(collector, count);
  return { first, later, failures: count.failures() };
}

function withoutDepth({ deep: _, ...source }: Source): Source {
  return source;
}

async function countSweep(collector: Collector, count: CallCount): Promise<Collected["first"]> {
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
async function collectForAWhile(durationMs: number): Promise<Pick<Collected, "start" | "idle">> {
  const count = createCallCount();
  const collector = createBenchCollector({
    clock: () => toInstant(Date.now()),
    limits: defaultLimits,
    count,
    sources: Object.values(registry),
  });
  collector.start();
  const start = await watch(startMs);
  const idle = await watch(durationMs);
  await collector.stop();
  return { start, idle };

  async function watch(watchMs: number): Promise<Collected["start"]> {
    const before = count.byOperation();
    const cost = await watchProcess(watchMs);
    const calls = [...count.byOperation()].map(
      ([operation, total]) => [operation, total - (before.get(operation) ?? 0)] as const,
    );
    return { cost, calls };
  }
}
