import { measureColdRead } from "#lib/bench/cold-read.ts";
import type { Goal } from "#lib/bench/goal.ts";
import { toTable } from "#lib/bench/table.ts";

const goal = 1.15;
const sizes = [3, 100, 1_000];

/** One deployment group, read from nothing. */
export async function runColdSection(): Promise<readonly Goal[]> {
  console.log("Cold read of one deployment group, every call delayed by 50 ms; median of 7.");
  console.log(
    "The longest chain is the same dependent calls one after the other, and nothing beside them.\n",
  );
  const rows: string[][] = [];
  const goals: Goal[] = [];
  for (const size of sizes) {
    const { wallMs, chain, chainMs, calls, fewestCalls, cli } = await measureColdRead(size);
    const ratio = wallMs / chainMs;
    rows.push([
      String(size),
      wallMs.toFixed(0),
      `${chain} calls, ${chainMs.toFixed(0)} ms`,
      ratio.toFixed(2),
      `${calls} ÷ ${fewestCalls} = ${(calls / fewestCalls).toFixed(2)}`,
      cli === undefined
        ? "no /usr/bin/aws here"
        : `${(cli.wallMs / wallMs).toFixed(0)} × (${(cli.wallMs / 1000).toFixed(1)} s, ${cli.calls} commands)`,
    ]);
    goals.push(
      {
        what: `cold read of ${size} instances ÷ longest chain`,
        measured: ratio.toFixed(2),
        goal: `≤ ${goal}`,
        ok: ratio <= goal,
      },
      {
        what: `cold read of ${size} instances, calls ÷ fewest`,
        measured: (calls / fewestCalls).toFixed(2),
        goal: "1.00",
        ok: calls === fewestCalls,
      },
    );
  }
  const header = [
    "instances",
    "wall ms",
    "longest chain",
    "wall ÷ chain",
    "calls ÷ fewest",
    "AWS CLI script ÷ ours",
  ];
  console.log(toTable(header, rows));
  return goals;
}
