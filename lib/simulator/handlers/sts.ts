import { AssumeRoleCommand, errorTypeRegistries, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { addSeconds } from "#lib/domain/time.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import { toMissingValue, toValidationError } from "#lib/simulator/handlers/validation.ts";
import { toDate } from "#lib/simulator/handlers/wire-time.ts";
import { toAwsError } from "#lib/simulator/wire/aws-error.ts";
import type { Service } from "#lib/simulator/wire/service.ts";

const hourSeconds = 3_600;
const leastSessionSeconds = 900;

const getCallerIdentity = defineOperation(GetCallerIdentityCommand, (_input, context) => ({
  Account: context.account,
  UserId: context.accessKeyId,
  Arn: toCallerArn(context),
}));

function toCallerArn({ account, accessKeyId }: SimContext): string {
  return accessKeyId.startsWith("ASIA")
    ? `arn:aws:sts::${account}:assumed-role/simulated/session`
    : `arn:aws:iam::${account}:user/simulated`;
}

/** AWS says the same whatever in the trust policy does not fit, or where there is no such role. */
function checkTrust({ RoleArn = "", ExternalId }: AssumeRoleCommand["input"], context: SimContext): void {
  if (!Object.hasOwn(context.externalIds, RoleArn) || context.externalIds[RoleArn] === ExternalId) return;
  throw toAwsError(
    "denied",
    "query",
    `User: ${toCallerArn(context)} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
  );
}

/** The key handed out carries the account, so that a chain of roles needs no memory here. */
const assumeRole = defineOperation(AssumeRoleCommand, (input, context) => {
  const [, account, role] =
    /^arn:aws:iam::(\d{12}):role\/(?:[^/]+\/)*([^/]+)$/.exec(input.RoleArn ?? "") ?? [];
  if (account === undefined || role === undefined) throw toValidationError(`${input.RoleArn} is invalid`);
  checkTrust(input, context);
  const seconds = input.DurationSeconds ?? hourSeconds;
  if (seconds < leastSessionSeconds) {
    throw toValidationError(
      `Value '${seconds}' at 'durationSeconds' must be at least ${leastSessionSeconds}`,
    );
  }
  return {
    AssumedRoleUser: {
      AssumedRoleId: `AROA${account}:${input.RoleSessionName}`,
      Arn: `arn:aws:sts::${account}:assumed-role/${role}/${input.RoleSessionName}`,
    },
    Credentials: {
      AccessKeyId: `ASIA${account}`,
      SecretAccessKey: "simulated",
      SessionToken: context.requestId,
      Expiration: toDate(addSeconds(context.wallClock, seconds)),
    },
  };
});

export const sts: Service = {
  signingName: "sts",
  protocol: "query",
  version: "2011-06-15",
  xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  namespace: "com.amazonaws.sts",
  errors: errorTypeRegistries,
  operations: [getCallerIdentity, assumeRole],
  toMissingMember: toMissingValue,
};
