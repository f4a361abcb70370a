import { getCallerIdentity } from "#lib/aws/operations.ts";
import type { Port } from "#lib/aws/port.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { Region } from "#lib/server/config.ts";

/** Stands for an account until AWS has said which one it is, or where it will not say. */
export const unknownAccount = "unknown";

/** An account of which nobody has asked AWS yet. */
export type Candidate = {
  /** In the accounts file; `unknown` without one. */
  readonly name: string;
  /** Stands for the account id in the call that asks for it. */
  readonly askedAs: string;
  readonly role: string | undefined;
  /** Empty: none is set anywhere. */
  readonly regions: readonly string[];
  /** Whether it is read even where AWS will not say which account it is. */
  readonly isReadUnidentified: boolean;
};

export type Identified =
  | { readonly ok: true; readonly account: string }
  | { readonly ok: false; readonly failure: Failure };

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

/** Asks AWS which account the candidate's credentials belong to: the role's, if it has one, or else it is a failure. */
export async function identify(port: Port, candidate: Candidate): Promise<Identified> {
  const { askedAs, role, regions, isReadUnidentified } = candidate;
  const [region] = regions;
  if (region === undefined) return refuse("NoRegion", noRegion);
  if (!Region.safeParse(region).success)
    return refuse(
      "BadRegion",
      `The AWS profile's region is "${region}", which is no region: write e.g. us-east-1.`,
    );
  const identity = await port.callFor({ account: askedAs, region })(getCallerIdentity, {});
  if (!identity.ok && (!isReadUnidentified || hopeless.includes(identity.failure.kind))) {
    return { ok: false, failure: identity.failure };
  }
  const account = (identity.ok ? identity.output.Account : undefined) ?? unknownAccount;
  if (role === undefined || account === toAccount(role)) return { ok: true, account };
  const message = `The role ${role} is of account ${toAccount(role)}, but AWS says that its credentials are of account ${account}.`;
  return refuse("WrongAccount", message);
}

/** A failure that is the settings' and not AWS's. */
export function refuse(code: string, message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind: "rejected", operation: getCallerIdentity.id, code, message } };
}

/** The fifth part of an ARN. */
function toAccount(arn: string): string | undefined {
  return arn.split(":")[4];
}

const noRegion = "No AWS region is set: set AWS_REGION, or a region in the AWS profile.";
