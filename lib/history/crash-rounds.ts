import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { CrashOrder } from "#lib/history/crash-writer.ts";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * For the crash test: starts writers and ends them by `kill -9` at random moments. The writer is compiled once, and
 * the next ones are started while this one writes: starting is what takes time.
 */
export function createCrashes(folder: string): {
  /** Has one writer follow the orders, kills it, and returns the last number it acknowledged by order. */
  crash(orders: readonly CrashOrder[]): Promise<ReadonlyMap<string, number>>;
  end(): void;
} {
  const script = compile(folder);
  const started: ChildProcess[] = [];
  const start = () => started.push(spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] }));
  start();
  start();

  return {
    async crash(orders) {
      start();
      const child = started.shift();
      if (child?.stdin == null || child.stdout == null) throw new Error("no writer was started");
      const acknowledged = new Map<string, number>();
      const lines = createInterface({ input: child.stdout });
      const said = waitUntilAllSaid(lines, orders, pickLine());
      lines.on("line", (line) => {
        const [name = "", number] = line.split(" ");
        if (number !== "open") acknowledged.set(name, Number(number));
      });
      child.stdin.write(`${JSON.stringify(orders)}\n`);
      await said;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
      const closed = once(lines, "close");
      child.kill("SIGKILL");
      await closed;
      return acknowledged;
    },
    end() {
      for (const child of started) child.kill("SIGKILL");
    },
  };
}

/** Some die while they open, some at their first reading, most later. */
function pickLine(): number {
  const choice = Math.random();
  if (choice < 0.1) return 0;
  return choice < 0.3 ? 1 : 2;
}

/** Resolves when each order has been answered by so many lines: the first says that its history is open. */
async function waitUntilAllSaid(
  lines: ReturnType<typeof createInterface>,
  orders: readonly CrashOrder[],
  count: number,
): Promise<void> {
  const said = new Map(orders.map(({ name }) => [name, 0]));
  const isAllSaid = () => [...said.values()].every((times) => times >= count);
  if (isAllSaid()) return;
  await new Promise<void>((resolve) => {
    lines.on("line", (line) => {
      const name = line.split(" ")[0] ?? "";
      said.set(name, (said.get(name) ?? 0) + 1);
      if (isAllSaid()) resolve();
    });
    lines.on("close", resolve);
  });
}

/** Plain JavaScript starts three times as fast as what is compiled at each start. */
function compile(folder: string): string {
  const options =
    "--ignoreConfig --noCheck --module nodenext --target es2022 --rewriteRelativeImportExtensions --rootDir";
  const writer = path.join(root, "lib/history/crash-writer.ts");
  const compiler = path.join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, ...options.split(" "), root, "--outDir", folder, writer]);
  const paths = { type: "module", imports: { "#lib/*.ts": "./lib/*.js" } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(paths));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return path.join(folder, "lib/history/crash-writer.js");
}
