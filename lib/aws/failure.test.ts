import { describe, expect, it } from "vitest";
import type { Operation } from "#lib/aws/operation.ts";
import { describeAutoScalingGroups, describeInstances, listApplications } from "#lib/aws/operations.ts";
import { type Canned, makeCannedAccount, makePort, place } from "#lib/aws/testing/canned-account.ts";
import type { FailureKind } from "#lib/domain/failure.ts";

/** An operation with the input that the cases ask it with, one for each of AWS's three protocols. */
type Asked = {
  readonly operation: Operation<object>;
  readonly toBody: (code: string, message: string) => string;
};

type Protocol = "json" | "query" | "ec2";

const protocols: Readonly<Record<Protocol, Asked>> = {
  json: {
    operation: listApplications,
    toBody: (code, message) => JSON.stringify({ __type: code, message }),
  },
  query: {
    operation: describeAutoScalingGroups,
    toBody: (code, message) =>
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  },
  ec2: {
    operation: describeInstances,
    toBody: (code, message) =>
      `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`,
  },
};

const html = "<!DOCTYPE html><html><body><h1>Sign in</h1><br></body></html>";
const foreignXml = "<status><ok>yes</ok></status>";
const toXml = (name: string) =>
  `<${name}Response><${name}Result></${name}Result><ResponseMetadata/></${name}Response>`;
const noRequestId = { "x-amzn-requestid": "" };

async function fetchFailure(protocol: Protocol, canned: Canned) {
  const { operation } = protocols[protocol];
  const account = makeCannedAccount(() => canned);
  const outcome = await makePort(account, [operation]).callFor(place)(operation, {});
  if (outcome.ok) throw new Error("expected a failure");
  return { failure: outcome.failure, requests: account.received.length };
}

function makeNodeError(code: string, name = "Error"): Error {
  return Object.assign(new Error(`${code} happened`), { code, name });
}

describe.concurrent("an error code of AWS becomes a kind of failure, asked as often as the SDK's retries say", () => {
  it.each<readonly [Protocol, number, string, FailureKind, number]>([
    ["json", 400, "ThrottlingException", "throttled", 3],
    ["query", 400, "Throttling", "throttled", 3],
    ["ec2", 503, "RequestLimitExceeded", "throttled", 3],
    ["json", 400, "AccessDeniedException", "denied", 1],
    ["query", 403, "AccessDenied", "denied", 1],
    ["ec2", 403, "UnauthorizedOperation", "denied", 1],
    ["query", 403, "InvalidClientTokenId", "expired", 2],
    ["json", 400, "ExpiredTokenException", "expired", 2],
    ["query", 403, "ExpiredToken", "expired", 2],
    ["ec2", 400, "RequestExpired", "expired", 2],
    ["json", 400, "UnrecognizedClientException", "expired", 2],
    ["ec2", 401, "AuthFailure", "expired", 2],
    ["json", 500, "InternalFailure", "server", 3],
    ["query", 503, "ServiceUnavailable", "server", 3],
    ["json", 400, "UnknownOperationException", "not-supported", 1],
    ["query", 400, "InvalidAction", "not-supported", 1],
    ["json", 400, "DeploymentDoesNotExistException", "not-found", 1],
    ["query", 400, "TargetGroupNotFound", "not-found", 1],
    ["ec2", 400, "InvalidInstanceID.NotFound", "not-found", 1],
    ["json", 400, "DeploymentNotStartedException", "rejected", 1],
    ["query", 400, "SomethingNewException", "rejected", 1],
  ])("%s %i %s is %s after %i requests", async (protocol, status, code, kind, requests) => {
    const body = protocols[protocol].toBody(code, "said AWS");
    const seen = await fetchFailure(protocol, { status, body });
    expect(seen.failure).toMatchObject({
      kind,
      code,
      message: "said AWS",
      operation: protocols[protocol].operation.id,
    });
    expect(seen.requests).toBe(requests);
  });
});

