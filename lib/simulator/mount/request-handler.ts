import { type HttpHandler, type HttpRequest, HttpResponse } from "@smithy/core/protocols";
import type { HttpHandlerOptions } from "@smithy/types";
import type { WireReply, WireRequest } from "#lib/simulator/wire/message.ts";

export type Respond = (request: WireRequest, signal: AbortSignal) => Promise<WireReply>;

/** An SDK request handler: real serialisers, signer and retries, but no socket, so nothing can leave the process. */
export function toRequestHandler(respond: Respond): HttpHandler {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request, options) {
      const signal = toSignal(options?.abortSignal);
      const reply = signal.aborted ? undefined : await respond(toWireRequest(request), signal);
      if (reply === undefined || signal.aborted) throw toNamedError("AbortError", "Request aborted");
      if (reply.kind === "reset") throw toResetError();
      const headers = { ...reply.headers, date: new Date().toUTCString() };
      return {
        response: new HttpResponse({ statusCode: reply.status, headers, body: Buffer.from(reply.body) }),
      };
    },
    updateHttpClientConfig() {
      // There is no connection to configure.
    },
    httpHandlerConfigs: () => ({}),
  };
}

/** The SDK also allows signals of its own older kind, which can only be looked at before the call. */
function toSignal(given: HttpHandlerOptions["abortSignal"]): AbortSignal {
  if (given instanceof AbortSignal) return given;
  const controller = new AbortController();
  if (given?.aborted === true) controller.abort();
  return controller.signal;
}

function toWireRequest(request: HttpRequest): WireRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { headers: Object.fromEntries(headers), body: toText(request.body) };
}

function toText(body: unknown): string {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
}

/** As the SDK's own handler calls a connection cut before the headers. */
function toResetError(): Error {
  return Object.assign(toNamedError("TimeoutError", "read ECONNRESET"), { code: "ECONNRESET" });
}

function toNamedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
