import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Revision } from "#lib/domain/fact.ts";
import { toInstant } from "#lib/domain/time.ts";
import { openHistory, type StoreAddress } from "#lib/history/open-history.ts";
import type { CrashOrder } from "#lib/history/testing/crash-writer.ts";

/** What a store made of being killed again and again. */
export type Crashed = {
  /** How often it was killed. */
  readonly kills: number;
  /** The last reading whose append was acknowledged. */
  readonly acknowledged: number;
  /** What was gone or wrong, in words; empty where all is well. */
  readonly faults: readonly string[];
};

const root = path.resolve(import.meta.dirname, "../../..");

/** Has a writer append to the store and ends it by `kill -9` at a random moment, again and again. */
export async function crashStore(place: StoreAddress, kills: number): Promise<Crashed> {
  const folder = mkdtempSync(path.join(tmpdir(), "ghostline-crash-"));
  const script = compileWriter(folder);
  const faults: string[] = [];
  let acknowledged = 0;
  // The next writer starts while this one writes: starting is what takes time.
  let next = startWriter(script);
  for (let round = 1; round <= kills; round++) {
    const writer = next;
    if (round < kills) next = startWriter(script);
    acknowledged = (await killWhileWriting(writer, { place, first: acknowledged + 1 })) ?? acknowledged;
    faults.push(...(await findFaults(place, acknowledged)).map((fault) => `kill ${round}: ${fault}`));
  }
  rmSync(folder, { recursive: true, force: true });
  return { kills, acknowledged, faults };
}

/** The number of the last reading that the writer acknowledged; undefined if it was killed before the first. */
async function killWhileWriting(writer: ChildProcess, order: CrashOrder): Promise<number | undefined> {
  if (writer.stdin === null || writer.stdout === null) throw new Error("the writer has no pipes");
  let last: number | undefined;
  let heard = 0;
  // Some die while they open, some at their first reading, most later.
  const choice = Math.random();
  const enough = choice < 0.1 ? 0 : choice < 0.3 ? 1 : 2;
  const lines = createInterface({ input: writer.stdout });
  const heardEnough = new Promise<void>((resolve) => {
    if (enough === 0) resolve();
    lines.on("line", (line) => {
      heard += 1;
      if (line !== "open") last = Number(line);
      if (heard >= enough) resolve();
    });
    lines.on("close", resolve);
  });
  writer.stdin.write(`${JSON.stringify(order)}\n`);
  await heardEnough;
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
  const closed = once(lines, "close");
  writer.kill("SIGKILL");
  await closed;
  return last;
}

/** Opens what the crash left, and sees whether it holds what was acknowledged. */
async function findFaults(place: StoreAddress, acknowledged: number): Promise<readonly string[]> {
  const history = await openHistory({ ...place, clock: () => toInstant(Number.MAX_SAFE_INTEGER) });
  const { window } = await history.asOf("part", toInstant(1e9), toInstant(0));
  await history.close();
  const changing = window
    .filter(({ entity }) => entity === "changing")
    .sort((one, two) => one.since - two.since);
  return changing.length < acknowledged
    ? [`${acknowledged} readings were acknowledged and ${changing.length} are there`]
    : changing.flatMap((revision, index) => describeFault(revision, index, changing[index + 1]));
}

function describeFault(
  { value, since, until }: Revision,
  index: number,
  next: Revision | undefined,
): readonly string[] {
  if (value !== index + 1) return [`reading ${index + 1} says ${value}`];
  if (until !== next?.since) return [`reading ${value} holds until ${until}, the next since ${next?.since}`];
  return until !== undefined && until <= since ? [`reading ${value} holds from ${since} to ${until}`] : [];
}

function startWriter(script: string): ChildProcess {
  return spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
}

/** Plain JavaScript starts three times as fast as what is compiled at each start. */
function compileWriter(folder: string): string {
  const options =
    "--ignoreConfig --noCheck --module nodenext --target es2022 --rewriteRelativeImportExtensions --rootDir";
  const writer = path.join(root, "lib/history/testing/crash-writer.ts");
  const compiler = path.join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, ...options.split(" "), root, "--outDir", folder, writer]);
  const paths = { type: "module", imports: { "#lib/*.ts": "./lib/*.js" } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(paths));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return path.join(folder, "lib/history/testing/crash-writer.js");
}
