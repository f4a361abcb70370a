import type { Instant } from "#lib/domain/time.ts";
import type { Engine } from "#lib/history/engine.ts";
import type { History } from "#lib/history/history.ts";
import { migrate } from "#lib/history/migrations.ts";
import { openPostgres } from "#lib/history/postgres-dialect.ts";
import { prune, startRetention } from "#lib/history/retention.ts";
import { openSqlite } from "#lib/history/sqlite-dialect.ts";
import { createStore } from "#lib/history/store.ts";

export type StoreAddress =
  | { readonly kind: "sqlite"; readonly directory: string }
  | { readonly kind: "sqlite-memory" }
  | { readonly kind: "postgresql"; readonly url: string };

export type HistorySetup = StoreAddress & {
  /** What ended longer ago is deleted; 90 unless told. */
  readonly keepDays?: number;
  /** What is more is deleted, the oldest first; 4096 unless told. */
  readonly maxMegabytes?: number;
  readonly clock: () => Instant;
};

export type OpenedHistory = History & {
  /** Deletes what is too old or too much. This happens by itself every ten minutes. */
  prune(now: Instant): Promise<void>;
};

/** Opens the history and brings its tables up to date. Rejects with HistoryTrouble, which says what to do. */
export async function openHistory(setup: HistorySetup): Promise<OpenedHistory> {
  const engine = await openEngine(setup);
  try {
    await migrate(engine);
    await saveKeeper(engine, setup.clock());
  } catch (error) {
    await engine.close();
    throw engine.toTrouble(error);
  }
  const keeping = { keepDays: setup.keepDays ?? 90, maxMegabytes: setup.maxMegabytes ?? 4096 };
  const store = createStore(engine, setup.clock);
  const retention = startRetention(engine, keeping, setup.clock);
  return {
    ...store,
    warning() {
      const warnings = [store.warning(), retention.trouble()].filter((text) => text !== undefined);
      return warnings.length === 0 ? undefined : warnings.join("; ");
    },
    async prune(now) {
      try {
        await prune(engine, keeping, now);
      } catch (error) {
        throw engine.toTrouble(error);
      }
    },
    async close() {
      await retention.stop();
      await store.close();
    },
  };
}

export async function openEngine(setup: StoreAddress): Promise<Engine> {
  switch (setup.kind) {
    case "sqlite":
      return openSqlite(setup.directory);
    case "sqlite-memory":
      return openSqlite(undefined);
    case "postgresql":
      return await openPostgres(setup.url);
  }
}

export async function saveKeeper({ db }: Engine, now: Instant): Promise<void> {
  await db
    .insertInto("keeper")
    .values({ id: 1, created_at: now, kept_from: 0, pruned_at: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
