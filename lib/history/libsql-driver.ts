import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from "kysely";
import type Database from "libsql";

/** After this much work on the calling thread everybody else has a turn. */
const turnMs = 5;
const statementsAtHand = 100;

/** So many transactions are written to the disk together, and for no longer than this. */
const mostTogether = 25;
const mostTogetherMs = 100;

/** Transactions that ended one right after the other and wait for the disk. */
type Group = { readonly beganAtMs: number; readonly waiting: ((error?: unknown) => void)[] };

/** The connection while one has it. */
type Held = DatabaseConnection & { isInTransaction: boolean; isOver: boolean };

type Run = <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>;

/**
 * One connection, given to one after the other in the order they asked. The engine runs on the calling thread.
 * A transaction that ends while others wait leaves the write to the disk to the last of them, and is over when that is:
 * to wait for the disk takes longer than all the rest.
 */
export class LibsqlDriver implements Driver {
  readonly #database: Database.Database;
  readonly #run: Run;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #letNext: () => void = doNothing;
  #group: Group | undefined;
  #failure: unknown;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#run = makeRun(database);
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<Held> {
    const previous = this.#tail;
    let letNext = doNothing;
    this.#tail = new Promise((resolve) => {
      letNext = resolve;
    });
    this.#waiting += 1;
    await previous;
    this.#waiting -= 1;
    this.#letNext = letNext;
    const held: Held = {
      isInTransaction: false,
      isOver: false,
      executeQuery: <Row>(query: CompiledQuery) => this.#execute<Row>(held, query),
      streamQuery() {
        throw new Error("nothing streams from this database");
      },
    };
    return held;
  }

  releaseConnection(held: Held): Promise<void> {
    this.#letGo(held);
    return Promise.resolve();
  }

  async beginTransaction(held: Held): Promise<void> {
    held.isInTransaction = true;
    if (this.#group === undefined) {
      await held.executeQuery(CompiledQuery.raw("begin"));
      this.#group = { beganAtMs: performance.now(), waiting: [] };
    }
    await held.executeQuery(CompiledQuery.raw("savepoint one"));
  }

  async commitTransaction(held: Held): Promise<void> {
    await held.executeQuery(CompiledQuery.raw("release one"));
    const written = new Promise<void>((resolve, reject) => {
      this.#group?.waiting.push((error) => (error === undefined ? resolve() : reject(error)));
    });
    this.#letGo(held);
    await written;
  }

  async rollbackTransaction(held: Held): Promise<void> {
    // Its writing to the disk failed: that is rolled back, and somebody else has the connection.
    if (held.isOver) return;
    if (this.#database.inTransaction) {
      await held.executeQuery(CompiledQuery.raw("rollback to one"));
      await held.executeQuery(CompiledQuery.raw("release one"));
    }
    // After a full disk SQLite has rolled back by itself, and with it those that waited.
    else this.#tellGroup(this.#failure ?? new Error("the database rolled back by itself"));
  }

  async #execute<Row>(held: Held, query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!held.isInTransaction) this.#endGroup();
    try {
      return await this.#run<Row>(query);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  #letGo(held: Held): void {
    if (held.isOver) return;
    held.isOver = true;
    const { beganAtMs = 0, waiting = [] } = this.#group ?? {};
    const isLate = performance.now() > beganAtMs + mostTogetherMs;
    if (this.#waiting === 0 || isLate || waiting.length >= mostTogether) this.#endGroup();
    this.#letNext();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }

  #endGroup(): void {
    if (this.#group === undefined) return;
    try {
      this.#database.exec("commit");
      this.#tellGroup(undefined);
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("rollback");
      this.#tellGroup(error);
    }
  }

  #tellGroup(error: unknown): void {
    const told = this.#group?.waiting ?? [];
    this.#group = undefined;
    for (const tell of told) tell(error);
  }
}

function makeRun(database: Database.Database): Run {
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

  return async <Row>(query: CompiledQuery) => {
    if (performance.now() - turnBeganAt > turnMs) {
      await new Promise((resolve) => setImmediate(resolve));
      turnBeganAt = performance.now();
    }
    return run<Row>(query);
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
