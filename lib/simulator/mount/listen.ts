import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Respond } from "#lib/simulator/mount/request-handler.ts";

/** `port: 0` takes any free one. */
export type ListenAddress = { readonly port: number; readonly host?: string };
export type Listening = { readonly url: string; close(): Promise<void> };

const mostBodyBytes = 1_000_000;
/** Longer than an SDK agent keeps an idle connection, so that reuse never meets our closing. */
const keepAliveMs = 65_000;

export async function listen(
  respond: Respond,
  { port, host = "127.0.0.1" }: ListenAddress,
): Promise<Listening> {
  const server = createServer((request, response) => {
    const { socket } = request;
    serve(respond, request, response).catch(() => socket.destroy());
  });
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${portOf(server, port)}`,
    close: () => close(server),
  };
}

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : asked;
}

async function serve(respond: Respond, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { socket } = request;
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const body = await readBody(request);
  const query = new URL(request.url ?? "/", "http://localhost").search;
  const reply = await respond({ headers: toHeaders(request), body, query }, gone.signal);
  if (response.destroyed) return;
  if (reply.kind === "reset") {
    socket.resetAndDestroy();
    return;
  }
  response.writeHead(reply.status, { ...reply.headers, date: new Date().toUTCString() }).end(reply.body);
}

function toHeaders(request: IncomingMessage): Record<string, string | undefined> {
  const headers = Object.entries(request.headers);
  return Object.fromEntries(
    headers.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

/** No call of these APIs is anywhere near so long: whoever sends more is cut off. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > mostBodyBytes) throw new RangeError(`the request is longer than ${mostBodyBytes} bytes`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString();
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
