import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, describe } from "vitest";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import { type OpenedHistory, openEngine, openHistory, type StoreAddress } from "#lib/history/open-history.ts";
import { isPostgresInstalled, type PostgresServer, startPostgres } from "#lib/testing/postgres-server.ts";

/** A database of its own that can be opened several times. */
export type TestStore = {
  readonly place: StoreAddress;
  open(limits?: { readonly keepDays?: number; readonly maxMegabytes?: number }): Promise<OpenedHistory>;
  /** Closes what is open and opens again what is on disk. */
  reopen(): Promise<OpenedHistory>;
  /** How many rows each table has; closes what is open. */
  countRows(): Promise<Readonly<Record<string, number>>>;
  /** What the machine's clock says from now on: the end of time unless told. */
  setClock(now: number): void;
};

type Database = { readonly name: string; readonly isInstalled: boolean; makePlace(): Promise<StoreAddress> };

// What takes a second on an idle machine may wait for a busy disk.
const timeout = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), "ghostline-history-"));
let directories = 0;
let server: Promise<PostgresServer | undefined> | undefined;
let url: string | undefined;

const databases: readonly Database[] = [
  {
    name: "SQLite",
    isInstalled: true,
    async makePlace() {
      directories += 1;
      return { kind: "sqlite", directory: path.join(folder, String(directories)) };
    },
  },
  {
    name: "PostgreSQL",
    isInstalled: isPostgresInstalled(),
    /** One database for all, emptied: making one takes longer than most tests. The server ends with the process. */
    async makePlace() {
      server ??= startPostgres();
      if (url === undefined) url = await (await server)?.createDatabase();
      else await deleteAllRows(url);
      if (url === undefined) throw new Error("PostgreSQL is not installed");
      return { kind: "postgresql", url };
    },
  },
];

/**
 * What every store must do, whatever database it uses. What a test opened is closed when the test is over. Without an
 * installed PostgreSQL its tests are skipped, each by its name.
 */
export function describeStores(
  name: string,
  declareTests: (makeStore: () => Promise<TestStore>) => void,
): void {
  for (const { name: database, isInstalled, makePlace } of databases) {
    describe.skipIf(!isInstalled)(`${name} (${database})`, { timeout }, () => {
      const opened: OpenedHistory[] = [];
      const closeAll = async () => {
        for (const history of opened.splice(0)) await history.close();
      };
      afterEach(closeAll);
      afterAll(() => rmSync(folder, { recursive: true, force: true }));
      declareTests(async () => makeStore(await makePlace(), opened, closeAll));
    });
  }
}

function makeStore(place: StoreAddress, opened: OpenedHistory[], closeAll: () => Promise<void>): TestStore {
  let now: Instant = toInstant(Number.MAX_SAFE_INTEGER);
  const open: TestStore["open"] = async (limits = {}) => {
    const history = await openHistory({ ...place, ...limits, clock: () => now });
    opened.push(history);
    return history;
  };
  return {
    place,
    open,
    async reopen() {
      await closeAll();
      return open();
    },
    async countRows() {
      await closeAll();
      return countRowsOf(place);
    },
    setClock(instant) {
      now = toInstant(instant);
    },
  };
}

async function countRowsOf(place: StoreAddress): Promise<Readonly<Record<string, number>>> {
  const engine = await openEngine(place);
  const counts: Record<string, number> = {};
  for (const table of ["part", "source", "run", "entity", "revision", "change"] as const) {
    const rows = await engine.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as("count"))
      .execute();
    counts[table] = Number(rows[0]?.count);
  }
  await engine.close();
  return counts;
}

async function deleteAllRows(database: string): Promise<void> {
  const client = new Client({ connectionString: database });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'",
  );
  for (const { name } of rows) await client.query(`delete from ${client.escapeIdentifier(name)}`);
  await client.end();
}
