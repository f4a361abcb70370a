import { defaultLimits } from "#lib/aws/limits.ts";
import type { BenchArguments } from "#lib/bench/bench-arguments.ts";
import { createBenchClients } from "#lib/bench/bench-clients.ts";
import { type CallsByOperation, type Collected, type Phase, sumCalls } from "#lib/bench/collected.ts";
import { type FewestCalls, toFewestSweepCalls } from "#lib/bench/fewest-sweep-calls.ts";
import type { Goal } from "#lib/bench/goal.ts";
import { accountSize, makeAccount } from "#lib/bench/make-account.ts";
import { readNaively } from "#lib/bench/naive-sweep.ts";
import { benchPlace } from "#lib/bench/place.ts";
import { runProgram, startProgram } from "#lib/bench/program.ts";
import { toSweepShape } from "#lib/bench/sweep-shape.ts";
import { toCount, toRatio, toTable } from "#lib/bench/table.ts";
import { toInstant } from "#lib/domain/time.ts";

const elb = "elasticloadbalancing";
const mostCpu = 0.15;
const mostBytes = 1024 ** 3;
const longestStallMs = 50;
/** Of what the budget allows: so near to it, the budget is what holds up the sweep. */
const wellUsed = 0.95;
/** Patience ends before every batch is full. */
const nearFewest = 1.1;

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
  try {
    const scopes = groups.map(({ application, name }) => ({ ...benchPlace, application, group: name }));
    const naive = await readNaively(createBenchClients(server.said), benchPlace, scopes);
    const collected = parseCollected(
      await runProgram(import.meta.resolve("#lib/bench/collect-account.ts"), [server.said, String(seconds)]),
    );
    const naiveCalls = [...naive.byOperation()];
    const sweeps = (["first", "later"] as const).map((sweep) => ({
      sweep,
      fewest: toFewestSweepCalls(toSweepShape(region, sweep, now)),
      ours: collected[sweep],
      naive: naiveCalls,
    }));
    return [...sweeps.map(showSweep), ...showPacing(collected), ...showCost(collected)];
  } finally {
    server.stop();
  }
}

type Sweep = {
  readonly sweep: "first" | "later";
  readonly fewest: readonly FewestCalls[];
  readonly ours: CallsByOperation;
  readonly naive: CallsByOperation;
};

const sweepNames = {
  first: "The first sweep, from nothing",
  later: "A later sweep, when what has ended is known",
};

function showSweep({ sweep, fewest, ours, naive }: Sweep): Goal {
  const ourCalls = new Map(ours);
  const naiveCalls = new Map(naive);
  const unforeseen = [...ourCalls.keys()].filter((id) => !fewest.some(({ operation }) => operation === id));
  const all = [
    ...fewest,
    ...unforeseen.map((operation) => ({ operation, calls: 0, how: "not foreseen" })),
    { operation: "all", calls: sumCalls(fewest.map(({ operation, calls }) => [operation, calls])), how: "" },
  ];
  const rows = all.map(({ operation, calls, how }) => {
    const own = operation === "all" ? sumCalls(ours) : (ourCalls.get(operation) ?? 0);
    const others = operation === "all" ? sumCalls(naive) : (naiveCalls.get(operation) ?? 0);
    return [operation, calls, own, others]
      .map((cell) => (typeof cell === "number" ? toCount(cell) : cell))
      .concat(toRatio(own, calls), toRatio(others, own), how);
  });
  console.log(`${sweepNames[sweep]}:\n`);
  const header = ["AWS calls", "fewest", "ours", "naive", "ours ÷ fewest", "naive ÷ ours", "fewest: how"];
  console.log(`${toTable(header, rows)}\n`);
  const [total, own] = [all.at(-1)?.calls ?? 0, sumCalls(ours)];
  return {
    what: `AWS calls of the ${sweep} sweep ÷ fewest (naive ÷ ours)`,
    measured: `${toRatio(own, total)} (${toRatio(sumCalls(naive), own)})`,
    goal: `≤ ${nearFewest}`,
    ok: own <= total * nearFewest,
  };
}

