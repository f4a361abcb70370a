import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from "kysely";
import type Database from "libsql";

/** After this much work on the calling thread everybody else has a turn. */
const turnMs = 5;

/** One connection, given to one after the other in the order they asked. The engine runs on the calling thread. */
export class LibsqlDriver implements Driver {
  readonly #database: Database.Database;
  readonly #connection: DatabaseConnection;
  #tail: Promise<void> = Promise.resolve();
  #letGo: () => void = doNothing;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#connection = makeConnection(database);
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const previous = this.#tail;
    let letGo = doNothing;
    this.#tail = new Promise((resolve) => {
      letGo = resolve;
    });
    await previous;
    this.#letGo = letGo;
    return this.#connection;
  }

  releaseConnection(): Promise<void> {
    this.#letGo();
    return Promise.resolve();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  /** After a full disk SQLite has rolled back by itself. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

function makeConnection(database: Database.Database): DatabaseConnection {
  let turnBeganAt = performance.now();

  function run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const statement = database.prepare(sql);
    if (statement.reader) return { rows: toRows<Row>(statement, parameters) };
    return { rows: [], numAffectedRows: BigInt(statement.run([...parameters]).changes) };
  }

  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      if (performance.now() - turnBeganAt > turnMs) {
        await new Promise((resolve) => setImmediate(resolve));
        turnBeganAt = performance.now();
      }
      return run<Row>(query);
    },
    streamQuery() {
      throw new Error("nothing streams from this database");
    },
  };
}

/**
 * The driver is quick with lists and slow with objects. The query builder knows the rows' type from the query; they
 * have the columns that it names.
 */
function toRows<Row>(statement: Database.Statement, parameters: readonly unknown[]): Row[] {
  const names = statement.columns().map(({ name }) => name);
  const lists = statement.raw(true).all([...parameters]) as unknown[][];
  return lists.map((list) => {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < names.length; index++) row[names[index] ?? ""] = list[index];
    return row as Row;
  });
}

function doNothing(): void {
  // Nobody waits yet.
}