describe.concurrent("an answer that is not AWS's becomes a failure, never an empty listing", () => {
  it.each<readonly [string, Protocol, Canned, FailureKind]>([
    ["429 without a body", "json", { status: 429, body: "" }, "throttled"],
    ["501 without a body", "json", { status: 501, body: "" }, "not-supported"],
    ["501 with a page (JSON)", "json", { status: 501, body: html }, "not-supported"],
    ["501 with a page (query)", "query", { status: 501, body: html }, "not-supported"],
    ["200 with broken JSON", "json", { status: 200, body: '{"applications": [' }, "bad-response"],
    ["200 with a page (JSON)", "json", { status: 200, body: html }, "bad-response"],
    ["200 with a page (query)", "query", { status: 200, body: html }, "bad-response"],
    ["200 with a page (EC2)", "ec2", { status: 200, body: html }, "bad-response"],
    ["200 with nothing (JSON)", "json", { status: 200, body: "", headers: noRequestId }, "bad-response"],
    ["200 with nothing (query)", "query", { status: 200, body: "", headers: noRequestId }, "bad-response"],
    [
      "200 with other JSON",
      "json",
      { status: 200, body: '{"ok":true}', headers: noRequestId },
      "bad-response",
    ],
    ["200 with other XML", "query", { status: 200, body: foreignXml, headers: noRequestId }, "bad-response"],
    [
      "200 with other XML (EC2)",
      "ec2",
      { status: 200, body: foreignXml, headers: noRequestId },
      "bad-response",
    ],
    ["200 with nothing, of a known server", "json", { status: 200, body: "" }, "bad-response"],
    ["200 with other JSON, of a known server", "json", { status: 200, body: '{"ok":true}' }, "bad-response"],
    ["200 with a list for an object", "json", { status: 200, body: '["api"]' }, "bad-response"],
    ["200 with null", "json", { status: 200, body: "null" }, "bad-response"],
    ["200 with a text for a list", "json", { status: 200, body: '{"applications":"api"}' }, "bad-response"],
    ["200 with a number for a name", "json", { status: 200, body: '{"applications":[1]}' }, "bad-response"],
    ["200 with other XML, of a known server", "query", { status: 200, body: foreignXml }, "bad-response"],
    ["200 with other XML, of a known server (EC2)", "ec2", { status: 200, body: foreignXml }, "bad-response"],
    ["200 with nothing, of a known server (EC2)", "ec2", { status: 200, body: "" }, "bad-response"],
    [
      "200 with another operation's answer",
      "query",
      { status: 200, body: toXml("DescribePolicies") },
      "bad-response",
    ],
    [
      "200 with another operation's answer (EC2)",
      "ec2",
      { status: 200, body: "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>" },
      "bad-response",
    ],
    [
      "200 with the right root and no result",
      "query",
      {
        status: 200,
        body: "<DescribeAutoScalingGroupsResponse><error>no</error></DescribeAutoScalingGroupsResponse>",
      },
      "bad-response",
    ],
    ["302", "json", { status: 302, body: "" }, "bad-response"],
    ["407", "json", { status: 407, body: "" }, "bad-response"],
    ["403 with a page", "json", { status: 403, body: html }, "bad-response"],
    ["reset", "json", { error: makeNodeError("ECONNRESET", "TimeoutError") }, "unreachable"],
    ["reset in the body", "json", { error: makeNodeError("ECONNRESET") }, "unreachable"],
    ["refused", "query", { error: makeNodeError("ECONNREFUSED") }, "unreachable"],
    ["no such host", "ec2", { error: makeNodeError("ENOTFOUND") }, "unreachable"],
    ["late", "json", { error: makeNodeError("ETIMEDOUT", "TimeoutError") }, "timeout"],
  ])("%s", async (_name, protocol, canned, kind) => {
    const { failure } = await fetchFailure(protocol, canned);
    expect(failure.kind).toBe(kind);
    expect(failure.message).not.toBe("");
    expect(failure.message).not.toContain("\n");
  });

  it("an empty listing with a request id is an empty listing", async () => {
    const account = makeCannedAccount(() => ({ status: 200, body: "{}" }));
    const outcome = await makePort(account, [listApplications]).callFor(place)(listApplications, {});
    expect(outcome.ok).toBe(true);
  });

  it.each<readonly [Protocol, string]>([
    ["query", toXml("DescribeAutoScalingGroups")],
    ["query", `<?xml version="1.0"?>\n<!-- cached -->\n${toXml("DescribeAutoScalingGroups")}`],
    ["ec2", '<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"/>'],
  ])("and so it is in XML: %s %s", async (protocol, body) => {
    const { operation } = protocols[protocol];
    const account = makeCannedAccount(() => ({ status: 200, body }));
    const outcome = await makePort(account, [operation]).callFor(place)(operation, {});
    expect(outcome.ok).toBe(true);
  });

  it("a listing without a request id is believed for its content", async () => {
    const body = JSON.stringify({ applications: [] });
    const account = makeCannedAccount(() => ({ status: 200, body, headers: noRequestId }));
    const outcome = await makePort(account, [listApplications]).callFor(place)(listApplications, {});
    expect(outcome).toMatchObject({ ok: true, output: { applications: [] } });
  });
});

describe("a denial names the missing action", () => {
  it("the operation's, where AWS does not say", async () => {
    const body = protocols.ec2.toBody(
      "UnauthorizedOperation",
      "You are not authorized to perform this operation.",
    );
    const { failure } = await fetchFailure("ec2", { status: 403, body });
    expect(failure.missingAction).toBe("ec2:DescribeInstances");
  });

  it("AWS's, where another one is missing", async () => {
    const message =
      "User: arn:aws:iam::1:user/a is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/b";
    const { failure } = await fetchFailure("query", {
      status: 403,
      body: protocols.query.toBody("AccessDenied", message),
    });
    expect(failure.missingAction).toBe("sts:AssumeRole");
  });

  it("and other failures name none", async () => {
    const { failure } = await fetchFailure("query", {
      status: 400,
      body: protocols.query.toBody("InvalidAction", "no"),
    });
    expect(failure).not.toHaveProperty("missingAction");
  });
});

it("a name that Auto Scaling does not know is not found, other validation errors are rejected", async () => {
  const unknown = protocols.query.toBody(
    "ValidationError",
    "AutoScalingGroup name not found - AutoScalingGroup 'a' not found",
  );
  const wrong = protocols.query.toBody("ValidationError", "1 validation error detected");
  expect((await fetchFailure("query", { status: 400, body: unknown })).failure.kind).toBe("not-found");
  expect((await fetchFailure("query", { status: 400, body: wrong })).failure.kind).toBe("rejected");
});

it("a long message is cut", async () => {
  const body = protocols.json.toBody("AccessDeniedException", "x".repeat(5_000));
  const { failure } = await fetchFailure("json", { status: 400, body });
  expect(failure.message.length).toBeLessThan(400);
});
