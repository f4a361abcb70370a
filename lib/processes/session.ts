import { Client } from "pg";
import { z } from "zod";

export type Session = {
  /** The server's process for this session, which stands beside our locks. */
  readonly backend: number;
  /** One after the other; rejects once the session is lost. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly unknown[]>;
  /** Until the session ends, for whatever reason. */
  readonly lost: Promise<void>;
  /** Ends the session without asking the server, which may not answer. */
  drop(reason: string): void;
  /** Ends the session in agreement with the server. */
  end(): Promise<void>;
};

export type SessionSetup = {
  readonly url: string;
  /** How long we believe in a server that does not answer. */
  readonly silenceMs: number;
  /** What to do with the notifications of the other sessions, by channel. */
  readonly listeners: Readonly<Record<string, (payload: string) => void>>;
  readonly onLost: (reason: string) => void;
  /** Ends the session, or the attempt to open it. */
  readonly signal: AbortSignal;
};

/**
 * The server's side of our patience. It must end a silent session (a machine that lost power, a process that hangs)
 * later than we give up on a silent server, or two processes would hold one place; and soon, or nobody would read it.
 * Settings that the server's version does not know are left out.
 */
const configure = `
  select set_config(wanted.name, wanted.value, false)
  from unnest($1::text[], $2::text[]) as wanted (name, value)
  join pg_settings on pg_settings.name = wanted.name`;

function toServerSettings(silenceMs: number): Readonly<Record<string, string>> {
  const patienceMs = Math.ceil(silenceMs * 1.4);
  return {
    tcp_keepalives_idle: String(Math.max(1, Math.round(patienceMs / 3_000))),
    tcp_keepalives_interval: String(Math.max(1, Math.round(patienceMs / 4_500))),
    tcp_keepalives_count: "3",
    tcp_user_timeout: String(patienceMs),
    idle_session_timeout: String(patienceMs),
    statement_timeout: String(silenceMs),
  };
}

/** Opens the session and listens; undefined where that fails, and `onLost` has heard why. */
export async function openSession(setup: SessionSetup): Promise<Session | undefined> {
  const { url, silenceMs } = setup;
  const client = new Client({
    connectionString: url,
    fallback_application_name: "ghostline",
    keepAlive: true,
    keepAliveInitialDelayMillis: Math.ceil(silenceMs / 2),
  });
  const { lost, lose } = watchFor(client, setup.onLost);
  const query = createQueue(client);
  const drop = (reason: string) => {
    lose(reason);
    client.connection.stream.destroy();
  };
  const stop = () => drop("closed");
  setup.signal.addEventListener("abort", stop);
  lost.then(() => setup.signal.removeEventListener("abort", stop));
  const alarm = setTimeout(() => drop("it does not answer"), silenceMs);
  try {
    await client.connect();
    const settings = toServerSettings(silenceMs);
    await query(configure, [Object.keys(settings), Object.values(settings)]);
    const backend = await readBackend(query);
    client.on("notification", ({ channel, payload, processId }) => {
      if (processId !== backend) setup.listeners[channel]?.(payload ?? "");
    });
    for (const channel of Object.keys(setup.listeners)) await query(`listen ${channel}`);
    const end = async () => {
      lose("closed");
      await client.end();
    };
    return { backend, query, lost, drop, end };
  } catch (error) {
    drop(toReason(error));
    return undefined;
  } finally {
    clearTimeout(alarm);
  }
}

function watchFor(client: Client, onLost: (reason: string) => void) {
  let isOver = false;
  let tell: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const lose = (reason: string) => {
    if (isOver) return;
    isOver = true;
    onLost(reason);
    tell();
  };
  client.on("error", (error) => lose(toReason(error)));
  client.on("end", () => lose("the connection ended"));
  return { lost, lose };
}

/** The driver wants one question at a time. */
function createQueue(client: Client): Session["query"] {
  let last: Promise<unknown> = Promise.resolve();
  return async (sql, values = []) => {
    const answer = last.then(() => client.query({ text: sql, values: [...values] }));
    last = answer.catch(() => undefined);
    return (await answer).rows;
  };
}

async function readBackend(query: Session["query"]): Promise<number> {
  const rows = await query("select pg_backend_pid() as backend");
  return z.tuple([z.object({ backend: z.number() })]).parse(rows)[0].backend;
}

/** A host of several addresses fails with a list of errors and no message of its own. */
export function toReason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(toReason).join("; ");
  return error instanceof Error ? error.message : String(error);
}
