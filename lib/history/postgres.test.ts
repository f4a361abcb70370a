import { Client } from "pg";
import { describeHistory } from "#lib/history/history-contract.ts";
import { describeWithPostgres } from "#lib/testing/describe-with-postgres.ts";

describeWithPostgres("history", (server) => {
  let url: string | undefined;

  /** One database for all, emptied: making one takes longer than most tests. */
  describeHistory(async () => {
    if (url === undefined) url = await server().createDatabase();
    else await deleteAllRows(url);
    return { kind: "postgresql", url };
  });
});

async function deleteAllRows(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'",
  );
  for (const { name } of rows) await client.query(`delete from ${client.escapeIdentifier(name)}`);
  await client.end();
}
