import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BenchArguments } from "#lib/bench/bench-arguments.ts";
import { createBenchClients } from "#lib/bench/bench-clients.ts";
import type { Sweeps, Watched } from "#lib/bench/collected.ts";
import { toFewestSweepCalls } from "#lib/bench/fewest-sweep-calls.ts";
import type { Goal } from "#lib/bench/goal.ts";
import { accountSize, makeAccount } from "#lib/bench/make-account.ts";
import { readNaively } from "#lib/bench/naive-sweep.ts";
import { benchPlace } from "#lib/bench/place.ts";
import { runProgram, startProgram } from "#lib/bench/program.ts";
import { showCost, showPacing } from "#lib/bench/show-collector.ts";
import { showSweep } from "#lib/bench/show-sweep.ts";
import { toSweepShape } from "#lib/bench/sweep-shape.ts";
import { toCount } from "#lib/bench/table.ts";
import { toInstant } from "#lib/domain/time.ts";

/** A large account: the calls of a sweep, and what reading it within the budgets costs us. */
export async function runSweepSection({ applications, seconds }: BenchArguments): Promise<readonly Goal[]> {
  const now = toInstant(Date.now());
  const region = makeAccount(benchPlace, { ...accountSize, applications }, now);
  const groups = [...region.deploymentGroups.values()];
  console.log(
    `${toCount(groups.length)} deployment groups, ${toCount(region.instances.size)} instances, served by another process over loopback.\n`,
  );
  const server = await startProgram(import.meta.resolve("#lib/bench/serve-fleet.ts"), [
    "account",
    String(applications),
  ]);
  const directory = mkdtempSync(path.join(tmpdir(), "ghostline-bench-"));
  const collect = (what: string) =>
    runProgram(import.meta.resolve("#lib/bench/collect-account.ts"), [server.said, directory, what]);
  try {
    const scopes = groups.map(({ application, name }) => ({ ...benchPlace, application, group: name }));
    const naive = await readNaively(createBenchClients(server.said), benchPlace, scopes);
    const counted = parseSweeps(await collect("sweeps"));
    // In a process that has done nothing else: what the sweeps took would count as its memory.
    const watched = parseWatched(await collect(String(seconds)));
    const naiveCalls = [...naive.byOperation()];
    const sweeps = (["first", "later"] as const).map((sweep) => ({
      sweep,
      fewest: toFewestSweepCalls(toSweepShape(region, sweep, now)),
      ours: counted[sweep],
      naive: naiveCalls,
    }));
    if (counted.failures > 0) console.log(`${counted.failures} calls failed in the sweeps.`);
    return [...sweeps.flatMap(showSweep), ...showPacing(watched, counted.later), ...showCost(watched)];
  } finally {
    server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Holds because the program prints what it checks to be of this type. */
function parseSweeps(text: string): Sweeps {
  return JSON.parse(text) as Sweeps;
}

/** Holds for the same reason. */
function parseWatched(text: string): Watched {
  return JSON.parse(text) as Watched;
}
