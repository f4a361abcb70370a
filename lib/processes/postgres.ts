import { setTimeout as sleep } from "node:timers/promises";
import { createBell } from "#lib/processes/bell.ts";
import { createBus } from "#lib/processes/bus.ts";
import { type Clock, defaultIntervals, type Intervals } from "#lib/processes/intervals.ts";
import { keepRounds } from "#lib/processes/keep-rounds.ts";
import { keepSession } from "#lib/processes/keep-session.ts";
import { createLeases } from "#lib/processes/leases.ts";
import type { Processes } from "#lib/processes/processes.ts";
import { openSession, type Session } from "#lib/processes/session.ts";
import { createStanding } from "#lib/processes/standing.ts";

export type PostgresProcesses = Processes & {
  /** How many messages from the others this version did not understand. */
  ignored(): number;
};

export type PostgresSetup = {
  readonly url: string;
  readonly intervals?: Partial<Intervals>;
  /** Hears of each change of `trouble`. */
  readonly onTrouble?: (trouble: string | undefined) => void;
};

const messageChannel = "ghostline_messages";
const leaseChannel = "ghostline_leases";
const clock: Clock = { nowMs: () => performance.now(), random: Math.random };

/**
 * Processes that share one PostgreSQL share the reading of AWS through it: a place belongs to the session that has its
 * advisory lock, and messages travel by NOTIFY. Locks and LISTEN live in a session, so `url` must lead to PostgreSQL
 * itself; a proxy that pools transactions (PgBouncer's `transaction` mode, for one) hands each statement to another
 * session, which shows as trouble.
 */
export function createPostgresProcesses(setup: PostgresSetup): PostgresProcesses {
  const intervals = { ...defaultIntervals, ...setup.intervals };
  const standing = createStanding(clock.nowMs, setup.onTrouble ?? (() => undefined));
  const bell = createBell();
  const closing = new AbortController();
  let session: Session | undefined;
  let placeKeys: readonly string[] = [];
  let stopTelling: () => void = () => undefined;

  async function notify(channel: string, payloads: readonly string[]): Promise<void> {
    const sql = "select pg_notify($1, payload) from unnest($2::text[]) as payload";
    // Lost with the session: who missed a message reads again by itself, a little later.
    await session?.query(sql, [channel, payloads]).catch(() => undefined);
  }

  const bus = createBus(intervals.batchMs, (payloads) => notify(messageChannel, payloads));

  async function open(): Promise<Session | undefined> {
    standing.trust(clock.nowMs() + intervals.silenceMs);
    return await openSession({
      url: setup.url,
      silenceMs: intervals.silenceMs,
      listeners: { [messageChannel]: bus.receive, [leaseChannel]: bell.ring },
      onLost(reason) {
        session = undefined;
        standing.lose(`PostgreSQL cannot be reached: ${reason}`);
      },
      signal: closing.signal,
    });
  }

  async function use(opened: Session): Promise<boolean> {
    session = opened;
    const tellOthers = () => notify(leaseChannel, [""]);
    const onHeld = (held: ReadonlySet<string>) => {
      if (session === opened) standing.hold(held);
    };
    const leases = createLeases({ session, onHeld, tellOthers });
    const round = () => leases.round(placeKeys);
    return await keepRounds({ session, round, bell, standing, intervals, clock });
  }

  async function sayGoodbye(): Promise<void> {
    await bus.flush();
    await session?.query("select pg_advisory_unlock_all()");
    await notify(leaseChannel, [""]);
    await session?.end();
  }

  const kept = keepSession({ intervals, random: clock.random, signal: closing.signal, open, use });

  return {
    held: standing.held,
    share(keys, onChange) {
      placeKeys = [...new Set(keys)];
      stopTelling();
      stopTelling = standing.subscribe(onChange);
      bell.ring();
    },
    publish: bus.publish,
    subscribe: bus.subscribe,
    trouble: standing.trouble,
    ignored: bus.ignored,
    async close() {
      standing.leave();
      const patience = sleep(1_000, undefined, { ref: false });
      await Promise.race([sayGoodbye().catch(() => undefined), patience]);
      closing.abort();
      bell.ring();
      await kept;
    },
  };
}
