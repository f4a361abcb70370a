import {
  AssumeRole$,
  type AssumeRoleCommand,
  errorTypeRegistries,
  GetCallerIdentity$,
  type GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { addSeconds } from "#lib/domain/time.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { toMissingValue, toValidationError } from "#lib/simulator/handlers/validation.ts";
import { toDate } from "#lib/simulator/handlers/wire-time.ts";
import { defineOperation, type Service } from "#lib/simulator/wire/service.ts";

const hourSeconds = 3_600;
const leastSessionSeconds = 900;

const getCallerIdentity = defineOperation<GetCallerIdentityCommand, SimContext>(
  GetCallerIdentity$,
  (_input, { account, accessKeyId }) => ({
    Account: account,
    UserId: accessKeyId,
    Arn: accessKeyId.startsWith("ASIA")
      ? `arn:aws:sts::${account}:assumed-role/simulated/session`
      : `arn:aws:iam::${account}:user/simulated`,
  }),
);

/** The key handed out carries the account, so that a chain of roles needs no memory here. */
const assumeRole = defineOperation<AssumeRoleCommand, SimContext>(
  AssumeRole$,
  (input, { wallClock, requestId }) => {
    const [, account, role] =
      /^arn:aws:iam::(\d{12}):role\/(?:[^/]+\/)*([^/]+)$/.exec(input.RoleArn ?? "") ?? [];
    if (account === undefined || role === undefined) throw toValidationError(`${input.RoleArn} is invalid`);
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
        SessionToken: requestId,
        Expiration: toDate(addSeconds(wallClock, seconds)),
      },
    };
  },
);

export const sts: Service<SimContext> = {
  signingName: "sts",
  protocol: "query",
  version: "2011-06-15",
  xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  namespace: "com.amazonaws.sts",
  errors: errorTypeRegistries,
  operations: [getCallerIdentity, assumeRole],
  toMissingMember: toMissingValue,
};
