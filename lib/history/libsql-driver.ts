import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from "kysely";
import type Database from "libsql";

/** After this much work on the calling thread everybody else has a turn. */
const turnMs = 5;
const statementsAtHand = 100;

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
  const statements = new Map<string, Prepared>();
  let turnBeganAt = performance.now();

  /** The same few questions are asked all day, and to prepare a long one takes longer than to answer it. */
  function prepare(sql: string): Prepared {
    const known = statements.get(sql);
    const statement = known?.statement ?? database.prepare(sql);
    const names = known?.names ?? (statement.reader ? statement.columns().map(({ name }) => name) : []);
    const prepared = { statement, names };
    statements.delete(sql);
    statements.set(sql, prepared);
    const [oldest] = statements.keys();
    if (statements.size > statementsAtHand && oldest !== undefined) statements.delete(oldest);
    return prepared;
  }

  function run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const { statement, names } = prepare(sql);
    if (statement.reader) return { rows: asRows<Row>(names, statement.raw(true).all([...parameters])) };
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

type Prepared = { readonly statement: Database.Statement; readonly names: readonly string[] };

/**
 * The driver is quick with lists and slow with objects. The query builder knows the rows' type from the query: they
 * have the columns that it names.
 */
function asRows<Row>(names: readonly string[], lists: readonly unknown[]): Row[] {
  return (lists as readonly (readonly unknown[])[]).map((list) => {
    const row: Record<string, unknown> = {};
    for (const [index, name] of names.entries()) row[name] = list[index];
    return row as Row;
  });
}

function doNothing(): void {
  // Nobody waits yet.
}