/** Within the real budgets: which of them holds up the sweep, and how long one takes. */
function showPacing({ start, idle, later }: Collected): readonly Goal[] {
  const { seconds } = idle.cost;
  const rows = (["codedeploy", "autoscaling", elb, "ec2"] as const).map((service) => {
    const { refillPerSecond } = defaultLimits[service];
    const made = sumCalls(idle.calls, service);
    const wanted = sumCalls(later, service);
    return {
      service,
      rate: made / seconds,
      refillPerSecond,
      used: made / seconds / refillPerSecond,
      share: made / wanted,
      sweepSeconds: wanted / refillPerSecond,
    };
  });
  console.log(
    `Within the budgets, for ${seconds.toFixed(0)} s after the first ${start.cost.seconds.toFixed(0)} s:\n`,
  );
  const header = [
    "service",
    "calls/s",
    "budget/s",
    "used",
    "share of a sweep done",
    "a sweep takes, by its budget",
  ];
  const cells = rows.map(({ service, rate, refillPerSecond, used, share, sweepSeconds }) => [
    service,
    rate.toFixed(2),
    refillPerSecond.toFixed(1),
    `${(used * 100).toFixed(0)} %`,
    `${(share * 100).toFixed(0)} %`,
    `${sweepSeconds.toFixed(0)} s`,
  ]);
  console.log(`${toTable(header, cells)}\n`);
  const elbRow = rows.find(({ service }) => service === elb);
  const { rate = 0, refillPerSecond = 0, used = 0 } = elbRow ?? {};
  return [
    {
      what: "ELB calls per second",
      measured: rate.toFixed(2),
      goal: `≤ ${refillPerSecond.toFixed(2)}, a quarter of the refill`,
      ok: rate <= refillPerSecond * 1.01,
    },
    {
      what: "the sweep is held up by the budget, not by us: ELB's budget used",
      measured: `${(used * 100).toFixed(0)} %`,
      goal: `≥ ${wellUsed * 100} %`,
      ok: used >= wellUsed,
    },
  ];
}

function showCost({ start, idle, failures }: Collected): readonly Goal[] {
  const phases: readonly (readonly [string, Phase])[] = [
    ["after the start", start],
    ["idle", idle],
  ];
  const rows = phases.map(([name, { cost, calls }]) => [
    `${name}, ${cost.seconds.toFixed(0)} s`,
    toCount(sumCalls(calls)),
    `${(cost.cpuShare * 100).toFixed(1)} %`,
    toMiB(cost.mostResidentBytes),
    toMiB(cost.mostHeapBytes),
    cost.longestStallMs.toFixed(0),
  ]);
  console.log("The collector's own process, with a SQLite history:\n");
  const header = ["", "AWS calls", "of one core", "memory MiB", "heap MiB", "longest stall ms"];
  console.log(toTable(header, rows));
  if (failures > 0) console.log(`${failures} calls failed in the sweeps.`);
  const { cost } = idle;
  return [
    {
      what: "collector: idle CPU",
      measured: `${(cost.cpuShare * 100).toFixed(1)} % of one core`,
      goal: "< 15 %",
      ok: cost.cpuShare < mostCpu,
    },
    {
      what: "collector: memory",
      measured: `${toMiB(cost.mostResidentBytes)} MiB`,
      goal: "< 1,024 MiB",
      ok: cost.mostResidentBytes < mostBytes,
    },
    {
      what: "collector: longest stall of the event loop",
      measured: `${cost.longestStallMs.toFixed(0)} ms`,
      goal: `≤ ${longestStallMs} ms`,
      ok: cost.longestStallMs <= longestStallMs,
    },
  ];
}

function toMiB(bytes: number): string {
  return toCount(bytes / 1024 ** 2);
}

/** Holds because the program prints what it checks to be of this type. */
function parseCollected(text: string): Collected {
  return JSON.parse(text) as Collected;
}
