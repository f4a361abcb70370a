import type { BenchArguments } from "#lib/bench/bench-arguments.ts";
import type { Goal } from "#lib/bench/goal.ts";
import { makeFleet } from "#lib/bench/make-fleet.ts";
import { toPercentile } from "#lib/bench/percentile.ts";
import { benchPlace, benchScope } from "#lib/bench/place.ts";
import { makeStandingAccount } from "#lib/bench/standing-account.ts";
import { startDashboard } from "#lib/bench/start-dashboard.ts";
import { toCount, toTable } from "#lib/bench/table.ts";
import { toScopeKey } from "#lib/domain/scope.ts";
import { secondMs, toInstant } from "#lib/domain/time.ts";

const crowd = 200;
/** As often as a page asks that hears of no change. */
const pollMs = 5 * secondMs;
const fleetSize = 10;

type Watched = {
  readonly calls: number;
  /** How often the group was read: each reading lists its deployments once. */
  readonly readings: number;
  readonly answerMs: readonly number[];
};

/** The server as a user starts it, over a simulated account: the calls it makes for one viewer, and for two hundred. */
export async function runViewersSection({ seconds }: BenchArguments): Promise<readonly Goal[]> {
  const watchMs = (seconds / 2) * secondMs;
  console.log(
    `Viewers of one deployment group, each asking for the report every 5 s for ${seconds / 2} s.\n`,
  );
  const one = await watch(1, watchMs);
  const many = await watch(crowd, watchMs);
  const rows = [[1, one] as const, [crowd, many] as const].map(([viewers, { calls, readings, answerMs }]) => [
    String(viewers),
    toCount(calls),
    toCount(readings),
    toCount(answerMs.length),
    toPercentile(answerMs, 0.5).toFixed(1),
    toPercentile(answerMs, 0.95).toFixed(1),
  ]);
  console.log(toTable(["viewers", "AWS calls", "readings", "reports", "p50 ms", "p95 ms"], rows));
  const ratio = many.calls / one.calls;
  return [
    {
      what: `AWS calls for ${crowd} viewers ÷ for 1`,
      measured: `${toCount(many.calls)} ÷ ${toCount(one.calls)} = ${ratio.toFixed(2)}`,
      goal: "1.00, ± one reading",
      // The two begin and end at other moments between two readings.
      ok: Math.abs(many.calls - one.calls) <= Math.ceil(one.calls / one.readings),
    },
  ];
}

async function watch(viewers: number, watchMs: number): Promise<Watched> {
  const simulator = makeStandingAccount(makeFleet(benchPlace, fleetSize, toInstant(Date.now())));
  const dashboard = await startDashboard(simulator);
  try {
    const endsAtMs = performance.now() + watchMs;
    const answerMs: number[] = [];
    const report = `${dashboard.url}/api/groups/${toScopeKey(benchScope)}/report`;
    const watching = Array.from({ length: viewers }, async (_, index) => {
      await sleep((index / viewers) * pollMs);
      for (; performance.now() < endsAtMs; await sleep(pollMs)) answerMs.push(await ask(report));
    });
    // The last viewers came later and leave later: what is counted ends at the same time for one as for many.
    await sleep(endsAtMs - performance.now());
    const calls = simulator.calls.count();
    const readings = simulator.calls.count({ operation: "ListDeployments" });
    await Promise.all(watching);
    return { calls, readings, answerMs };
  } finally {
    await dashboard.stop();
  }
}

async function ask(url: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - started;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
