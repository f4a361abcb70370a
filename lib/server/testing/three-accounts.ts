import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { vi } from "vitest";
import { listApplications } from "#lib/aws/operations.ts";
import { toInstant } from "#lib/domain/time.ts";
import type { AccountEntry } from "#lib/server/accounts-file.ts";
import { type Connecting, connectToAws } from "#lib/server/connect.ts";
import { createSimulator, type Simulator } from "#lib/simulator/mount/simulator.ts";
import { createWorld } from "#lib/simulator/world/create-world.ts";
import { setUp } from "#lib/simulator/world/set-up.ts";

// Test support: three simulated accounts behind a loopback port, and an environment in which nothing else is.

export const hub = "111111111111";
export const production = "222222222222";
export const staging = "333333333333";
export const productionRole = `arn:aws:iam::${production}:role/ghostline`;
export const stagingRole = `arn:aws:iam::${staging}:role/ops/ghostline`;
export const externalId = "agreed-on";
export const bothRegions = ["us-east-1", "eu-west-1"];

/** `hub` is the account of the standard chain. */
export const entries = {
  production: { name: "production", role: productionRole, externalId, regions: bothRegions },
  staging: { name: "staging", role: stagingRole, regions: ["eu-west-1"] },
  hub: { name: "hub", regions: ["us-east-1"] },
} satisfies Record<string, AccountEntry>;

export type ThreeAccounts = {
  readonly simulator: Simulator;
  /** Access key id → account, besides the keys of assumed roles. */
  readonly keys: Record<string, string>;
  connect(accounts: readonly AccountEntry[], region?: string): Promise<Connecting>;
  writeProfile(name: string, accessKeyId: string, more?: string): void;
  countAssumed(): number;
  /** What calls that the simulator makes slow wait for. */
  holdSlowCalls(until: Promise<void>): void;
  close(): Promise<void>;
};

/** Each account's applications are named after the account and the region. */
export function makeSimulator(keys: Readonly<Record<string, string>>, wait?: () => Promise<void>): Simulator {
  const world = createWorld({ start: toInstant(Date.now()), seed: 1 });
  for (const account of [hub, production, staging])
    for (const region of bothRegions) setUp(world, account, region).application(`${account} ${region}`);
  return createSimulator({
    world,
    catchUp: () => undefined,
    accounts: keys,
    externalIds: { [productionRole]: externalId },
    ...(wait === undefined ? {} : { wait }),
  });
}

export async function openThreeAccounts(): Promise<ThreeAccounts> {
  let held = Promise.resolve();
  const keys: Record<string, string> = { AKIAHUB: hub };
  const simulator = makeSimulator(keys, () => held);
  const server = await simulator.listen({ port: 0 });
  const folder = mkdtempSync(path.join(tmpdir(), "ghostline-accounts-"));
  const profiles = path.join(folder, "config");
  stubEnvironment({
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: "AKIAHUB",
    AWS_SECRET_ACCESS_KEY: "s",
    AWS_CONFIG_FILE: profiles,
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, "none"),
    AWS_EC2_METADATA_DISABLED: "true",
  });
  return {
    simulator,
    keys,
    connect: (accounts, region) => connectToAws({ accounts, region, clock: () => toInstant(Date.now()) }),
    writeProfile(name, accessKeyId, more = "") {
      const lines = [
        `[profile ${name}]`,
        `aws_access_key_id = ${accessKeyId}`,
        "aws_secret_access_key = s",
        more,
      ];
      writeFileSync(profiles, lines.join("\n"));
    },
    countAssumed: () => simulator.calls.count({ operation: "AssumeRole" }),
    holdSlowCalls(until) {
      held = until;
    },
    async close() {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
      await server.close();
    },
  };
}

function stubEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

/** The names of the place's applications, or why they cannot be read. */
export async function readApplications(
  { connection }: Connecting,
  account: string,
  region: string,
): Promise<unknown> {
  const outcome = await connection.port.callFor({ account, region })(listApplications, {});
  return outcome.ok ? outcome.output.applications : outcome.failure;
}
