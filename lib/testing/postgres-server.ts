import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { Client } from "pg";

export type PostgresServer = {
  /** The maintenance database; tests take a fresh one each with `createDatabase`. */
  readonly url: string;
  createDatabase(): Promise<string>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
  /** Takes the server down at once, as a crash would; the data stay for `restart`. */
  kill(): void;
  restart(): Promise<void>;
};

type User = { readonly uid: number; readonly gid: number };

type Installation = { readonly bin: string; readonly user: User | undefined };

type Place = Installation & { readonly folder: string; readonly port: number };

const ready = "ready to accept connections";
const longestLog = 10_000;

/**
 * A PostgreSQL of its own for a test file, from what the machine has installed; undefined where there is none. It
 * ends, and its data go, with the process that started it, however that process ends.
 */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const installation = findInstallation();
  if (installation === undefined) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), "ghostline-postgres-"));
  if (installation.user !== undefined) chownSync(folder, installation.user.uid, installation.user.gid);
  const place = { ...installation, folder, port: await findFreePort() };
  const watchman = watch(folder);
  initialise(place);
  let running = await launch(place);
  let databases = 0;

  async function end(): Promise<void> {
    if (running.exitCode !== null || running.signalCode !== null) return;
    running.ref();
    const exited = once(running, "exit");
    running.kill("SIGINT");
    await exited;
  }

  const urlOf = (database: string) => `postgresql://postgres@127.0.0.1:${place.port}/${database}`;
  return {
    url: urlOf("postgres"),
    async createDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      const client = new Client({ connectionString: urlOf("postgres") });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return urlOf(name);
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
      watchman.stdin.destroy();
    },
    kill() {
      running.kill("SIGQUIT");
    },
    async restart() {
      await end();
      running = await launch(place);
    },
  };
}

export function isPostgresInstalled(): boolean {
  return findInstallation() !== undefined;
}

function findInstallation(): Installation | undefined {
  const bin = findBin();
  if (bin === undefined) return undefined;
  if (process.getuid?.() !== 0) return { bin, user: undefined };
  // initdb and postgres refuse to run as root.
  const user = findUser("postgres");
  return user && { bin, user };
}

function findBin(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(path.delimiter),
  ];
  return folders.find((folder) =>
    ["initdb", "postgres"].every((program) => existsSync(path.join(folder, program))),
  );
}

function findUser(name: string): User | undefined {
  try {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] })),
    );
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free loopback port");
  return address.port;
}

/** Waits in a process of its own for ours to end, which closes its input, even by kill -9; then it clears up. */
function watch(folder: string) {
  const script = `
    cat >/dev/null
    if pid=$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null); then
      kill -QUIT "$pid"
      tries=0
      while kill -0 "$pid" && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
    fi
    rm -rf "$0"`;
  const watchman = spawn("sh", ["-c", script, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  doNotWaitFor(watchman, watchman.stdin);
  return watchman;
}

function initialise({ bin, user, folder }: Place): void {
  const options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"];
  execFileSync(path.join(bin, "initdb"), [`--pgdata=${path.join(folder, "data")}`, ...options], {
    ...user,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** Starts the server on its data and waits until it takes connections. */
async function launch({ bin, user, folder, port }: Place): Promise<ChildProcess> {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=on",
    "shared_buffers=32MB",
    "max_wal_size=256MB",
    "log_checkpoints=off",
  ];
  const child = spawn(
    path.join(bin, "postgres"),
    ["-D", path.join(folder, "data"), "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...user, cwd: folder, env: { ...process.env, LC_ALL: "C" }, stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      // While it starts it says so to everybody who asks, which may be often.
      log = (log + text).slice(-longestLog);
      if (log.includes(ready)) resolve();
    });
  });
  doNotWaitFor(child, child.stderr);
  return child;
}

/** Lets our process end while a child still runs. */
function doNotWaitFor(child: ChildProcess, pipe: Readable | Writable): void {
  child.unref();
  if (pipe instanceof Socket) pipe.unref();
}
