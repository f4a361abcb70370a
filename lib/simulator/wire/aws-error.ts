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

type Form = readonly [code: string, status: number];

/** The same trouble has another name and status in each protocol, and again another in EC2. */
const forms: Readonly<Record<CommonError, Readonly<Record<Protocol, Form>>>> = {
  unsigned: toForms(
    ["MissingAuthenticationTokenException", 403],
    ["MissingAuthenticationToken", 403],
    ["MissingAuthenticationToken", 403],
  ),
  "unknown-key": toForms(
    ["UnrecognizedClientException", 400],
    ["InvalidClientTokenId", 403],
    ["AuthFailure", 401],
  ),
  "unknown-operation": toForms(
    ["UnknownOperationException", 400],
    ["InvalidAction", 400],
    ["InvalidAction", 400],
  ),
  malformed: toForms(
    ["SerializationException", 400],
    ["MalformedInput", 400],
    ["InvalidParameterValue", 400],
  ),
  denied: toForms(["AccessDeniedException", 400], ["AccessDenied", 403], ["UnauthorizedOperation", 403]),
  throttled: toForms(["ThrottlingException", 400], ["Throttling", 400], ["RequestLimitExceeded", 503]),
  expired: toForms(["ExpiredTokenException", 400], ["ExpiredToken", 403], ["RequestExpired", 400]),
  internal: toForms(["InternalFailure", 500], ["InternalFailure", 500], ["InternalError", 500]),
};

function toForms(json: Form, query: Form, ec2: Form): Readonly<Record<Protocol, Form>> {
  return { json, query, ec2 };
}

export function toAwsError(kind: CommonError, protocol: Protocol, message: string): AwsError {
  const [code, status] = forms[kind][protocol];
  return new AwsError(code, message, status);
}
