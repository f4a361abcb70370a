import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { createClients } from "#lib/aws/clients.ts";
import { getCallerIdentity } from "#lib/aws/operations.ts";
import { createPort, type Port } from "#lib/aws/port.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { type Place, toPlaceKey } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { AccountEntry } from "#lib/server/accounts-file.ts";
import { createCredentials } from "#lib/server/credentials.ts";
import { type Candidate, type Identified, identify, refuse, unknownAccount } from "#lib/server/identify.ts";
import { loadRegion } from "#lib/server/region.ts";
import * as sources from "#lib/sources/index.ts";

/** Where AWS is: real accounts, or the simulated one in this process. Its lists are as of the moment they are read. */
export type Connection = {
  readonly port: Port;
  /** What can be read: each account that was reached, in each of its regions. */
  readonly places: readonly Place[];
  /** The accounts file's names, by account id. */
  readonly names: ReadonlyMap<string, string>;
  /** What cannot be read so far. */
  readonly unreached: readonly Unreached[];
};

/** An account that AWS has not identified, or not as the one it should be. Without an accounts file its name is `unknown`. */
export type Unreached = {
  readonly name: string;
  readonly regions: readonly string[];
  readonly failure: Failure;
};

export type Connecting = {
  readonly connection: Connection;
  /** Asks again for the accounts that were not reached; true where that reached one. Calls that come meanwhile share it. */
  retry(): Promise<boolean>;
};

export type ConnectSetup = {
  /** Empty: one account, that of the standard credential chain. */
  readonly accounts: readonly AccountEntry[];
  /** Of accounts that name none. */
  readonly region: string | undefined;
  readonly clock: () => Instant;
};

export const allowedOperations = [
  getCallerIdentity,
  ...Object.values(sources).flatMap((source) => source.operations),
];

type Account = Candidate & { readonly credentials: AwsCredentialIdentityProvider | undefined };
type Result =
  | { readonly ok: true; readonly places: readonly Place[] }
  | { readonly ok: false; readonly failure: Failure };

/** Connects to all accounts side by side; one that cannot be reached does not stop the others. `AWS_ENDPOINT_URL` is honoured. */
export async function connectToAws(setup: ConnectSetup): Promise<Connecting> {
  const isConfigured = setup.accounts.length > 0;
  const accounts = isConfigured ? await toAccounts(setup) : [toAmbientAccount(setup.region)];
  const credentials = new Map<string, AwsCredentialIdentityProvider>();
  const clients = createClients(
    isConfigured ? { credentialsFor: (place) => findCredentials(credentials, place) } : {},
  );
  const port = createPort({ clients, allow: allowedOperations, clock: setup.clock });
  const results = new Map<Account, Result>();

  function remember(account: Account, places: readonly Place[]): void {
    if (account.credentials === undefined) return;
    for (const place of places) credentials.set(toPlaceKey(place), account.credentials);
  }

  async function ask(asked: readonly Account[]): Promise<void> {
    const answers = await Promise.all(
      asked.map(async (account) => [account, await identify(port, account)] as const),
    );
    for (const [account, identified] of answers) {
      const result = toResult(account, identified, results);
      if (result.ok) remember(account, result.places);
      results.set(account, result);
    }
  }

  async function askAgain(): Promise<boolean> {
    const unreached = accounts.filter((account) => results.get(account)?.ok !== true);
    await ask(unreached);
    return unreached.some((account) => results.get(account)?.ok === true);
  }

  for (const account of accounts) remember(account, toPlaces(account.askedAs, account));
  await ask(accounts);
  let retrying: Promise<boolean> | undefined;
  return {
    connection: {
      port,
      get places() {
        return [...results.values()].flatMap((result) => (result.ok ? result.places : []));
      },
      get names() {
        return isConfigured ? toNames(results) : new Map();
      },
      get unreached() {
        return [...results].flatMap(([account, result]) => (result.ok ? [] : [toUnreached(account, result)]));
      },
    },
    retry() {
      retrying ??= askAgain().finally(() => {
        retrying = undefined;
      });
      return retrying;
    },
  };
}

function toAmbientAccount(region: string | undefined): Account {
  return {
    name: unknownAccount,
    askedAs: unknownAccount,
    role: undefined,
    regions: region === undefined ? [] : [region],
    isReadUnidentified: true,
    credentials: undefined,
  };
}

async function toAccounts(setup: ConnectSetup): Promise<readonly Account[]> {
  const toCredentials = createCredentials();
  return await Promise.all(
    setup.accounts.map(async (entry) => ({
      name: entry.name,
      askedAs: `${unknownAccount}: ${entry.name}`,
      role: entry.role,
      regions: await loadRegions(entry, setup.region),
      isReadUnidentified: entry.role === undefined && entry.profile === undefined,
      credentials: toCredentials(entry),
    })),
  );
}

async function loadRegions(entry: AccountEntry, ambient: string | undefined): Promise<readonly string[]> {
  if (entry.regions !== undefined) return entry.regions;
  const own = entry.profile === undefined ? undefined : await loadRegion(entry.profile);
  const region = own ?? ambient;
  return region === undefined ? [] : [region];
}

/** Never the standard chain's own: another account would be shown as this one. */
function findCredentials(
  credentials: ReadonlyMap<string, AwsCredentialIdentityProvider>,
  place: Place,
): AwsCredentialIdentityProvider {
  const found = credentials.get(toPlaceKey(place));
  if (found === undefined) throw new Error(`No account of the accounts file reads ${toPlaceKey(place)}.`);
  return found;
}

function toPlaces(account: string, { regions }: Candidate): readonly Place[] {
  return regions.map((region) => ({ account, region }));
}

/** The account's places, unless another one has reached one of them already. */
function toResult(account: Account, identified: Identified, results: ReadonlyMap<Account, Result>): Result {
  if (!identified.ok) return identified;
  const places = toPlaces(identified.account, account);
  for (const [other, result] of results) {
    const taken = result.ok ? new Set(result.places.map(toPlaceKey)) : new Set();
    const shared = places.find((place) => taken.has(toPlaceKey(place)));
    if (shared === undefined) continue;
    const message = `"${other.name}" and "${account.name}" of the accounts file are both account ${shared.account} in ${shared.region}: only "${other.name}" is read.`;
    return refuse("SamePlace", message);
  }
  return { ok: true, places };
}

function toNames(results: ReadonlyMap<Account, Result>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [{ name }, result] of results) {
    const [place] = result.ok ? result.places : [];
    if (place === undefined) continue;
    const other = names.get(place.account);
    names.set(place.account, other === undefined ? name : `${other}, ${name}`);
  }
  return names;
}

function toUnreached({ name, regions }: Account, { failure }: Extract<Result, { ok: false }>): Unreached {
  return { name, regions: regions.length === 0 ? ["unknown"] : regions, failure };
}
