import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { benchPlace } from "#lib/bench/place.ts";
import type { Simulator } from "#lib/simulator/mount/simulator.ts";
import { startServer } from "#lib/testing/start-server.ts";

export type Dashboard = { readonly url: string; stop(): Promise<void> };

/** The dashboard as a user starts it, over this simulated account, with a history of its own; built first where there is no build. */
export async function startDashboard(simulator: Simulator): Promise<Dashboard> {
  const endpoint = await simulator.listen({ port: 0 });
  const data = mkdtempSync(path.join(tmpdir(), "ghostline-bench-"));
  const server = await startServer({
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_REGION: benchPlace.region,
    AWS_ACCESS_KEY_ID: "AKIABENCH",
    AWS_SECRET_ACCESS_KEY: "bench",
    AWS_EC2_METADATA_DISABLED: "true",
    GHOSTLINE_DATA: data,
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await endpoint.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
