import { Client } from "pg";
import { describeHistory } from "#lib/history/history-contract.ts";
import { describeWithPostgres } from "#lib/testing/describe-with-postgres.ts";

describeWithPostgres("history", (server) => {
  let url: string | undefined;

  /** One database for all: making one takes longer than most tests. */
  describeHistory(async () => {
    if (url === undefined) url = await server().createDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query("drop schema public cascade; create schema public");
    await client.end();
    return { kind: "postgresql", url };
  });
});
