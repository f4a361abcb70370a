import type { PostgresPool, PostgresPoolClient } from "kysely";
import { DatabaseError, type Pool, type PoolClient } from "pg";

/**
 * The pool, but a connection on which a query failed for another reason than PostgreSQL's own is used no more: nobody
 * knows in which state it is, and the next one must not finish a transaction that another has left.
 */
export function toStrictPool(pool: Pool): PostgresPool {
  return {
    connect: async () => toStrictClient(await pool.connect()),
    end: () => pool.end(),
  };
}

function toStrictClient(client: PoolClient): PostgresPoolClient {
  let broken: unknown;

  async function query(sql: string, parameters: readonly unknown[]) {
    if (broken !== undefined) throw broken;
    try {
      return await client.query(sql, [...parameters]);
    } catch (error) {
      if (!(error instanceof DatabaseError)) broken = error;
      throw error;
    }
  }

  return {
    query: asQuery(query),
    release: () => client.release(broken !== undefined),
  };
}

// The results' type is known to the query builder, not to the driver; nothing here reads them with a cursor.
function asQuery(query: (sql: string, parameters: readonly unknown[]) => Promise<unknown>) {
  return query as unknown as PostgresPoolClient["query"];
}
