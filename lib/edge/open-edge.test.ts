import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { findFreePort } from "#lib/commands/free-port.ts";
import { type Edge, openEdge } from "#lib/edge/open-edge.ts";

const opened: Edge[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((edge) => edge.close(0)));
});

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function open(answer: Answer) {
  const port = await findFreePort();
  const edge = await openEdge({ host: "127.0.0.1", port, mode: "start", names: new Set(["ghost"]) });
  opened.push(edge);
  edge.answerWith(answer);
  return { edge, port, url: `http://127.0.0.1:${port}` };
}

const greet: Answer = async (_, response) => {
  response.end("hello");
};

describe("what stands between the network and the dashboard", () => {
  it("every answer asks browsers to be careful, and each has a nonce of its own that the dashboard is told", async () => {
    const told: unknown[] = [];
    const { url } = await open(async (request, response) => {
      told.push(request.headers["x-nonce"], request.headers["content-security-policy"]);
      response.end();
    });
    const answers = await Promise.all(["/", "/", "/%ZZ"].map((path) => fetch(`${url}${path}`)));
    const policies = answers.map(({ headers }) => headers.get("content-security-policy") ?? "");
    expect(new Set(policies).size).toBe(3);
    for (const [index, policy] of policies.entries()) {
      const [, nonce] = /script-src 'self' 'nonce-([^']+)';/.exec(policy) ?? [];
      expect(nonce).toMatch(/^[\w+/=]{20,}$/);
      if (index < 2) expect(told).toEqual(expect.arrayContaining([nonce, policy]));
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(answers[index]?.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answers[index]?.headers.get("referrer-policy")).toBe("same-origin");
      expect(answers[index]?.headers.get("permissions-policy")).toContain("camera=()");
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
    expect(await answers[2]?.json()).toMatchObject({ error: { code: "bad-path" } });
  });

  it("names that are not ours, and headers that outsiders made up, do not pass", async () => {
    let nonce: unknown;
    const { port } = await open(async (request, response) => {
      nonce = request.headers["x-nonce"];
      response.end();
    });
    const ask = (host: string) =>
      new Promise<number>((resolve, reject) => {
        httpRequest({ port, host: "127.0.0.1", headers: { host, "x-nonce": "mine" } }, ({ statusCode = 0 }) =>
          resolve(statusCode),
        )
          .once("error", reject)
          .end();
      });
    expect([await ask("evil.com"), await ask("ghost"), await ask("localhost")]).toEqual([403, 200, 200]);
    expect(nonce).not.toBe("mine");
  });

  it("what is no HTTP is answered with the same care", async () => {
    const { port } = await open(greet);
    const said = await new Promise<string>((resolve, reject) => {
      const chunks: string[] = [];
      const socket = connect(port, "127.0.0.1", () => socket.write("NONSENSE\r\n\r\n"));
      socket
        .on("data", (chunk: Buffer) => chunks.push(chunk.toString()))
        .once("error", reject)
        .once("close", () => resolve(chunks.join("")));
    });
    expect(said).toMatch(/^HTTP\/1.1 400 /);
    expect(said).toContain("content-security-policy: ");
    expect(JSON.parse(said.slice(said.indexOf("\r\n\r\n")))).toMatchObject({
      error: { code: "bad-request" },
    });
  });

  it("running answers end before it closes, and what comes after is refused", async () => {
    let finish: () => void = () => undefined;
    const { edge, url } = await open(async (_, response) => {
      response.write("he");
      finish = () => response.end("llo");
    });
    const answer = await fetch(url);
    const closing = edge.close(60_000);
    await expect(fetch(url)).rejects.toThrow();
    finish();
    expect(await answer.text()).toBe("hello");
    await closing;
  });

  it("answers that do not end are cut in the end", async () => {
    const { edge, url } = await open(async (_, response) => {
      response.write("he");
    });
    const answer = await fetch(url);
    await edge.close(10);
    await expect(answer.text()).rejects.toThrow();
  });

  it("a fault of the dashboard ends its own answer alone", async () => {
    const { url } = await open(async (request, response) => {
      if (request.url === "/bug") throw new Error("a bug");
      response.end("hello");
    });
    await expect(fetch(`${url}/bug`)).rejects.toThrow();
    expect(await (await fetch(url)).text()).toBe("hello");
  });

  it("a port that is taken is an error, not a silence", async () => {
    const { port } = await open(greet);
    const again = openEdge({ host: "127.0.0.1", port, mode: "start", names: new Set() });
    await expect(again).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("one client's streams have a bound", async () => {
    const { url } = await open(async (_, response) => {
      response.write(": open\n\n");
    });
    const leaving = new AbortController();
    const ask = () => fetch(`${url}/api/stream`, { signal: leaving.signal });
    const answers = await Promise.all(Array.from({ length: 260 }, ask));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(256);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get("retry-after")).toBe("5");
    expect(await refused?.json()).toMatchObject({ error: { code: "too-many-streams" } });
    leaving.abort();
  });

  it("questions about the past take turns, four at once, and are refused where too many wait; others pass", async () => {
    const begun: ServerResponse[] = [];
    const { url } = await open(async (request, response) => {
      if (request.url === "/now") response.end("now");
      else begun.push(response);
    });
    const asked = Array.from({ length: 70 }, () => fetch(`${url}/?at=2026-11-23T14:00:00Z`));
    expect(await (await fetch(`${url}/now`)).text()).toBe("now");
    const refused = await Promise.race(asked);
    expect(refused.status).toBe(429);
    expect(begun).toHaveLength(4);
    const answering = setInterval(() => {
      for (const response of begun.splice(0)) response.end("then");
    }, 1);
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    clearInterval(answering);
    expect(statuses.filter((status) => status === 200)).toHaveLength(64);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
  });
});
