import type { Protocol } from "#lib/simulator/wire/service.ts";

/** An error that no model declares: authentication, throttling, transport. Modelled ones are the SDK's own classes. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

export type CommonError =
  | "unsigned"
  | "unknown-key"
  | "unknown-operation"
  | "malformed"
  | "denied"
  | "throttled"
  | "expired"
  | "internal";

type Form = { readonly code: string; readonly status: number };

/** The same trouble has another name and status in each protocol, and again another in EC2. */
const forms: Readonly<Record<CommonError, Readonly<Record<Protocol, Form>>>> = {
  unsigned: {
    json: { code: "MissingAuthenticationTokenException", status: 403 },
    query: { code: "MissingAuthenticationToken", status: 403 },
    ec2: { code: "MissingAuthenticationToken", status: 403 },
  },
  "unknown-key": {
    json: { code: "UnrecognizedClientException", status: 400 },
    query: { code: "InvalidClientTokenId", status: 403 },
    ec2: { code: "AuthFailure", status: 401 },
  },
  "unknown-operation": {
    json: { code: "UnknownOperationException", status: 400 },
    query: { code: "InvalidAction", status: 400 },
    ec2: { code: "InvalidAction", status: 400 },
  },
  malformed: {
    json: { code: "SerializationException", status: 400 },
    query: { code: "MalformedInput", status: 400 },
    ec2: { code: "InvalidParameterValue", status: 400 },
  },
  denied: {
    json: { code: "AccessDeniedException", status: 400 },
    query: { code: "AccessDenied", status: 403 },
    ec2: { code: "UnauthorizedOperation", status: 403 },
  },
  throttled: {
    json: { code: "ThrottlingException", status: 400 },
    query: { code: "Throttling", status: 400 },
    ec2: { code: "RequestLimitExceeded", status: 503 },
  },
  expired: {
    json: { code: "ExpiredTokenException", status: 400 },
    query: { code: "ExpiredToken", status: 403 },
    ec2: { code: "RequestExpired", status: 400 },
  },
  internal: {
    json: { code: "InternalFailure", status: 500 },
    query: { code: "InternalFailure", status: 500 },
    ec2: { code: "InternalError", status: 500 },
  },
};

export function toAwsError(kind: CommonError, protocol: Protocol, message: string): AwsError {
  const { code, status } = forms[kind][protocol];
  return new AwsError(code, message, status);
}
