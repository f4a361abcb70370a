import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Dialect, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from "kysely";
import Database from "libsql";
import type { Definitions, Engine } from "#lib/history/engine.ts";
import { HistoryTrouble, isHistoryTrouble } from "#lib/history/history.ts";
import { describeHolder, removeHolder, saveHolder } from "#lib/history/holder.ts";
import { LibsqlDriver } from "#lib/history/libsql-driver.ts";
import type { Tables } from "#lib/history/schema.ts";

const fileName = "history.sqlite";
const pagesAtOnce = 64;

/** Opens the history of a data directory, or one that is gone with this process where there is no directory. */
export function openSqlite(directory: string | undefined): Engine {
  const file = directory === undefined ? ":memory:" : path.join(directory, fileName);
  const where = directory ?? "memory";
  try {
    if (directory !== undefined) prepareFile(directory, file);
    const database = openDatabase(file);
    if (directory !== undefined) saveHolder(directory);
    return makeEngine({ database, directory, file });
  } catch (error) {
    throw toTrouble(error, where, { ...troubles, SQLITE_BUSY: busy });
  }
}

/** The file is made here so that nobody else may ever read it. An existing one is not touched: that would unlock it. */
function prepareFile(directory: string, file: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

/**
 * The lock is taken at once and kept, so that a second process is refused when it starts and not later. Rows of more
 * than a quarter of a page would take pages of their own.
 */
function openDatabase(file: string): Database.Database {
  const database = new Database(file);
  try {
    database.exec(`
      pragma locking_mode = exclusive;
      pragma page_size = 8192;
      pragma auto_vacuum = incremental;
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma wal_autocheckpoint = 250;
      pragma journal_size_limit = 67108864;
      begin immediate;
      commit;
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Statements that wait for the garbage collector keep a closed database locked; leaving the write-ahead log and the
 * exclusive mode unlocks it at once, and leaves a single file.
 */
function closeDatabase(database: Database.Database): void {
  try {
    database.exec(
      "pragma journal_mode = delete; pragma locking_mode = normal; select count(*) from sqlite_master",
    );
  } catch {
    // On a full disk, say: what is in the log is on disk too, and is found when the file is opened again.
  } finally {
    database.close();
  }
}

type Opened = {
  readonly database: Database.Database;
  readonly directory: string | undefined;
  readonly file: string;
};

function makeEngine({ database, directory, file }: Opened): Engine {
  const db = new Kysely<Tables>({ dialect: makeDialect(database) });

  const measure = async () => {
    const { rows } = await sql<{ page_size: number; page_count: number; freelist_count: number }>`
      select page_size, page_count, freelist_count
      from pragma_page_size, pragma_page_count, pragma_freelist_count`.execute(db);
    const { page_size: size = 0, page_count: pages = 0, freelist_count: free = 0 } = rows[0] ?? {};
    return { bytes: size * pages, keptBytes: size * (pages - free), freePages: free };
  };

  return {
    kind: directory === undefined ? "memory" : "sqlite",
    where: directory === undefined ? "memory" : file,
    db,
    definitions,
    rowsAtOnce: 500,
    readsAside: false,
    async measureBytes() {
      return (await measure()).bytes;
    },
    async measureKeptBytes() {
      return (await measure()).keptBytes;
    },
    async giveBack() {
      let { freePages } = await measure();
      for (; freePages > pagesAtOnce; freePages -= pagesAtOnce) {
        // Its statement is a loop over pages, which only exec runs to the end.
        await db.connection().execute(async () => database.exec(`pragma incremental_vacuum(${pagesAtOnce})`));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    toTrouble: (error) => toTrouble(error, directory ?? "memory", troubles),
    async close() {
      await db.destroy();
      closeDatabase(database);
      if (directory !== undefined) removeHolder(directory);
    },
  };
}

function makeDialect(database: Database.Database): Dialect {
  return {
    createDriver: () => new LibsqlDriver(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** SQLite can change tables in a transaction: a migration that is killed half-way leaves nothing. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

const definitions: Definitions = {
  withId: (table) => table.addColumn("id", "integer", (column) => column.primaryKey()),
  clustered: (table) => table.modifyEnd(sql`without rowid`),
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

type Tell = (where: string, words: string) => string;
type Tellers = Readonly<Record<string, Tell>>;

function toTrouble(error: unknown, where: string, tellers: Tellers): HistoryTrouble {
  if (isHistoryTrouble(error)) return error;
  const words = error instanceof Error ? error.message : String(error);
  const tell = tellers[codeOf(error)] ?? unknownTrouble;
  return new HistoryTrouble(tell(where, words), { cause: error });
}

const busy: Tell = (where) =>
  `the history in ${where} is in use by ${describeHolder(where)}; stop it, give this one another GHOSTLINE_DATA, ` +
  "or let both share a PostgreSQL with DATABASE_URL";
const full: Tell = (where) =>
  `the disk that holds the history in ${where} is full; make room there, or give another GHOSTLINE_DATA`;
const unwritable: Tell = (where, words) =>
  `the history in ${where} cannot be written (${words}); let this user write there, or give another GHOSTLINE_DATA`;
const broken: Tell = (where, words) =>
  `the file ${path.join(where, fileName)} is no history of Ghostline (${words}); move it away, or give another GHOSTLINE_DATA`;
const unknownTrouble: Tell = (where, words) => `the history in ${where} failed: ${words}`;

const troubles: Tellers = {
  SQLITE_FULL: full,
  ENOSPC: full,
  EDQUOT: full,
  SQLITE_READONLY: unwritable,
  SQLITE_CANTOPEN: unwritable,
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  ENOTDIR: unwritable,
  EEXIST: unwritable,
  ENOENT: unwritable,
  SQLITE_NOTADB: broken,
  SQLITE_CORRUPT: broken,
};
