import type { HttpHandler } from "@smithy/core/protocols";
import { toInstant } from "#lib/domain/time.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { services } from "#lib/simulator/handlers/services.ts";
import { type CallLog, makeCallLog } from "#lib/simulator/mount/call-log.ts";
import { type Faults, makeFaults } from "#lib/simulator/mount/faults.ts";
import { type ListenAddress, type Listening, listen } from "#lib/simulator/mount/listen.ts";
import { type Respond, toRequestHandler } from "#lib/simulator/mount/request-handler.ts";
import { meet } from "#lib/simulator/mount/trouble.ts";
import { type Wait, waitInRealTime } from "#lib/simulator/mount/wait.ts";
import { answer, type WireServer } from "#lib/simulator/wire/answer.ts";
import type { World } from "#lib/simulator/world/world.ts";

export type SimulatorOptions = {
  readonly world: Pick<World, "now" | "region">;
  /** Brings the world up to the present; called before each call is answered. */
  catchUp(): void;
  /** Access key id → account. The keys that AssumeRole hands out, `ASIA` and the account, are always known. */
  readonly accounts: Readonly<Record<string, string>>;
  /** The account of every other access key; without it they are refused. */
  readonly otherKeysAccount?: string;
  /** Roles that AssumeRole refuses without their external id. */
  readonly externalIds?: SimContext["externalIds"];
  /** Smaller pages than AWS's. */
  readonly pageSizes?: SimContext["pageSizes"];
  /** How long every call takes at least. */
  readonly latencyMs?: number;
  readonly wait?: Wait;
};

export type Simulator = {
  /** For the `requestHandler` option of SDK clients. */
  requestHandler(): HttpHandler;
  /** Serves over HTTP, by default on the loopback address only. */
  listen(address: ListenAddress): Promise<Listening>;
  readonly faults: Faults;
  readonly calls: CallLog;
};

/** The simulated AWS: any number of accounts and regions of one world, behind AWS's own wire protocols. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const {
    world,
    catchUp,
    accounts,
    otherKeysAccount,
    externalIds = {},
    pageSizes = {},
    latencyMs = 0,
    wait = waitInRealTime,
  } = options;
  const { faults, hit } = makeFaults();
  const { calls, record } = makeCallLog();
  const server: WireServer = {
    services,
    accountOf: (key) =>
      (Object.hasOwn(accounts, key) ? accounts[key] : assumedAccount(key)) ?? otherKeysAccount,
    toContext: ({ account, accessKeyId, requestId, region }) => ({
      account,
      accessKeyId,
      requestId,
      now: world.now(),
      wallClock: toInstant(Date.now()),
      externalIds,
      region: world.region(account, region),
      pageSizes,
    }),
    async intercept(call, signal) {
      catchUp();
      const { delayMs, trouble } = hit(call, world.now());
      const instead = await meet({ delayMs: delayMs + latencyMs, trouble }, { call, signal, wait });
      if (delayMs + latencyMs > 0) catchUp();
      return instead;
    },
    finished({ account, region, service, operation }, error) {
      record({ account, region, service, operation, at: world.now(), ok: error === undefined, error });
    },
  };
  const respond: Respond = (request, signal) => answer(server, request, signal);
  return {
    requestHandler: () => toRequestHandler(respond),
    listen: (address) => listen(respond, address),
    faults,
    calls,
  };
}

function assumedAccount(accessKeyId: string): string | undefined {
  return /^ASIA(\d{12})$/.exec(accessKeyId)?.[1];
}
