import { Kysely, PostgresDialect, sql } from "kysely";
import { Pool, types } from "pg";
import type { Definitions, Engine } from "#lib/history/engine.ts";
import { HistoryTrouble, isHistoryTrouble } from "#lib/history/history.ts";
import type { Tables } from "#lib/history/schema.ts";
import { toStrictPool } from "#lib/history/strict-pool.ts";

const connections = 8;
const connectMs = 10_000;
const statementMs = 60_000;

/** Opens the history of a PostgreSQL. Connections that break are replaced by new ones: a server may go and come back. */
export async function openPostgres(url: string): Promise<Engine> {
  const where = toWhere(url);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMs,
    query_timeout: statementMs,
    keepAlive: true,
    types: { getTypeParser },
  });
  // Without a listener a lost connection would end the process. Whoever uses one is told by the query that fails.
  pool.on("error", ignoreLoss);
  pool.on("connect", (client) => client.on("error", ignoreLoss));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: toStrictPool(pool) }) });
  const toTrouble = (error: unknown) => toPostgresTrouble(error, where);
  const count = async (query: ReturnType<typeof sql<{ bytes: number }>>) =>
    (await query.execute(db)).rows[0]?.bytes ?? 0;
  const engine: Engine = {
    kind: "postgresql",
    where,
    db,
    definitions,
    rowsAtOnce: 20_000,
    readsAside: true,
    checkFile: () => undefined,
    measureBytes: () => count(ownBytes),
    async measureKeptBytes() {
      await sql`analyze part, source, run, entity, revision, change`.execute(db);
      return count(keptBytes);
    },
    giveBack: () => Promise.resolve(),
    toTrouble,
    close: () => db.destroy(),
  };
  try {
    await sql`select 1`.execute(db);
    return engine;
  } catch (error) {
    await engine.close();
    throw toTrouble(error);
  }
}

/** 64-bit integers come as text, because they may exceed what a number holds; ours do not. */
const getTypeParser: typeof types.getTypeParser = (type: number, format?: string) =>
  type === types.builtins.INT8 ? Number : types.getTypeParser(type, format === "binary" ? "binary" : "text");

const ownTables = sql`('part'::regclass, 'source'::regclass, 'run'::regclass, 'entity'::regclass,
  'revision'::regclass, 'change'::regclass)`;

const ownBytes = sql<{ bytes: number }>`
  select sum(pg_total_relation_size(oid))::bigint as bytes from pg_class where oid in ${ownTables}`;

/** PostgreSQL keeps the room of deleted rows for new ones, so its rows are estimated: columns, header, index entries. */
const keptBytes = sql<{ bytes: number }>`
  select coalesce(sum(greatest(reltuples, 0) * (90 + coalesce((
    select sum(avg_width) from pg_stats
    where schemaname = relnamespace::regnamespace::text and tablename = relname
  ), 0))), 0)::bigint as bytes from pg_class where oid in ${ownTables}`;

const definitions: Definitions = {
  withId: (table) =>
    table.addColumn("id", "bigint", (column) => column.primaryKey().generatedByDefaultAsIdentity()),
  clustered: (table) => table,
};

function ignoreLoss(): void {
  // The next query tells.
}

/** The server and the database, without user and password. */
function toWhere(url: string): string {
  try {
    const { protocol, host, pathname, searchParams } = new URL(url);
    if (protocol === "postgresql:" || protocol === "postgres:")
      return `postgresql://${host || (searchParams.get("host") ?? "localhost")}${pathname}`;
  } catch {
    // Told below, as for another protocol.
  }
  throw new HistoryTrouble("DATABASE_URL is not like postgresql://user:password@host:5432/database");
}

function toPostgresTrouble(error: unknown, where: string): HistoryTrouble {
  if (isHistoryTrouble(error)) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const words = toWords(error);
  const advice = advices[code] ?? (code.startsWith("08") ? away : "");
  return new HistoryTrouble(`the history in ${where} failed: ${words}${advice}`, { cause: error });
}

function toWords(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(toWords).join(", ");
  return error instanceof Error ? error.message : String(error);
}

const away = "; see that PostgreSQL runs there, and that DATABASE_URL names it";
const notAllowed = "; correct the user and the password in DATABASE_URL";
const readOnly = "; let the user of DATABASE_URL create and write tables there";

const advices: Readonly<Record<string, string>> = {
  ECONNREFUSED: away,
  ECONNRESET: away,
  ENOTFOUND: away,
  ETIMEDOUT: away,
  EHOSTUNREACH: away,
  "57P01": away,
  "57P02": away,
  "57P03": away,
  "3D000": "; create the database, or correct its name in DATABASE_URL",
  "28P01": notAllowed,
  "28000": notAllowed,
  "42501": readOnly,
  "25006": readOnly,
  "53100": "; make room on the disk of that server",
};
