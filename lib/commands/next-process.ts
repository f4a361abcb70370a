import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

export const projectRoot = path.resolve(import.meta.dirname, "../..");
const nextBinary = path.join(projectRoot, "node_modules/next/dist/bin/next");

export type Environment = Readonly<Record<string, string | undefined>>;

/** Set once for every process we start: no phoning home, and no warning about the SDK's next Node version at each start. */
const quiet: Environment = {
  NEXT_TELEMETRY_DISABLED: "1",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  // The server closes its history itself before it ends.
  NEXT_MANUAL_SIG_HANDLE: "true",
};

export function hasBuild(): boolean {
  return existsSync(path.join(projectRoot, ".next/BUILD_ID"));
}

/** Builds the dashboard; throws if the build fails. Its output is shown only then, or as it comes if `loud`. */
export async function build(): Promise<void> {
  console.log("Building the dashboard …");
  const child = spawnNext(["build"], {}, "pipe");
  const output: string[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const code = await toExit(child);
  if (code !== 0) throw new Error(`next build failed with code ${code}:\n${output.join("")}`);
}

export type Server = {
  readonly url: string;
  /** What it answered first on `/api/health`. */
  readonly health: unknown;
  readonly exited: Promise<number>;
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): void;
};

export type ServerSetup = {
  readonly mode: "dev" | "start";
  readonly host: string;
  readonly port: number;
  readonly environment: Environment;
  /** Where the server's own output goes. */
  readonly output: "inherit" | "ignore";
};

const endings = ["SIGINT", "SIGTERM"] as const;

/** Starts a server and waits until it answers `/api/health`, which also starts its first readings. */
export async function startServer(setup: ServerSetup): Promise<Server> {
  const { mode, host, port, environment, output } = setup;
  const child = spawnNext([mode, "--hostname", host, "--port", String(port)], environment, output);
  const exited = toExit(child);
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
  };
  const end = () => void stop().then(() => process.exit(0));
  for (const signal of endings) process.once(signal, end);
  const forget = () => {
    for (const signal of endings) process.off(signal, end);
  };
  exited.then(forget, forget);
  const ended = exited.then((code) => ({ kind: "ended", code }) as const);
  const answered = await Promise.race([waitForHealth(toReachable(url)), ended]);
  if (answered.kind === "ended")
    throw new Error(
      `The server on ${url} ended with code ${answered.code} before it was ready. Is the port free?`,
    );
  return { url, health: answered.health, exited, stop, kill: () => void child.kill("SIGKILL") };
}

/** An address that listens on every interface is reached through loopback. */
function toReachable(url: string): string {
  return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}

function spawnNext(
  parameters: readonly string[],
  environment: Environment,
  output: "inherit" | "ignore" | "pipe",
): ChildProcess {
  return spawn(process.execPath, [nextBinary, ...parameters], {
    cwd: projectRoot,
    env: { ...process.env, ...quiet, ...environment },
    stdio: ["ignore", output, output],
  });
}

async function toExit(child: ChildProcess): Promise<number> {
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

async function waitForHealth(url: string): Promise<{ readonly kind: "ready"; readonly health: unknown }> {
  for (;;) {
    const response = await fetch(`${url}/api/health`).catch(() => undefined);
    if (response?.ok) return { kind: "ready", health: await response.json() };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
