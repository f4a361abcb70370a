import { randomUUID } from "node:crypto";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { toAwsError } from "#lib/simulator/wire/aws-error.ts";
import { toErrorAnswer } from "#lib/simulator/wire/error-answer.ts";
import { readJsonInput, writeJson } from "#lib/simulator/wire/json-body.ts";
import type { WireReply, WireRequest } from "#lib/simulator/wire/message.ts";
import { readQueryInput } from "#lib/simulator/wire/query-input.ts";
import { parseCredential, type Route, toRoute } from "#lib/simulator/wire/route.ts";
import { missingMember } from "#lib/simulator/wire/schema.ts";
import type { Operation, Protocol, Service } from "#lib/simulator/wire/service.ts";
import { writeEc2Answer, writeQueryAnswer } from "#lib/simulator/wire/xml-body.ts";

/** Who calls what. `operation` is as the caller named it, known or not. */
export type WireCall = {
  readonly account: string;
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly protocol: Protocol;
  readonly requestId: string;
};

/** A reply in place of the service's, and what the log should call it. */
export type Interception = { readonly reply: WireReply; readonly error: string };

export type WireServer = {
  readonly services: readonly Service[];
  /** The account behind an access key; undefined where there is none. */
  accountOf(accessKeyId: string): string | undefined;
  toContext(call: WireCall): SimContext;
  /** Before anything is decoded: may wait, throw, or answer in place of the service. */
  intercept?(call: WireCall, signal: AbortSignal): Promise<Interception | undefined>;
  /** After each call, with the error code where it failed. */
  finished?(call: WireCall, error: string | undefined): void;
};

/**
 * Answers one request in the protocol it came in: over a socket, inside a web server's route, or as the SDK's request handler.
 * What is not registered is answered as an unknown operation, every writing operation included.
 */
export async function answer(
  server: WireServer,
  request: WireRequest,
  signal: AbortSignal,
): Promise<WireReply> {
  const place: Place = { ...toRoute(server.services, request), requestId: randomUUID() };
  let call: WireCall | undefined;
  let performed: Performed;
  try {
    call = toCall(server, place, request);
    performed = await perform(server, place, { call, body: request.body, signal });
  } catch (thrown) {
    const { status, code, body } = toErrorAnswer(thrown, place);
    performed = { reply: toReply(place, body, { status, code }), error: code };
  }
  if (call !== undefined) server.finished?.(call, performed.error);
  return performed.reply;
}

type Place = Route & { readonly requestId: string };
type Performed = { readonly reply: WireReply; readonly error: string | undefined };
type Work = { readonly call: WireCall; readonly body: string; readonly signal: AbortSignal };

async function perform(server: WireServer, place: Place, work: Work): Promise<Performed> {
  const instead = await server.intercept?.(work.call, work.signal);
  if (instead !== undefined) return instead;
  return { reply: toReply(place, await run(server, place, work)), error: undefined };
}

function toCall(server: WireServer, place: Place, request: WireRequest): WireCall {
  const { protocol, operation, requestId } = place;
  const credential = parseCredential(request.headers.authorization);
  if (credential === undefined) throw toAwsError("unsigned", protocol, "Missing Authentication Token");
  const { accessKeyId, region } = credential;
  const account = server.accountOf(accessKeyId);
  if (account === undefined) {
    throw toAwsError("unknown-key", protocol, "The security token included in the request is invalid.");
  }
  const service = place.service?.signingName ?? credential.service;
  return { account, accessKeyId, region, service, operation, protocol, requestId };
}

async function run(server: WireServer, route: Route, { call, body }: Work): Promise<string> {
  const { service, entry, protocol } = route;
  if (service === undefined || entry === undefined) {
    throw toAwsError("unknown-operation", protocol, `${call.service}:${call.operation} is not simulated.`);
  }
  const input = await readInput(route, entry, body);
  const missing = missingMember(entry.input, input);
  if (missing !== undefined) throw service.toMissingMember(missing);
  const value = entry.run(input, server.toContext(call));
  if (service.protocol === "json") return writeJson(entry.output, value);
  const written = { operation: entry.name, schema: entry.output, value, requestId: call.requestId };
  return service.protocol === "ec2" ? writeEc2Answer(service, written) : writeQueryAnswer(service, written);
}

async function readInput({ protocol, form }: Route, entry: Operation, body: string): Promise<object> {
  try {
    if (protocol === "json") return await readJsonInput(entry.input, body);
    return readQueryInput(entry.input, form, protocol);
  } catch (error) {
    throw toAwsError("malformed", protocol, error instanceof Error ? error.message : String(error));
  }
}

type Failed = { readonly status: number; readonly code: string };

function toReply(
  { protocol, requestId }: Pick<WireCall, "protocol" | "requestId">,
  body: string,
  failed?: Failed,
): WireReply {
  const headers: Record<string, string> = {
    "content-type": protocol === "json" ? "application/x-amz-json-1.1" : "text/xml;charset=UTF-8",
    "x-amzn-requestid": requestId,
  };
  if (failed !== undefined && protocol === "json") headers["x-amzn-errortype"] = failed.code;
  return { kind: "answer", status: failed?.status ?? 200, headers, body };
}
