import { createServer } from "node:http";
import { isIPv6 } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { build, hasBuild } from "#lib/commands/build.ts";
import { keepHeapSmall } from "#lib/commands/keep-heap-small.ts";
import { projectRoot } from "#lib/commands/project-root.ts";
import { secondMs } from "#lib/domain/time.ts";
import { openEdge } from "#lib/edge/open-edge.ts";
import { processState } from "#lib/server/process-state.ts";

export type Serving = {
  /** `dev` needs no build; `start` makes one where there is none; `rebuilt` makes one in any case. */
  readonly mode: "dev" | "start" | "rebuilt";
  readonly host: string;
  readonly port: number;
  /** What the server is called besides its addresses and loopback names. */
  readonly names: readonly string[];
};

/** Running answers may take this long once the process is told to end. */
const graceMs = 10 * secondMs;
/** Whoever stops a process waits only so long before killing it. */
const closingMs = 3 * secondMs;

const Health = z.object({ history: z.object({ kind: z.string(), trouble: z.string().nullable() }) });

/**
 * Serves the dashboard in this process until it is told to end. Resolves with its address once it answers and its
 * history is open; rejects, with nothing left open, where it cannot serve.
 */
export async function serve(serving: Serving): Promise<string> {
  keepHeapSmall();
  const { host, port, names } = serving;
  const mode = serving.mode === "dev" ? "dev" : "start";
  const edge = await openEdge({ mode, host, port, names: new Set([...names, host.toLowerCase()]) }).catch(
    (cause: unknown) => {
      throw toListenError(cause, serving);
    },
  );
  const end = async () => {
    const state = processState();
    state.ending.abort();
    await edge.close(graceMs);
    await Promise.race([state.close?.(), sleep(closingMs)]);
  };
  endWithSignals(end);
  try {
    if (serving.mode === "rebuilt" || (serving.mode === "start" && !hasBuild())) await build();
    // Next.js would answer upgrades of any name: it gets those that the edge lets through.
    const upgrades = createServer();
    edge.passUpgradesTo(upgrades);
    const app = await makeApp(mode, { host, port, httpServer: upgrades });
    edge.answerWith(app.getRequestHandler());
    await loadHistory(toUrl(toReachable(host), port));
  } catch (cause) {
    await end();
    throw cause;
  }
  return toUrl(host, port);
}

type AppSetup = {
  readonly host: string;
  readonly port: number;
  readonly httpServer: ReturnType<typeof createServer>;
};

async function makeApp(mode: "dev" | "start", { host, port, httpServer }: AppSetup) {
  Object.assign(process.env, {
    // React is loaded for one or the other once and for all.
    NODE_ENV: mode === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // The SDK would announce its next Node version at each start.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
  const { default: next } = await import("next");
  const app = next({ dev: mode === "dev", dir: projectRoot, hostname: host, port, httpServer, quiet: true });
  await app.prepare();
  return app;
}

/** The first question opens the history and starts the first readings. */
async function loadHistory(url: string): Promise<void> {
  const response = await fetch(`${url}/api/health`);
  if (!response.ok) throw new Error(`Ghostline cannot start: /api/health answered ${response.status}.`);
  const { history } = Health.parse(await response.json());
  if (history.kind === "none" && history.trouble !== null)
    throw new Error(`Ghostline cannot start: ${history.trouble}`);
}

function toUrl(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/** An address that listens on every interface is reached through loopback. */
function toReachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

function toListenError(cause: unknown, { host, port }: Serving): Error {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const allowed = "Allowed: 127.0.0.1, 0.0.0.0, or an address or name of this machine.";
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `another program listens on ${host}:${port} already. Stop it, or set PORT to another number.`,
    EACCES: `this user may not listen on ${host}:${port}. Set PORT to a number from 1024 on.`,
    EADDRNOTAVAIL: `HOST=${host} is no address of this machine. ${allowed}`,
    ENOTFOUND: `HOST=${host} is a name that nobody knows. ${allowed}`,
    EAI_AGAIN: `HOST=${host} is a name that could not be looked up. ${allowed}`,
  };
  return new Error(`Ghostline cannot start: ${reasons[code] ?? String(cause)}`);
}

/** The first signal ends the process in order, the second at once. */
function endWithSignals(end: () => Promise<void>): void {
  let told = false;
  const tell = () => {
    if (told) process.exit(1);
    told = true;
    void end().finally(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, tell);
  if (process.env.npm_lifecycle_event !== undefined) watchParent(tell);
}

/** npm tells its command nothing when it is killed itself. */
function watchParent(tell: () => void): void {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    tell();
  }, secondMs);
  looking.unref();
}
