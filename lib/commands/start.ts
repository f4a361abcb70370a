// npm start: the dashboard over the real accounts: the standard AWS credential chain and region, or the accounts file.
import * as z from "zod";
import { build, hasBuild, startServer } from "#lib/commands/next-process.ts";
import { run } from "#lib/commands/run.ts";
import { loadAccountsFile } from "#lib/server/accounts-file.ts";
import { parseConfig } from "#lib/server/config.ts";

const loopback = ["127.0.0.1", "localhost", "::1"];

const Health = z.object({ history: z.object({ kind: z.string(), trouble: z.string().nullable() }) });

await run(async () => {
  const { host, port, accountsFile } = parseConfig(process.env);
  // A mistake in the file must show here, not on the first page.
  if (accountsFile !== undefined) await loadAccountsFile(accountsFile);
  if (!loopback.includes(host)) {
    console.warn(
      `HOST=${host}: whoever can reach this address sees the account's infrastructure. There is no login.`,
    );
  }
  if (!hasBuild()) await build();
  const server = await startServer({ mode: "start", host, port, environment: {}, output: "inherit" });
  const { history } = Health.parse(server.health);
  if (history.kind === "none" && history.trouble !== null) {
    await server.stop();
    throw new Error(`Ghostline cannot start: ${history.trouble}`);
  }
  console.log(`Ghostline is ready: ${server.url}`);
  process.exitCode = await server.exited;
});
