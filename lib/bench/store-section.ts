import type { BenchArguments } from "#lib/bench/bench-arguments.ts";
import type { Goal } from "#lib/bench/goal.ts";
import { storeShape } from "#lib/bench/make-revisions.ts";
import { toPercentile } from "#lib/bench/percentile.ts";
import { runProgram } from "#lib/bench/program.ts";
import type { StoreMeasured, StoresMeasured } from "#lib/bench/store-measured.ts";
import { toCount, toRatio, toTable } from "#lib/bench/table.ts";

const longestStallMs = 50;
const allParts = "all parts at a past instant";
const longestAnswerMs = { SQLite: 300, PostgreSQL: 700 } as const;

/** The history with millions of revisions: how fast it answers and takes in, SQLite and PostgreSQL side by side. */
export async function runStoreSection({ revisions }: BenchArguments): Promise<readonly Goal[]> {
  const output = await runProgram(import.meta.resolve("#lib/bench/measure-stores.ts"), [String(revisions)]);
  const { idleStallMs, stores } = parseMeasured(output);
  const { parts, days } = storeShape;
  for (const { kind, revisions: count, loadSeconds, bytes } of stores) {
    console.log(
      `${kind}: ${toCount(count)} revisions of ${toCount(parts)} deployment groups in ${days} days, ${toCount(bytes / 1024 ** 2)} MiB, loaded in ${loadSeconds.toFixed(0)} s.`,
    );
  }
  if (!stores.some(({ kind }) => kind === "PostgreSQL"))
    console.log("PostgreSQL: not measured, none is installed here.");
  console.log(`A process that only waits stalled for ${idleStallMs.toFixed(0)} ms at the longest.\n`);
  showQueries(stores);
  showAppends(stores);
  return stores.flatMap(({ kind, queries, appends }) => {
    const answerMs = toPercentile(queries.find(({ name }) => name === allParts)?.ms ?? [], 0.95);
    const longest = Math.max(...[...queries, ...appends].map((timed) => timed.longestStallMs));
    return [
      {
        what: `${kind}: ${allParts}, p95`,
        measured: `${answerMs.toFixed(0)} ms`,
        goal: `≤ ${longestAnswerMs[kind]} ms`,
        ok: answerMs <= longestAnswerMs[kind],
      },
      {
        what: `${kind}: longest stall of the event loop`,
        measured: `${longest.toFixed(0)} ms`,
        goal: `≤ ${longestStallMs} ms`,
        ok: longest <= longestStallMs,
      },
    ];
  });
}

function showQueries(stores: readonly StoreMeasured[]): void {
  const base = stores[0];
  const rows = (base?.queries ?? []).flatMap(({ name }, index) =>
    stores.flatMap(({ kind, queries }) => {
      const timed = queries[index];
      const first = base?.queries[index];
      if (timed === undefined || first === undefined) return [];
      const { ms, found, longestStallMs: stallMs } = timed;
      const p50 = toPercentile(ms, 0.5);
      return [
        [
          name,
          kind,
          toCount(found / ms.length),
          p50.toFixed(2),
          toPercentile(ms, 0.95).toFixed(2),
          toRatio(p50, toPercentile(first.ms, 0.5)),
          stallMs.toFixed(0),
        ],
      ];
    }),
  );
  const header = [
    "asked",
    "store",
    "revisions found",
    "p50 ms",
    "p95 ms",
    "÷ SQLite's p50",
    "longest stall ms",
  ];
  console.log(`${toTable(header, rows)}\n`);
}

function showAppends(stores: readonly StoreMeasured[]): void {
  const rows = stores.flatMap(({ kind, appends: rates }) =>
    rates.map(({ name, appends, revisions, seconds, longestStallMs: stallMs }) => [
      name,
      kind,
      toCount(appends / seconds),
      toCount(revisions / seconds),
      stallMs.toFixed(0),
    ]),
  );
  console.log(
    "Appended: readings of six sources about ten instances each, each reading in a transaction of its own.\n",
  );
  console.log(
    toTable(["since the reading before", "store", "appends/s", "revisions/s", "longest stall ms"], rows),
  );
}

/** Holds because the program prints what it checks to be of this type. */
function parseMeasured(text: string): StoresMeasured {
  return JSON.parse(text) as StoresMeasured;
}
