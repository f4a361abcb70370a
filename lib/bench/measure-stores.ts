// The history's stores, filled and asked side by side, in a process of its own. Argument: how many revisions. Prints
// `StoresMeasured` as JSON; PostgreSQL is left out where none is installed.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Insert, loadStore } from "#lib/bench/load-store.ts";
import { watchStalls } from "#lib/bench/loop-stall.ts";
import { openBenchHistory } from "#lib/bench/open-bench-history.ts";
import { endWithParent } from "#lib/bench/program.ts";
import type { StoreMeasured, StoresMeasured } from "#lib/bench/store-measured.ts";
import { openPostgresWriter, openSqliteWriter, type StoreWriter } from "#lib/bench/store-writers.ts";
import { timeAppends } from "#lib/bench/time-appends.ts";
import { listQuestions, timeQueries } from "#lib/bench/time-queries.ts";
import { secondMs, toInstant } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import type { StoreAddress } from "#lib/history/open-history.ts";
import { startPostgres } from "#lib/testing/postgres-server.ts";

const rounds = 4;
const appendMs = 5 * secondMs;
const idleMs = 5 * secondMs;

type Store = {
  readonly kind: StoreMeasured["kind"];
  readonly place: StoreAddress;
  openWriter(): Promise<StoreWriter>;
};

endWithParent();
const revisions = Number(process.argv[2]);
const end = toInstant(Date.now());
const directory = mkdtempSync(path.join(tmpdir(), "ghostline-bench-"));
const server = await startPostgres();
const stores = await listStores();
const loaded: { readonly count: number; readonly seconds: number }[] = [];
for (const store of stores) loaded.push(await load(store));
const idleStallMs = await measureIdleStall();
const histories = await Promise.all(stores.map(({ place }) => openBenchHistory(place)));
const queries = await timeQueries(histories, listQuestions(end), rounds);
const measured: StoreMeasured[] = [];
for (const [index, { kind }] of stores.entries()) {
  const history = histories[index];
  if (history !== undefined) measured.push(await measure(kind, history, index));
}
for (const history of histories) await history.close();
await server?.stop();
rmSync(directory, { recursive: true, force: true });
console.log(JSON.stringify({ idleStallMs, stores: measured } satisfies StoresMeasured));
process.exit();

async function measure(kind: Store["kind"], history: History, index: number): Promise<StoreMeasured> {
  return {
    kind,
    revisions: loaded[index]?.count ?? 0,
    loadSeconds: loaded[index]?.seconds ?? 0,
    bytes: (await history.storage()).bytes,
    queries: queries[index] ?? [],
    appends: await timeAppends(history, { from: end, forMs: appendMs }),
  };
}

async function listStores(): Promise<readonly Store[]> {
  const sqlite: Store = {
    kind: "SQLite",
    place: { kind: "sqlite", directory },
    openWriter: () => Promise.resolve(openSqliteWriter(path.join(directory, "history.sqlite"))),
  };
  if (server === undefined) return [sqlite];
  const url = await server.createDatabase();
  return [
    sqlite,
    { kind: "PostgreSQL", place: { kind: "postgresql", url }, openWriter: () => openPostgresWriter(url) },
  ];
}

/** Makes the tables by opening the history once, then fills them directly. */
async function load({
  place,
  openWriter,
}: Store): Promise<{ readonly count: number; readonly seconds: number }> {
  const history = await openBenchHistory(place);
  await history.close();
  const startedAtMs = performance.now();
  const writer = await openWriter();
  const insert: Insert = (table, rows) => writer.insert(table, rows);
  const count = await loadStore(insert, revisions, end);
  await writer.finish();
  return { count, seconds: (performance.now() - startedAtMs) / 1_000 };
}

/** What the machine itself and its other work make of a process that only waits. */
async function measureIdleStall(): Promise<number> {
  const stalls = watchStalls();
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const longestMs = stalls.takeLongestMs();
  stalls.stop();
  return longestMs;
}
