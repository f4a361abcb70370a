import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClients } from "#lib/aws/clients.ts";
import { describeAutoScalingGroups, listApplications } from "#lib/aws/operations.ts";
import { makePort, place } from "#lib/aws/testing/canned-account.ts";

const allow = [listApplications, describeAutoScalingGroups];
const nowhere = "/nonexistent/ghostline-test";

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_CONFIG_FILE", nowhere);
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", nowhere);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A server on this machine's loopback address that says by which name it was signed for. */
async function withServer(run: (url: string, signed: readonly string[]) => Promise<void>): Promise<void> {
  const signed: string[] = [];
  const server = createServer((request, response) => {
    signed.push(request.headers.authorization?.split("/").slice(0, 4).join("/") ?? "unsigned");
    response.writeHead(200, { "x-amzn-requestid": "r" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The cast holds for servers that listen on a port.
  const { port } = server.address() as AddressInfo;
  try {
    await run(`http://127.0.0.1:${port}`, signed);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("clients that are given nothing", () => {
  it.each(["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_CODEDEPLOY"])(
    "go where %s says, with the credentials of the environment",
    async (variable) => {
      await withServer(async (url, signed) => {
        vi.stubEnv(variable, url);
        vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAENV");
        vi.stubEnv("AWS_SECRET_ACCESS_KEY", "s");
        const outcome = await makePort({ clients: createClients() }, allow).callFor(place)(
          listApplications,
          {},
        );
        expect(outcome.ok).toBe(true);
        expect(signed).toHaveLength(1);
        expect(signed[0]).toMatch(/AKIAENV\/\d+\/eu-west-1\/codedeploy$/);
      });
    },
  );

  it("say so where there are no credentials, and send nothing", async () => {
    await withServer(async (url, signed) => {
      vi.stubEnv("AWS_ENDPOINT_URL", url);
      const outcome = await makePort({ clients: createClients() }, allow).callFor(place)(
        describeAutoScalingGroups,
        {},
      );
      expect(outcome).toMatchObject({ ok: false, failure: { kind: "no-credentials" } });
      expect(signed).toEqual([]);
    });
  });
});
