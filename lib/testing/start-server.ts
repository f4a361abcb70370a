import { spawn } from "node:child_process";
import { findFreePort } from "#lib/commands/free-port.ts";
import { projectRoot } from "#lib/commands/project-root.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a process is given before its program runs. */
export type Preload = {
  readonly nodeArguments?: readonly string[];
  /** Loaded first, in this order. */
  readonly modules: readonly string[];
  readonly environment: Environment;
};

export type Server = {
  readonly url: string;
  /** What it printed so far. */
  said(): string;
  readonly exited: Promise<number>;
  tell(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): void;
};

/** Starts the dashboard as `npm start` does, on a free port, and waits until it says that it is ready. */
export async function startServer(
  environment: Environment,
  preloads: readonly Preload[] = [],
): Promise<Server> {
  const port = await findFreePort();
  const starting = spawnStart({ PORT: String(port), HOST: "127.0.0.1", ...environment }, preloads);
  const code = await Promise.race([starting.ready, starting.exited]);
  if (code !== undefined) throw new Error(`The server ended with code ${code}:\n${starting.said()}`);
  return {
    ...starting,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      starting.tell("SIGTERM");
      await starting.exited;
    },
    kill: () => starting.tell("SIGKILL"),
  };
}

/** `npm start` without npm, however it goes. */
export function spawnStart(environment: Environment, preloads: readonly Preload[] = []) {
  const before = toNodeArguments("tsx", preloads);
  const child = spawn(process.execPath, [...before, "lib/commands/start.ts"], {
    cwd: projectRoot,
    env: { ...process.env, ...environment, ...toEnvironment(preloads) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  let isReady: () => void = () => undefined;
  const ready = new Promise<undefined>((resolve) => {
    isReady = () => resolve(undefined);
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output.push(chunk.toString());
      if (output.join("").includes("Ghostline is ready")) isReady();
    });
  }
  const exited = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  return {
    ready,
    exited,
    said: () => output.join(""),
    tell: (signal: NodeJS.Signals) => void child.kill(signal),
  };
}

/** `tsx` comes first: the other modules are TypeScript, too. */
export function toNodeArguments(tsx: string, preloads: readonly Preload[]): readonly string[] {
  const modules = [tsx, ...preloads.flatMap((preload) => preload.modules)];
  const own = preloads.flatMap(({ nodeArguments = [] }) => nodeArguments);
  return [...own, ...modules.flatMap((module) => ["--import", module])];
}

export function toEnvironment(preloads: readonly Preload[]): Environment {
  return Object.assign({}, ...preloads.map(({ environment }) => environment));
}
