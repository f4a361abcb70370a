import Database from "libsql";
import { Client } from "pg";
import type { Insert } from "#lib/bench/load-store.ts";

const rowsPerStatement = 100;

export type StoreWriter = { readonly insert: Insert; finish(): Promise<void> };

/** A batch in one transaction, without waiting for the disk: what is lost is made again. */
export function openSqliteWriter(file: string): StoreWriter {
  const database = new Database(file);
  database.exec("pragma synchronous = off; pragma cache_size = -262144");
  const statements = new Map<string, Database.Statement>();
  return {
    insert(table, rows) {
      const columns = Object.keys(rows[0] ?? {});
      const names = columns.map((name) => `"${name}"`).join(", ");
      const marks = `(${columns.map(() => "?").join(", ")})`;
      const values = rows.flatMap((row) => Object.values(row));
      database.exec("begin");
      for (let start = 0; start < rows.length; start += rowsPerStatement) {
        const count = Math.min(rowsPerStatement, rows.length - start);
        const text = `insert or ignore into "${table}" (${names}) values ${Array(count).fill(marks).join(", ")}`;
        statements.set(text, statements.get(text) ?? database.prepare(text));
        statements.get(text)?.run(values.slice(start * columns.length, (start + count) * columns.length));
      }
      database.exec("commit");
      return Promise.resolve();
    },
    finish() {
      database.exec("pragma wal_checkpoint(truncate); pragma journal_mode = delete");
      database.close();
      return Promise.resolve();
    },
  };
}

/** A batch as one JSON text, the next one being made while the server writes this one. */
export async function openPostgresWriter(url: string): Promise<StoreWriter> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("set synchronous_commit = off");
  let writing: Promise<unknown> = Promise.resolve();
  return {
    async insert(table, rows) {
      const columns = Object.keys(rows[0] ?? {})
        .map((name) => `"${name}"`)
        .join(", ");
      const text = JSON.stringify(rows);
      await writing;
      writing = client.query(
        `insert into "${table}" (${columns})
         select ${columns} from json_populate_recordset(null::"${table}", $1) on conflict do nothing`,
        [text],
      );
      // Whoever inserts next, or finishes, hears of it.
      writing.catch(() => undefined);
    },
    async finish() {
      await writing;
      for (const table of ["part", "source", "entity"])
        await client.query(
          `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from "${table}"))`,
        );
      await client.query("vacuum (analyze)");
      await client.end();
    },
  };
}
