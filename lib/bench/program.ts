import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Preload, toEnvironment, toNodeArguments } from "#lib/testing/start-server.ts";

export type Program = {
  /** The first line it prints. */
  readonly said: string;
  stop(): void;
};

/** Starts a program of this project in a process of its own, which ends with ours, and waits for its first line. */
export async function startProgram(
  url: string,
  parameters: readonly string[],
  preloads: readonly Preload[] = [],
): Promise<Program> {
  const child = spawnProgram(url, parameters, preloads);
  const said = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${url} ended with code ${code} before it said anything`)));
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  return { said, stop: () => void child.kill() };
}

/** Runs a program of this project in a process of its own and gives back what it printed. */
export async function runProgram(url: string, parameters: readonly string[]): Promise<string> {
  const child = spawnProgram(url, parameters, []);
  const output: string[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${url} ended with code ${code}`)),
    );
  });
  return output.join("");
}

/** For the program's side: its input is a pipe of ours, which closes when we end, however that happens. */
export function endWithParent(): void {
  process.stdin
    .once("close", () => process.exit())
    .resume()
    .unref();
}

function spawnProgram(
  url: string,
  parameters: readonly string[],
  preloads: readonly Preload[],
): ChildProcess {
  const before = toNodeArguments(import.meta.resolve("tsx"), preloads);
  return spawn(process.execPath, [...before, fileURLToPath(url), ...parameters], {
    env: { ...process.env, ...toEnvironment(preloads) },
    stdio: ["pipe", "pipe", "inherit"],
  });
}
