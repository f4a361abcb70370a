import { afterAll, beforeAll, describe } from "vitest";
import { isPostgresInstalled, type PostgresServer, startPostgres } from "#lib/testing/postgres-server.ts";

// What takes a second on an idle machine may wait for a busy disk.
const timeout = 60_000;

/** Tests over a real PostgreSQL, one for the file. Without an installed PostgreSQL they are skipped, each by its name. */
export function describeWithPostgres(name: string, tests: (server: () => PostgresServer) => void): void {
  describe.skipIf(!isPostgresInstalled())(`${name} (PostgreSQL)`, { timeout }, () => {
    let started: PostgresServer | undefined;
    beforeAll(async () => {
      started = await startPostgres();
    }, timeout);
    afterAll(() => started?.stop(), timeout);
    tests(() => {
      if (started === undefined) throw new Error("PostgreSQL has not been started yet");
      return started;
    });
  });
}
