import "server-only";
import { inspect } from "node:util";
import { LRUCache } from "lru-cache";
import type { Spent } from "#lib/aws/spending.ts";
import { createCollector } from "#lib/collector/collector.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { type Place, parseScopeKey, type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { addMs, type Instant, minuteMs, secondMs, toInstant } from "#lib/domain/time.ts";
import { type History, type HistoryTrouble, isHistoryTrouble } from "#lib/history/history.ts";
import type { GroupAudit } from "#lib/report/audit/group-audit.ts";
import type { Audit, Fleet, GroupRow, Report, SeverityStrip, StripSeverity } from "#lib/report/schema.ts";
import { type AccountsFile, loadAccountsFile } from "#lib/server/accounts-file.ts";
import { parseConfig } from "#lib/server/config.ts";
import { type Connecting, connectToAws, type Unreached } from "#lib/server/connect.ts";
import type { KnownEntries } from "#lib/server/find-everywhere.ts";
import { isSimulated } from "#lib/server/mode.ts";
import { openStore, type Store } from "#lib/server/open-store.ts";
import { type ProcessState, processState } from "#lib/server/process-state.ts";
import { toPublicText } from "#lib/server/public-text.ts";
import { loadRegion } from "#lib/server/region.ts";
import { listScopes } from "#lib/server/scopes.ts";
import { createViewCache, type ViewCache } from "#lib/server/view-cache.ts";
import { toDefect } from "#lib/sources/defect.ts";
import * as sources from "#lib/sources/index.ts";

/** A deployment group, or a whole account and region, was read. */
export type Read = { readonly part: string; readonly at: Instant; readonly changed: boolean };

export type Services = {
  readonly clock: () => Instant;
  readonly history: History;
  /** Reports as of now, rows of the fleet and of the audit, for all who look. */
  readonly reports: ViewCache<Report>;
  readonly rows: ViewCache<GroupRow>;
  readonly audits: ViewCache<GroupAudit>;
  readonly strips: ViewCache<SeverityStrip>;
  readonly entries: ViewCache<KnownEntries>;
  /** The same of the past, by whole seconds. */
  readonly pastReports: ViewCache<Report>;
  readonly pastFleets: ViewCache<Fleet>;
  readonly pastAudits: ViewCache<Audit>;
  /** What the strips are made of: a past that no longer changes is judged once. */
  readonly severities: SeverityMemory;
  places(): readonly Place[];
  unreached(): readonly Unreached[];
  spent(): readonly Spent[];
  /** Whether this process reads the place; if not, another one does. */
  isHeld(place: Place): boolean;
  scopes(place: Place): Promise<readonly Scope[]>;
  /**
   * Somebody looks at this group: whichever process reads its place reads it at once if its last reading is old, and if
   * the inventory lists it. Returns after a few seconds at the latest, and then the first reading goes on.
   */
  watch(scope: Scope): Promise<void>;
  /** Waits for the place's first inventory, a few seconds at most. */
  readInventory(place: Place): Promise<void>;
  /** Waits for the next reading of anything, or until the time is over. */
  nextReading(mostMs: number): Promise<void>;
  /** Tells of every reading, in this process or another; returns what ends the telling. */
  onRead(listener: (read: Read) => void): () => void;
  /** Why the history cannot be written, the other processes not be reached, or the clock not be trusted; undefined while all is well. */
  historyTrouble(): string | undefined;
  /** The last bug of ours that cost readings without being one source's own failure. */
  defect(): Failure | undefined;
};

export type Loaded =
  | { readonly ok: true; readonly services: Services }
  | {
      readonly ok: false;
      readonly code: "aws-not-reachable" | "history-not-available";
      readonly place: Place;
      readonly failure: Failure;
    };

/** After AWS or the history could not be reached at all, page views within this time get the same answer. */
const retryMs = 5 * secondMs;
/** Accounts that could not be reached at the start are tried again this often. */
const retryAccountsMs = 30 * secondMs;
/** A page waits this long for another process's reading; then it shows what is known, and learns the rest from the stream. */
const firstViewMs = 3 * secondMs;

const clock = () => toInstant(Date.now());

/** The process's one set of services, made at first use: nothing is opened when modules are only loaded. */
export async function loadServices(): Promise<Loaded> {
  const state = processState();
  if (state.retryAt !== undefined && clock() >= state.retryAt) delete state.loading;
  state.loading ??= load(state).catch((cause: unknown) => {
    // A bug, or a mistake in a file that somebody may mend: the next who ask meet it anew.
    state.retryAt = addMs(clock(), retryMs);
    throw cause;
  });
  return await state.loading;
}

async function load(held: ProcessState): Promise<Loaded> {
  delete held.retryAt;
  const config = parseConfig(process.env);
  const file = config.accountsFile === undefined ? noFile : await loadAccountsFile(config.accountsFile);
  try {
    held.store ??= await openStore({ config, settings: file.history, clock });
    const connecting = isSimulated()
      ? await connectToSimulated(held.store.history)
      : await connectToAws({ accounts: file.accounts, region: await loadRegion(), clock });
    const [unreached] = connecting.connection.unreached;
    if (connecting.connection.places.length === 0 && unreached !== undefined) {
      held.retryAt = addMs(clock(), retryMs);
      const { name, regions, failure } = unreached;
      const place = { account: name, region: regions[0] ?? "unknown" };
      return { ok: false, code: "aws-not-reachable", place, failure };
    }
    return { ok: true, services: start(held.store, connecting) };
  } catch (cause) {
    if (!isHistoryTrouble(cause)) throw cause;
    held.retryAt = addMs(clock(), retryMs);
    process.stderr.write(`${cause.message}\n`);
    return { ok: false, code: "history-not-available", place: nowhere, failure: toFailure(cause) };
  }
}

