import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createClients } from "#lib/aws/clients.ts";
import { createHandler, type Patience } from "#lib/aws/handler.ts";
import { listApplications } from "#lib/aws/operations.ts";
import { makePort, place } from "#lib/aws/testing/canned-account.ts";

const patience: Patience = { connectMs: 5_000, answerMs: 5_000, silenceMs: 5_000 };

const mebibyte = Buffer.alloc(1024 * 1024, " ");

/** Sends a listing whose body is so many MiB long and tells how the connection ended. */
function sendLong(response: ServerResponse, mebibytes: number, headers: Record<string, string>): void {
  response.writeHead(response.statusCode, { "x-amzn-requestid": "r", ...headers });
  response.write('{"applications":["api"]}');
  for (let sent = 0; sent < mebibytes; sent += 1) response.write(mebibyte);
  response.end();
}

/** Asks a server on this machine's loopback address that treats each request as told. */
async function fetchFrom(treat: (response: ServerResponse) => void, changes: Partial<Patience> = {}) {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    treat(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The cast holds for servers that listen on a port.
  const { port } = server.address() as AddressInfo;
  const clients = createClients({
    credentialsFor: () => ({ accessKeyId: "AKIAFAKE", secretAccessKey: "fake" }),
    endpoint: `http://127.0.0.1:${port}`,
    requestHandler: createHandler({ ...patience, ...changes }),
  });
  try {
    const outcome = await makePort({ clients }, [listApplications]).callFor(place)(listApplications, {});
    return { outcome, requests };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("the handler's time limits fire", () => {
  it.each<readonly [string, Partial<Patience>, (response: ServerResponse) => void]>([
    ["where no answer comes", { answerMs: 50 }, () => undefined],
    [
      "where a body stalls half-way",
      { silenceMs: 50 },
      (response) => {
        response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).write('{"applications":');
      },
    ],
  ])("%s", async (_name, changes, treat) => {
    const { outcome, requests } = await fetchFrom(treat, changes);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "timeout", attempts: 3 } });
    expect(requests).toBe(3);
  });

  it("and not where the answer comes in time", async () => {
    const { outcome } = await fetchFrom((response) => {
      response.writeHead(200, { "x-amzn-requestid": "r" }).end('{"applications":["api"]}');
    });
    expect(outcome).toMatchObject({ ok: true, output: { applications: ["api"] } });
  });
});

describe("an answer that is too long", () => {
  it.each<{ name: string; mebibytes: number; status: number; headers: Record<string, string> }>([
    { name: "and does not say how long it is", mebibytes: 17, status: 200, headers: {} },
    { name: "and says so", mebibytes: 0, status: 200, headers: { "content-length": "99999999" } },
    { name: "and is an error", mebibytes: 17, status: 500, headers: {} },
  ])(
    "$name is refused by name, at once, and its connection is closed",
    async ({ mebibytes, status, headers }) => {
      const closed: Promise<unknown>[] = [];
      const { outcome, requests } = await fetchFrom((response) => {
        closed.push(new Promise((resolve) => response.socket?.once("close", resolve)));
        response.statusCode = status;
        sendLong(response, mebibytes, headers);
      });
      expect(outcome).toMatchObject({
        ok: false,
        failure: {
          kind: "too-large",
          operation: listApplications.id,
          message: expect.stringContaining("16 MB"),
        },
      });
      expect(requests).toBe(1);
      await Promise.all(closed);
    },
  );

  it("is one of more than 16 MB", async () => {
    const { outcome } = await fetchFrom((response) => sendLong(response, 15, {}));
    expect(outcome).toMatchObject({ ok: true, output: { applications: ["api"] } });
  });
});
