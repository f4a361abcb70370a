import env from "@next/env";
import { projectRoot } from "#lib/commands/project-root.ts";
import { loadAccountsFile, toServerNames } from "#lib/server/accounts-file.ts";
import { parseConfig } from "#lib/server/config.ts";

export type Settings = { readonly host: string; readonly port: number; readonly names: readonly string[] };

/** The environment with .env.local, and the accounts file: a mistake in either must show at the start, not on the first page. */
export async function loadSettings(mode: "dev" | "start"): Promise<Settings> {
  env.loadEnvConfig(projectRoot, mode === "dev", { info: () => undefined, error: console.error });
  const { host, port, accountsFile } = parseConfig(process.env);
  const names = accountsFile === undefined ? [] : toServerNames(await loadAccountsFile(accountsFile));
  return { host, port, names };
}