const noFile: AccountsFile = { accounts: [], hosts: [], history: {} };
const nowhere: Place = { account: "unknown", region: "unknown" };

function toFailure({ message }: HistoryTrouble): Failure {
  return { kind: "rejected", operation: "history", code: "HistoryTrouble", message: toPublicText(message) };
}

async function connectToSimulated(history: History): Promise<Connecting> {
  const { connectToSimulator } = await import("#lib/server/connect-simulator.ts");
  return await connectToSimulator(history, clock);
}

/** Starts the collector, and wires what it reads to those who look. */
function start({ history, processes }: Store, { connection, retry }: Connecting): Services {
  const caches = createCaches();
  const { reports, rows, audits, entries } = caches;
  const scopes = createViewCache<readonly Scope[]>({ keepMs: minuteMs, most: 1_000 });
  let trouble: HistoryTrouble | undefined;
  let defect: Failure | undefined;
  const collector = createCollector({
    places: [],
    sources: Object.values(sources),
    callFor: connection.port.callFor,
    history,
    clock,
    listScopes: (place) => listScopes(history, place, clock()),
    onRead: (part, changed) => processes.publish({ kind: "read", part, at: clock(), changed }),
    onTrouble(now) {
      if (now !== undefined && now.message !== trouble?.message) process.stderr.write(`${now.message}\n`);
      trouble = now;
    },
    onDefect(id, error) {
      process.stderr.write(`A fault of Ghostline, in ${id}: ${inspect(error)}\n`);
      if (id === "collector") defect = toDefect(id, error);
    },
  });

  function share(): void {
    processes.share(connection.places.map(toPlaceKey), (held) => {
      // What another process has written since is not in memory.
      history.forget();
      collector.setPlaces(connection.places.filter((place) => held.has(toPlaceKey(place))));
    });
  }

  const unwatched = () => connection.unreached.length > 0;
  const retrying = setInterval(() => {
    if (unwatched()) void retry().then((reached) => (reached ? share() : undefined));
  }, retryAccountsMs);
  retrying.unref();

  processes.subscribe((message) => {
    if (message.kind === "read") {
      const drop = parseScopeKey(message.part) === undefined ? "dropBelow" : "drop";
      for (const cache of [reports, rows, audits, entries, scopes]) cache[drop](message.part);
      return;
    }
    const scope = parseScopeKey(message.part);
    if (scope !== undefined) void collector.watch(scope);
  });
  share();
  collector.start();
  processState().close = async () => {
    clearInterval(retrying);
    // What is under way may take as long as AWS does: it is not waited for.
    void collector.stop();
    await Promise.allSettled([history.close(), processes.close()]);
  };

  function onRead(listener: (read: Read) => void): () => void {
    return processes.subscribe((message) => {
      if (message.kind === "read") listener({ ...message, at: toInstant(message.at) });
    });
  }

  async function waitForReading(isMeant: (read: Read) => boolean, mostMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const giveUp = setTimeout(done, mostMs);
      const unsubscribe = onRead((read) => {
        if (isMeant(read)) done();
      });
      function done(): void {
        clearTimeout(giveUp);
        unsubscribe();
        resolve();
      }
    });
  }

  function listOf(place: Place): Promise<readonly Scope[]> {
    return scopes.get(toPlaceKey(place), () => listScopes(history, place, clock()));
  }

  async function isUnread(part: string): Promise<boolean> {
    return (await history.bounds(part, clock())).recordedFrom === undefined;
  }

  return {
    clock,
    history,
    ...caches,
    places: () => connection.places,
    unreached: () => connection.unreached,
    spent: connection.port.spent,
    isHeld: (place) => processes.held().has(toPlaceKey(place)),
    scopes: listOf,
    async watch(scope) {
      if (await collector.watch(scope)) return;
      const part = toScopeKey(scope);
      processes.publish({ kind: "watch", part });
      if (await isUnread(part)) await waitForReading((read) => read.part === part, firstViewMs);
    },
    async readInventory(place) {
      if (await collector.readInventory(place)) return;
      const part = toPlaceKey(place);
      await waitForReading((read) => read.part === part, firstViewMs);
    },
    nextReading: (mostMs) => waitForReading(() => true, mostMs),
    onRead,
    defect: () => defect,
    historyTrouble() {
      const said = trouble?.message ?? processes.trouble() ?? history.warning();
      return said === undefined ? undefined : toPublicText(said);
    },
  };
}

/** How bad groups were at instants whose past no longer changes, by part and instant. */
export type SeverityMemory = LRUCache<string, StripSeverity>;

/** One for all groups; a report can be large, so few of the past are kept. */
function createCaches() {
  return {
    reports: createViewCache<Report>({ keepMs: 2 * secondMs, most: 100 }),
    rows: createViewCache<GroupRow>({ keepMs: minuteMs, most: 20_000 }),
    audits: createViewCache<GroupAudit>({ keepMs: minuteMs, most: 20_000 }),
    strips: createViewCache<SeverityStrip>({ keepMs: minuteMs, most: 5_000 }),
    entries: createViewCache<KnownEntries>({ keepMs: 10 * minuteMs, most: 20_000 }),
    pastReports: createViewCache<Report>({ keepMs: minuteMs, most: 50 }),
    pastFleets: createViewCache<Fleet>({ keepMs: minuteMs, most: 5 }),
    pastAudits: createViewCache<Audit>({ keepMs: minuteMs, most: 5 }),
    severities: new LRUCache<string, StripSeverity>({ max: 100_000 }),
  };
}
