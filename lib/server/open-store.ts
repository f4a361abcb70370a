import type { Instant } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import { openHistory } from "#lib/history/open-history.ts";
import { createAlone } from "#lib/processes/alone.ts";
import { createPostgresProcesses } from "#lib/processes/postgres.ts";
import type { Processes } from "#lib/processes/processes.ts";
import type { AccountsFile } from "#lib/server/accounts-file.ts";
import type { Config } from "#lib/server/config.ts";
import { isSimulated } from "#lib/server/mode.ts";

/** Where the history is kept, and who shares the work. */
export type Store = { readonly history: History; readonly processes: Processes };

export type StoreSetup = {
  readonly config: Pick<Config, "dataDirectory" | "databaseUrl">;
  readonly settings: AccountsFile["history"];
  readonly clock: () => Instant;
};

/**
 * PostgreSQL where DATABASE_URL names one, otherwise the embedded store in the data directory. The simulated account is
 * another one at each start: its history is kept in memory. Rejects with HistoryTrouble.
 */
export async function openStore({ config, settings, clock }: StoreSetup): Promise<Store> {
  const { dataDirectory, databaseUrl } = config;
  if (isSimulated())
    return { history: await openHistory({ kind: "sqlite-memory", clock }), processes: createAlone() };
  if (databaseUrl !== undefined) {
    const history = await openHistory({ kind: "postgresql", url: databaseUrl, ...settings, clock });
    return { history, processes: createPostgresProcesses({ url: databaseUrl }) };
  }
  const history = await openHistory({ kind: "sqlite", directory: dataDirectory, ...settings, clock });
  return { history, processes: createAlone() };
}
