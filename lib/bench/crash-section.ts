import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BenchArguments } from "#lib/bench/bench-arguments.ts";
import type { Goal } from "#lib/bench/goal.ts";
import type { StoreAddress } from "#lib/history/open-history.ts";
import { crashStore } from "#lib/history/testing/crash-rounds.ts";
import { startPostgres } from "#lib/testing/postgres-server.ts";

/** A process that writes is killed again and again, on each store: what was acknowledged must be there. */
export async function runCrashSection({ kills }: BenchArguments): Promise<readonly Goal[]> {
  const directory = mkdtempSync(path.join(tmpdir(), "ghostline-bench-"));
  const server = await startPostgres();
  const stores: readonly { readonly name: string; readonly place: StoreAddress }[] = [
    { name: "SQLite", place: { kind: "sqlite", directory } },
    ...(server === undefined
      ? []
      : [{ name: "PostgreSQL", place: { kind: "postgresql", url: await server.createDatabase() } } as const]),
  ];
  if (server === undefined) console.log("PostgreSQL: not measured, none is installed here.");
  const goals: Goal[] = [];
  for (const { name, place } of stores) {
    const { acknowledged, faults } = await crashStore(place, kills);
    console.log([`${name}: ${acknowledged} readings acknowledged in ${kills} lives.`, ...faults].join("\n"));
    goals.push({
      what: `${name}: lost or wrong after ${kills} × kill -9`,
      measured: String(faults.length),
      goal: "0",
      ok: faults.length === 0,
    });
  }
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
  return goals;
}
