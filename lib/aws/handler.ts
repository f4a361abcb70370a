import { NodeHttpHandler } from "@smithy/node-http-handler";

export type Patience = { readonly connectMs: number; readonly answerMs: number; readonly silenceMs: number };

const defaultPatience: Patience = { connectMs: 2_000, answerMs: 8_000, silenceMs: 8_000 };

/**
 * The HTTP handler of all clients: one, so that idle connections are shared. Without `throwOnRequestTimeout` the SDK only
 * warns of a late answer, and a body that stalls half-way ends by `socketTimeout` alone.
 */
export function createHandler(patience: Patience = defaultPatience): NodeHttpHandler {
  const agent = { keepAlive: true, maxSockets: 50 };
  return new NodeHttpHandler({
    connectionTimeout: patience.connectMs,
    requestTimeout: patience.answerMs,
    throwOnRequestTimeout: true,
    socketTimeout: patience.silenceMs,
    httpAgent: agent,
    httpsAgent: agent,
  });
}
