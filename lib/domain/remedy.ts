import type { Failure } from "#lib/domain/failure.ts";

/** What each protocol says of an access key that AWS does not know; a region that is not enabled knows none of the account's. */
const unknownKey = ["AuthFailure", "UnrecognizedClientException", "InvalidClientTokenId"];

/** One plain sentence: what the reader can do about a failed reading. */
export function toRemedy(failure: Failure): string {
  switch (failure.kind) {
    case "no-credentials":
      return "Give this server AWS credentials (environment, profile, single sign-on or an instance role) and restart it.";
    case "expired":
      if (unknownKey.includes(failure.code))
        return "Check whether the credentials ended; if other regions accept them, this region may not be enabled for the account: enable it, or leave it out of the accounts file.";
      return "Renew the credentials, for example by signing in again, and check that this server's clock is right.";
    case "denied":
      return `Allow ${failure.missingAction ?? failure.operation} for the role that this server uses; iam-policy.json lists all it needs.`;
    case "throttled":
      return "Nothing to do: reading goes on by itself as soon as the request budget allows.";
    case "not-found":
      return "Check whether it was deleted or renamed, and whether account and region are the right ones.";
    case "not-supported":
      return "Check AWS_ENDPOINT_URL: the server that answers does not offer this operation.";
    case "unreachable":
      return "Check the network, the region's name and AWS_ENDPOINT_URL: no connection could be made or kept.";
    case "timeout":
      return "Nothing to do if it is rare; if it stays, check the network and the proxy between this server and AWS.";
    case "bad-response":
      return "Check the proxy and AWS_ENDPOINT_URL: something other than AWS seems to answer.";
    case "too-large":
      return "Check the proxy and AWS_ENDPOINT_URL; if it is AWS that answers at such length, this account is too large for this call.";
    case "server":
      return "Nothing to do: the error is on AWS's side and the reading will be tried again; see the AWS Health Dashboard if it stays.";
    case "cancelled":
      return "Nothing to do: the reading was given up before its end and will be tried again.";
    case "rejected":
      return "Read AWS's message: it refused this request for a reason of its own.";
    case "defect":
      return "Nothing can be done in AWS: look for this error in the server's log, and report it to those who maintain Ghostline.";
  }
}
