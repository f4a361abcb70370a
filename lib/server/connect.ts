import { createClients } from "#lib/aws/clients.ts";
import { getCallerIdentity } from "#lib/aws/operations.ts";
import { createPort, type Port } from "#lib/aws/port.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Place } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import * as sources from "#lib/sources/index.ts";

/** Where AWS is: real accounts, or the simulated one in this process. */
export type Connection = { readonly port: Port; readonly places: readonly Place[] };

export type Connected =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly place: Place; readonly failure: Failure };

/** Stands for the account until AWS has said which one it is, or where it will not say. */
export const unknownAccount = "unknown";

export const allowedOperations = [
  getCallerIdentity,
  ...Object.values(sources).flatMap((source) => source.operations),
];

/** Trouble that leaves nothing to read: trying again later is the only way. */
const hopeless: readonly Failure["kind"][] = [
  "no-credentials",
  "expired",
  "unreachable",
  "timeout",
  "throttled",
  "server",
  "cancelled",
];

/** Connects to the ambient account: the standard credential chain and region, `AWS_ENDPOINT_URL` honoured. */
export async function connectToAws(region: string | undefined, clock: () => Instant): Promise<Connected> {
  if (region === undefined)
    return { ok: false, place: { account: unknownAccount, region: "unknown" }, failure: noRegion };
  const port = createPort({ clients: createClients({}), allow: allowedOperations, clock });
  const place = { account: unknownAccount, region };
  const identity = await port.callFor(place)(getCallerIdentity, {});
  if (!identity.ok && hopeless.includes(identity.failure.kind))
    return { ok: false, place, failure: identity.failure };
  const account = (identity.ok ? identity.output.Account : undefined) ?? unknownAccount;
  return { ok: true, connection: { port, places: [{ account, region }] } };
}

const noRegion: Failure = {
  kind: "rejected",
  operation: "sts:GetCallerIdentity",
  code: "NoRegion",
  message: "No AWS region is set: set AWS_REGION, or a region in the AWS profile.",
};
