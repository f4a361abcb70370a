import { type Kysely, type Migration, Migrator } from "kysely";
import type { Definitions, Engine } from "#lib/history/engine.ts";
import { HistoryTrouble } from "#lib/history/history.ts";

/** Every change of the tables, by name, oldest first. What stands here was run somewhere: add, never edit. */
function listMigrations(definitions: Definitions): Readonly<Record<string, Migration>> {
  return {
    "0001-revisions": {
      async up(db: Kysely<unknown>) {
        await createOwnTables(db, definitions);
        await createRevisionTables(db, definitions);
        await createIndexes(db);
      },
    },
    // A large source is read on from the last entity it gave, along this index.
    "0002-entities-in-order": {
      async up(db: Kysely<unknown>) {
        await db.schema.dropIndex("entity_by_source_id_last_until_first_seen").execute();
        await db.schema
          .createIndex("entity_in_order")
          .on("entity")
          .columns(["source_id", "last_until", "first_seen", "id"])
          .execute();
      },
    },
  };
}

/** Brings the tables to what this program expects. Several processes may start at once: the database lets one through. */
export async function migrate(engine: Engine): Promise<void> {
  const migrations = listMigrations(engine.definitions);
  const migrator = new Migrator({
    db: engine.db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const unknown = (await listRun(engine)).filter((name) => migrations[name] === undefined);
  if (unknown.length === 0) throw error;
  throw new HistoryTrouble(
    `the history in ${engine.where} was written by a newer version of Ghostline (it has ${unknown.join(", ")}, ` +
      "which this version does not know): start the newer version, or give this one another GHOSTLINE_DATA or DATABASE_URL",
  );
}

async function listRun({ db }: Engine): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.every(({ name }) => name !== "kysely_migration")) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .execute();
  return rows.map(({ name }) => name);
}

async function createOwnTables(db: Kysely<unknown>, { withId }: Definitions): Promise<void> {
  await db.schema
    .createTable("keeper")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("kept_from", "bigint", (column) => column.notNull())
    .addColumn("pruned_at", "bigint", (column) => column.notNull())
    .execute();
  await withId(db.schema.createTable("part"))
    .addColumn("key", "text", (column) => column.notNull().unique())
    .addColumn("version", "bigint", (column) => column.notNull())
    .addColumn("filled_at", "bigint")
    .addColumn("filled_from", "bigint")
    .execute();
  await withId(db.schema.createTable("source"))
    .addColumn("part_id", "bigint", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("pace", "text", (column) => column.notNull())
    .addColumn("operations", "text", (column) => column.notNull())
    .addUniqueConstraint("source_name", ["part_id", "name"])
    .execute();
  await db.schema
    .createTable("run")
    .addColumn("source_id", "bigint", (column) => column.notNull())
    .addColumn("began_at", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("read_at", "bigint")
    .addColumn("complete_at", "bigint")
    .addColumn("next_at", "bigint")
    .addColumn("failures", "text", (column) => column.notNull())
    .addColumn("dropped", "integer", (column) => column.notNull())
    .addColumn("truncated", "integer", (column) => column.notNull())
    .addColumn("doubted", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("run_key", ["source_id", "began_at"])
    .execute();
}

async function createRevisionTables(db: Kysely<unknown>, definitions: Definitions): Promise<void> {
  await definitions
    .withId(db.schema.createTable("entity"))
    .addColumn("source_id", "bigint", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("first_seen", "bigint", (column) => column.notNull())
    .addColumn("last_until", "bigint", (column) => column.notNull())
    .addUniqueConstraint("entity_name", ["source_id", "kind", "name"])
    .execute();
  await definitions
    .clustered(
      db.schema
        .createTable("revision")
        .addColumn("entity_id", "bigint", (column) => column.notNull())
        .addColumn("since", "bigint", (column) => column.notNull())
        .addColumn("before", "bigint")
        .addColumn("until", "bigint", (column) => column.notNull())
        .addColumn("first_seen", "bigint", (column) => column.notNull())
        .addColumn("last_seen", "bigint", (column) => column.notNull())
        .addColumn("operation", "text", (column) => column.notNull())
        .addColumn("origin", "text")
        .addColumn("value", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("revision_key", ["entity_id", "since"]),
    )
    .execute();
  await definitions
    .clustered(
      db.schema
        .createTable("change")
        .addColumn("part_id", "bigint", (column) => column.notNull())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("change_key", ["part_id", "at"]),
    )
    .execute();
}

/** For the questions asked by part first, then for deleting what is oldest. */
async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const indexes = [
    { table: "entity", columns: ["source_id", "last_until", "first_seen"] },
    { table: "entity", columns: ["last_until"] },
    { table: "revision", columns: ["until"] },
    { table: "run", columns: ["ended_at"] },
    { table: "change", columns: ["at"] },
  ];
  for (const { table, columns } of indexes) {
    await db.schema
      .createIndex(`${table}_by_${columns.join("_")}`)
      .on(table)
      .columns([...columns])
      .execute();
  }
}
