import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { inspect } from "node:util";
import { allowedMethods, findRefusal, type Refusal } from "#lib/edge/find-refusal.ts";
import { createPlaces } from "#lib/edge/places.ts";
import { toSecurityHeaders } from "#lib/edge/security-headers.ts";
import { createTurns } from "#lib/edge/turns.ts";

export type EdgeSetup = {
  readonly host: string;
  readonly port: number;
  readonly mode: "dev" | "start";
  /** What the server is called besides its addresses and loopback names. */
  readonly names: ReadonlySet<string>;
};

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What stands between the network and the dashboard. */
export type Edge = {
  /** Requests before this wait. */
  answerWith(answer: Answer): void;
  /** WebSockets of the development server; no others are taken. */
  passUpgradesTo(handler: Server): void;
  /** Takes no more requests and lets running answers finish, but not longer than `graceMs`. */
  close(graceMs: number): Promise<void>;
};

/** As many tabs of one address as a team behind one proxy has, and a bound for those who open them in a loop. */
const streamLimits = { perClient: 256, inAll: 1_024 } as const;
/** A moment of the past is judged anew for each who asks: one client's do not hold up the others. */
const pastLimits = { atOnce: 4, waiting: 60 } as const;

/** Listens, so that a port that is taken is known before anything else is opened. Rejects with the system's error. */
export async function openEdge(setup: EdgeSetup): Promise<Edge> {
  let answerWith: Edge["answerWith"] = () => undefined;
  const ready = new Promise<Answer>((resolve) => {
    answerWith = resolve;
  });
  const gate = createGate(setup, ready);
  const server = createServer(gate);
  server.on("clientError", (_, socket: Socket) => refuseUnreadable(socket, setup));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(setup.port, setup.host, resolve);
  });
  return {
    answerWith,
    passUpgradesTo(handler) {
      if (setup.mode !== "dev") return;
      server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
        if (findRefusal(request, setup.names) === undefined) handler.emit("upgrade", request, socket, head);
        else socket.destroy();
      });
    },
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

function createGate({ mode, names }: EdgeSetup, ready: Promise<Answer>): Handler {
  const streams = createPlaces(streamLimits);
  const pasts = createTurns(pastLimits);
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const answer = await ready;
    // Whoever waited for a turn may have left.
    if (response.destroyed) return;
    try {
      await answer(request, response);
    } catch (cause) {
      process.stderr.write(`A fault of Ghostline, at ${request.url}: ${inspect(cause)}\n`);
      response.destroy();
    }
  };
  return (request, response) => {
    const nonce = randomBytes(16).toString("base64");
    const headers = toSecurityHeaders(nonce, mode);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = findRefusal(request, names);
    if (refusal !== undefined) return refuse(request, response, refusal);
    // Next.js finds the nonce for its scripts in the request's policy, the layout the one for ours.
    request.headers["content-security-policy"] = headers["content-security-policy"];
    request.headers["x-nonce"] = nonce;
    const client = request.socket.remoteAddress ?? "";
    const [path = "", query = ""] = (request.url ?? "").split("?");
    if (path === "/api/stream") {
      const leave = streams.take(client);
      if (leave === undefined) return refuse(request, response, tooManyStreams);
      response.once("close", leave);
    } else if (new URLSearchParams(query).has("at")) {
      const turn = () => untilClosed(response, pass(request, response));
      if (!pasts.take(client, turn)) refuse(request, response, tooMuchPast);
      return;
    }
    void pass(request, response);
  };
}

/** A turn ends with its answer, or where nobody waits for that any more. */
async function untilClosed(response: ServerResponse, passing: Promise<void>): Promise<void> {
  if (response.destroyed) return;
  await passing;
  if (!response.closed) await new Promise((resolve) => response.once("close", resolve));
}

const tooManyStreams: Refusal = {
  status: 429,
  code: "too-many-streams",
  message: "Too many event streams are open, of this address or in all. Close some tabs.",
};
const tooMuchPast: Refusal = {
  status: 429,
  code: "too-many-requests",
  message: "Too many questions about the past are waiting already. Ask again in some seconds.",
};

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const { status, code, message } = refusal;
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    ...(status === 405 && { allow: allowedMethods }),
    ...(status === 429 && { "retry-after": "5" }),
  });
  response.end(JSON.stringify({ error: { code, message } }));
  // A body that nobody reads must not keep the connection.
  request.resume();
}

/** What is not HTTP, or longer than Node.js reads. */
function refuseUnreadable(socket: Socket, { mode }: EdgeSetup): void {
  if (!socket.writable) return void socket.destroy();
  const message = "The request is malformed, or its header is longer than 16 KB.";
  const body = JSON.stringify({ error: { code: "bad-request", message } });
  const headers = Object.entries({
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
    ...toSecurityHeaders(randomBytes(16).toString("base64"), mode),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${headers.join("")}\r\n${body}`);
}
