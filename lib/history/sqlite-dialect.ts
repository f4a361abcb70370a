import { type Dialect, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from "kysely";
import Database from "libsql";
import type { Definitions, Engine } from "#lib/history/engine.ts";
import { removeHolder, saveHolder } from "#lib/history/holder.ts";
import { LibsqlDriver } from "#lib/history/libsql-driver.ts";
import type { Tables } from "#lib/history/schema.ts";
import { prepareFile, toFile, watchFile } from "#lib/history/sqlite-file.ts";
import { toOpeningTrouble, toSqliteTrouble } from "#lib/history/sqlite-trouble.ts";

const pagesAtOnce = 64;

/** Opens the history of a data directory, or one that is gone with this process where there is no directory. */
export function openSqlite(directory: string | undefined): Engine {
  const file = directory === undefined ? ":memory:" : toFile(directory);
  const where = directory ?? "memory";
  try {
    if (directory !== undefined) prepareFile(directory, file);
    const database = openDatabase(file);
    if (directory !== undefined) saveHolder(directory);
    return makeEngine({ database, directory, file });
  } catch (error) {
    throw toOpeningTrouble(error, where);
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
      pragma wal_autocheckpoint = 1000;
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
    checkFile: watchFile(file),
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
    toTrouble: (error) => toSqliteTrouble(error, directory ?? "memory"),
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
