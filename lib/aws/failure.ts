import { ForeignAnswer } from "#lib/aws/check-answer.ts";
import type { Operation } from "#lib/aws/operation.ts";
import { AnswerTooLarge } from "#lib/aws/whole-answers.ts";
import type { Failure, FailureKind } from "#lib/domain/failure.ts";

/** What the SDK's errors may carry. Nothing is certain: proxies and other AWS-like servers answer too. */
type Trouble = {
  readonly name?: unknown;
  readonly message?: unknown;
  /** AWS's code where the SDK has no class for it; the name is then sometimes only "Error". */
  readonly Code?: unknown;
  /** Node's code of a transport error, e.g. ECONNREFUSED. */
  readonly code?: unknown;
  /** Set where an HTTP answer came, whatever it was. */
  readonly $response?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown; readonly attempts?: unknown };
};

const longestMessage = 300;

const credentialsErrors = ["CredentialsProviderError", "TokenProviderError"];
const refusedCredentials =
  /^(ExpiredToken|ExpiredTokenException|RequestExpired|InvalidClientTokenId|UnrecognizedClientException|AuthFailure|SignatureDoesNotMatch|InvalidSignatureException|RequestTimeTooSkewed|MissingAuthenticationToken.*)$/;
const throttling = /throttl|RequestLimitExceeded|TooManyRequests|BandwidthLimitExceeded|SlowDown/i;
const denial =
  /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|NotAuthorized|OptInRequired)$/;
const unbuilt = /^(UnknownOperationException|InvalidAction|UnsupportedOperation(Exception)?|NotImplemented)$/;
const missing = /DoesNotExist|NotFound|NoSuchEntity/;
const networkCodes = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ECONNRESET",
  "EPIPE",
];
const undecodable = /XML parse error|Deserialization error/;
/** Answers that AWS's APIs do not give by themselves: a proxy's page or its sign-in. */
const proxyStatuses: readonly (number | undefined)[] = [302, 403, 407];
/** AWS names the missing action where it is not the called one, e.g. sts:AssumeRole while credentials are fetched. */
const namedAction = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/;

/** The SDK's error as a value. */
export function toFailure(error: unknown, operation: Operation): Failure {
  const trouble = toTrouble(error);
  const code = toCode(trouble);
  const attempts = toNumber(trouble.$metadata?.attempts);
  const kind = toKind(error, trouble, code);
  const given = toText(trouble.message) ?? String(error);
  return {
    kind,
    operation: operation.id,
    code,
    message: toMessage(kind, given, trouble),
    ...(kind === "denied" && { missingAction: namedAction.exec(given)?.[1] ?? operation.id }),
    ...(attempts !== undefined && { attempts }),
  };
}

/** Our own time limit ended the call. */
export function toTimeout(operation: Operation, capMs: number): Failure {
  const message = `No complete answer within ${capMs / 1_000} s, retries included.`;
  return { kind: "timeout", operation: operation.id, code: "AbortError", message };
}

/** Our own budget refused the call: nothing was sent. */
export function toRefusal(operation: Operation, backOffMs: number): Failure {
  const refusal = { kind: "throttled", operation: operation.id, attempts: 0 } as const;
  if (backOffMs > 0) {
    const seconds = Math.ceil(backOffMs / 1_000);
    return {
      ...refusal,
      code: "BackingOff",
      message: `Not asked: AWS was throttling, so we wait another ${seconds} s.`,
    };
  }
  return {
    ...refusal,
    code: "QueueFull",
    message: "Not asked: too many calls wait for our own request budget.",
  };
}

function toKind(error: unknown, trouble: Trouble, code: string): FailureKind {
  const { name, $response } = trouble;
  const nodeCode = toText(trouble.code) ?? "";
  const status = toNumber(trouble.$metadata?.httpStatusCode);
  if (name === "AbortError") return "cancelled";
  if (error instanceof AnswerTooLarge) return "too-large";
  if (error instanceof ForeignAnswer) return "bad-response";
  if (credentialsErrors.includes(toText(name) ?? "")) return "no-credentials";
  if (refusedCredentials.test(code)) return "expired";
  if (status === 429 || throttling.test(code)) return "throttled";
  if (denial.test(code)) return "denied";
  if (status === 501 || unbuilt.test(code)) return "not-supported";
  if ($response !== undefined && nodeCode === "" && name !== "TimeoutError" && isDecodingError(error)) {
    return "bad-response";
  }
  if (networkCodes.includes(nodeCode)) return "unreachable";
  if (name === "TimeoutError" || nodeCode === "ETIMEDOUT") return "timeout";
  if (status !== undefined && status >= 500) return "server";
  if (proxyStatuses.includes(status)) return "bad-response";
  // Auto Scaling says ValidationError for a name that it does not know, and tells only by its message.
  if (
    missing.test(code) ||
    (code === "ValidationError" && /not found/i.test(toText(trouble.message) ?? ""))
  ) {
    return "not-found";
  }
  return "rejected";
}

function isDecodingError(error: unknown): boolean {
  if (error instanceof SyntaxError || error instanceof TypeError) return true;
  return error instanceof Error && undecodable.test(error.message);
}

function toCode(trouble: Trouble): string {
  const name = trouble.name === "Error" ? trouble.code : trouble.name;
  return toText(trouble.Code) ?? toText(name) ?? "Unknown";
}

function toMessage(kind: FailureKind, given: string, trouble: Trouble): string {
  const firstLine = (given.split("\n")[0] ?? "").replace(/\s*Deserialization error.*/, "").trim();
  const text = firstLine.length > longestMessage ? `${firstLine.slice(0, longestMessage)}…` : firstLine;
  const status = toNumber(trouble.$metadata?.httpStatusCode);
  if (kind === "bad-response") return `Not an AWS answer (HTTP ${status ?? "status unknown"}): ${text}`;
  if (text !== "" && text !== "Unknown" && text !== "UnknownError") return text;
  return status === undefined ? "No message was given." : `HTTP ${status} without a message.`;
}

function toText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function toNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Any thrown value may be looked at by these names: all of them are unknown and optional. */
function toTrouble(error: unknown): Trouble {
  return typeof error === "object" && error !== null ? (error as Trouble) : {};
}
