import { Readable } from "node:stream";
import { type HttpHandlerOptions, HttpResponse } from "@smithy/core/protocols";
import { type Clients, type ClientsSetup, createClients } from "#lib/aws/clients.ts";
import type { Operation } from "#lib/aws/operation.ts";
import { createPort, type Port, type PortSetup } from "#lib/aws/port.ts";
import { toInstant } from "#lib/domain/time.ts";

/** What a canned account answers to one request: an HTTP answer, an error of the transport, or nothing for ever. */
export type Canned =
  | {
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly error: Error }
  | "hang";

/** The requests that reached it, as far as tests ask. */
export type Received = {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly host: string;
};

export type CannedAccount = {
  readonly clients: Clients;
  readonly received: readonly Received[];
};

export const readAt = toInstant(Date.parse("2026-11-23T14:00:00Z"));
export const place = { account: "111122223333", region: "eu-west-1" };

type RequestLike = {
  readonly body?: unknown;
  readonly headers: Record<string, string>;
  readonly hostname: string;
};

/** Real SDK clients over a handler that answers each request by `answer`, given how many came before. */
export function makeCannedAccount(
  answer: (index: number, request: Received) => Canned,
  setup: Omit<ClientsSetup, "requestHandler"> = {},
): CannedAccount {
  const received: Received[] = [];
  const requestHandler = {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request: RequestLike, options: HttpHandlerOptions = {}) {
      const seen = { body: toText(request.body), headers: request.headers, host: request.hostname };
      received.push(seen);
      const canned = answer(received.length - 1, seen);
      if (canned === "hang") return await rejectOnAbort(options.abortSignal);
      if ("error" in canned) throw canned.error;
      const headers = { "x-amzn-requestid": "r-1", date: new Date().toUTCString(), ...canned.headers };
      return {
        response: new HttpResponse({
          statusCode: canned.status,
          headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== "")),
          body: Readable.from([Buffer.from(canned.body)]),
        }),
      };
    },
  };
  const credentialsFor = () => ({ accessKeyId: "AKIAFAKE", secretAccessKey: "fake" });
  return { clients: createClients({ credentialsFor, ...setup, requestHandler }), received };
}

/** A port over the canned account. */
export function makePort(
  account: { readonly clients: Clients },
  allow: readonly Operation[],
  setup: Partial<PortSetup> = {},
): Port {
  return createPort({ clients: account.clients, allow, clock: () => readAt, ...setup });
}

function rejectOnAbort(signal: HttpHandlerOptions["abortSignal"]): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal instanceof AbortSignal)
      signal.addEventListener("abort", () => {
        reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
      });
  });
}

function toText(body: unknown): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body as Uint8Array);
}
