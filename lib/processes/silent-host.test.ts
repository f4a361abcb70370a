import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPostgresProcesses } from "#lib/processes/postgres.ts";

describe("a host that takes connections and says nothing", () => {
  let server: Server;
  let url: string;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    server = createServer((socket) => {
      sockets.push(socket);
      socket.resume().on("error", () => undefined);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    url = `postgresql://someone:secret@127.0.0.1:${typeof address === "object" ? address?.port : 0}/ghostline`;
  });

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
  });

  it("is trouble after a while, is asked again, and nobody learns the password", async () => {
    const processes = createPostgresProcesses({
      url,
      intervals: { silenceMs: 100, firstRetryMs: 10, longestRetryMs: 20 },
    });
    await expect.poll(() => processes.trouble()).toBe("PostgreSQL cannot be reached: it does not answer");
    await expect.poll(() => sockets.length).toBeGreaterThan(2);
    await processes.close();
  });

  it("does not hold up the end", async () => {
    const processes = createPostgresProcesses({ url });
    await expect.poll(() => sockets.length).toBe(1);
    const startedMs = performance.now();
    await processes.close();
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(processes.trouble()).toBeUndefined();
  });
});
