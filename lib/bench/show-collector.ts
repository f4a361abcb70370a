import { defaultLimits } from "#lib/aws/limits.ts";
import { type CallsByOperation, type Phase, sumCalls, type Watched } from "#lib/bench/collected.ts";
import type { Goal } from "#lib/bench/goal.ts";
import { toCount, toTable } from "#lib/bench/table.ts";

const elb = "elasticloadbalancing";
const mostCpu = 0.12;
const mostMiB = 450;
const longestStallMs = 50;
/** Of what the budget allows: so near to it, the budget is what holds up the sweep. */
const wellUsed = 0.95;

/** Within the real budgets: which of them holds up the sweep, and how long one takes. */
export function showPacing({ start, idle }: Watched, later: CallsByOperation): readonly Goal[] {
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

export function showCost({ start, idle }: Watched): readonly Goal[] {
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
  const { cost } = idle;
  return [
    {
      what: "collector: idle CPU",
      measured: `${(cost.cpuShare * 100).toFixed(1)} % of one core`,
      goal: `≤ ${mostCpu * 100} %`,
      ok: cost.cpuShare <= mostCpu,
    },
    {
      what: "collector: memory",
      measured: `${toMiB(cost.mostResidentBytes)} MiB`,
      goal: `≤ ${mostMiB} MiB`,
      ok: cost.mostResidentBytes <= mostMiB * 1024 ** 2,
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
