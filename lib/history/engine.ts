import type { CreateTableBuilder, Kysely } from "kysely";
import type { HistoryTrouble, Storage } from "#lib/history/history.ts";
import type { Tables } from "#lib/history/schema.ts";

/** What the two databases write differently in a table's definition. */
export type Definitions = {
  /** Adds an `id` that the database counts up. */
  withId<Name extends string>(table: CreateTableBuilder<Name>): CreateTableBuilder<Name, "id">;
  /** The rows lie in the order of the primary key, where the database can do that. */
  clustered<Name extends string, Columns extends string>(
    table: CreateTableBuilder<Name, Columns>,
  ): CreateTableBuilder<Name, Columns>;
};

/** A database, opened. Everything in which the two differ is behind this type; the queries are the same. */
export type Engine = {
  readonly kind: Storage["kind"];
  /** The file or the server, without secrets. */
  readonly where: string;
  readonly db: Kysely<Tables>;
  readonly definitions: Definitions;
  /** How many rows one statement may give: few where the engine works on the calling thread. */
  readonly rowsAtOnce: number;
  /** Whether a transaction that reads keeps nobody else waiting. */
  readonly readsAside: boolean;
  /** Throws HistoryTrouble where what is written would not be found again. */
  checkFile(): void;
  /** What the store takes on disk. */
  measureBytes(): Promise<number>;
  /** What its rows need: deleting lowers this at once, the other perhaps never. */
  measureKeptBytes(): Promise<number>;
  /** Gives room that deleting left back to the disk, in small steps, where that does not happen by itself. */
  giveBack(): Promise<void>;
  toTrouble(error: unknown): HistoryTrouble;
  close(): Promise<void>;
};
