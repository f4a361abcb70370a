import type { CallsByOperation } from "#lib/bench/collected.ts";
import type { FewestCalls } from "#lib/bench/fewest-sweep-calls.ts";
import type { Goal } from "#lib/bench/goal.ts";
import { toCount, toRatio, toTable } from "#lib/bench/table.ts";

const nearFewest = 1.02;

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

type Row = {
  readonly operation: string;
  readonly fewest: number;
  readonly ours: number;
  readonly naive: number;
  readonly how: string;
};

export function showSweep({ sweep, fewest, ours, naive }: Sweep): readonly Goal[] {
  const rows = toRows({ sweep, fewest, ours, naive });
  const total = sumRows(rows);
  const cells = [...rows, total].map((row) => [
    row.operation,
    toCount(row.fewest),
    toCount(row.ours),
    toCount(row.naive),
    toRatio(row.ours, row.fewest),
    toRatio(row.naive, row.ours),
    row.how,
  ]);
  console.log(`${sweepNames[sweep]}:\n`);
  const header = ["AWS calls", "fewest", "ours", "naive", "ours ÷ fewest", "naive ÷ ours", "fewest: how"];
  console.log(`${toTable(header, cells)}\n`);
  const wasteful = rows.filter((row) => row.ours > toMost(row.fewest));
  return [
    {
      what: `AWS calls of the ${sweep} sweep ÷ fewest (naive ÷ ours)`,
      measured: `${toRatio(total.ours, total.fewest)} (${toRatio(total.naive, total.ours)})`,
      goal: `≤ ${nearFewest}`,
      ok: total.ours <= total.fewest * nearFewest,
    },
    {
      what: `operations of the ${sweep} sweep with more calls than that, and than one more`,
      measured: wasteful.map(({ operation }) => operation).join(", ") || "none",
      goal: "none",
      ok: wasteful.length === 0,
    },
  ];
}

/** Patience may end before a batch is full. */
function toMost(fewest: number): number {
  return Math.max(fewest * nearFewest, fewest + 1);
}

/** Every operation of the minimum, and those that somebody made although the minimum has no use for them. */
function toRows({ fewest, ours, naive }: Sweep): readonly Row[] {
  const ourCalls = new Map(ours);
  const naiveCalls = new Map(naive);
  const foreseen = new Set(fewest.map(({ operation }) => operation));
  const others = [...ourCalls.keys()].filter((operation) => !foreseen.has(operation));
  return [...fewest, ...others.map((operation) => ({ operation, calls: 0, how: "not foreseen" }))].map(
    ({ operation, calls, how }) => ({
      operation,
      fewest: calls,
      ours: ourCalls.get(operation) ?? 0,
      naive: naiveCalls.get(operation) ?? 0,
      how,
    }),
  );
}

function sumRows(rows: readonly Row[]): Row {
  const sum = (member: "fewest" | "ours" | "naive") => rows.reduce((total, row) => total + row[member], 0);
  return { operation: "all", fewest: sum("fewest"), ours: sum("ours"), naive: sum("naive"), how: "" };
}
