import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import type { AccountEntry } from "#lib/server/accounts-file.ts";

/** In the trail of each account it shows who called. */
const sessionName = "ghostline";

/** Makes a provider for each account; they share one run of the standard chain. */
export function createCredentials(): (entry: AccountEntry) => AwsCredentialIdentityProvider {
  // Otherwise the first reading of ~/.aws is kept for ever, and a session renewed there would never be found.
  const ignoreCache = true;
  const ambient = fromNodeProviderChain({ ignoreCache });
  return ({ role, externalId, profile }) => {
    const own = profile === undefined ? ambient : fromIni({ profile, ignoreCache });
    return role === undefined ? own : assumeRole({ role, externalId, own });
  };
}

type Assuming = {
  readonly role: string;
  readonly externalId: string | undefined;
  /** With which the role is assumed. */
  readonly own: AwsCredentialIdentityProvider;
};

/** Asked for fresh ones, it begins with the credentials that assume the role: they may be what has expired. */
function assumeRole({ role, externalId, own }: Assuming): AwsCredentialIdentityProvider {
  // Its STS client keeps what `own` gave, so a new one is made where that is asked anew.
  const begin = () =>
    fromTemporaryCredentials({
      masterCredentials: own,
      params: { RoleArn: role, RoleSessionName: sessionName, ExternalId: externalId },
    });
  let assume = begin();
  return async (options) => {
    if (options?.forceRefresh === true) {
      await own({ ...options });
      assume = begin();
    }
    return await assume(options);
  };
}
