import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { fetchJson, ReadFailed } from "#components/data/fetch-json.ts";
import type { Fleet } from "#lib/report/schema.ts";

const fleet: Fleet = {
  at: "2026-11-23T14:22:10Z",
  mode: "now",
  historyTrouble: null,
  groups: [],
  trouble: [],
  places: [],
};
const { signal } = new AbortController();
let server: Server | undefined;

async function serve(status: number, body: string): Promise<string> {
  const started = createServer((_, response) => response.writeHead(status).end(body));
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}/`;
}

afterEach(() => {
  server?.close();
});

describe("reading from the dashboard's server", () => {
  it("gives what fits the schema", async () => {
    expect(await fetchJson(await serve(200, JSON.stringify(fleet)), "fleet", signal)).toEqual(fleet);
  });
  it.each([
    [
      404,
      JSON.stringify({ error: { code: "unknown-group", message: "No such group." } }),
      "unknown-group",
      "No such group.",
    ],
    [502, "<html>bad gateway</html>", "unexpected", "The dashboard's server answered 502."],
    [200, JSON.stringify({ ...fleet, groups: "none" }), "other-version", "another shape"],
    [200, "", "other-version", "another shape"],
  ])("a %i with %s is refused as %s", async (status, body, code, message) => {
    const refusal = await fetchJson(await serve(status, body), "fleet", signal).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(ReadFailed);
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
