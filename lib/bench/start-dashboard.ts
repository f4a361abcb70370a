import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { benchPlace } from "#lib/bench/place.ts";
import type { Simulator } from "#lib/simulator/mount/simulator.ts";
import { type Preload, startServer } from "#lib/testing/start-server.ts";

export type Dashboard = {
  readonly url: string;
  /** What the server printed so far. */
  said(): string;
  stop(): Promise<void>;
};

/** The dashboard as a user starts it, over this simulated account, with a history of its own; built first where there is no build. */
export async function startDashboard(simulator: Simulator): Promise<Dashboard> {
  const endpoint = await simulator.listen({ port: 0 });
  const dashboard = await startDashboardOver(endpoint.url);
  return {
    ...dashboard,
    async stop() {
      await dashboard.stop();
      await endpoint.close();
    },
  };
}

/** The same over a simulated account in another process. */
export async function startDashboardOver(
  endpointUrl: string,
  preloads: readonly Preload[] = [],
): Promise<Dashboard> {
  const data = mkdtempSync(path.join(tmpdir(), "ghostline-bench-"));
  const environment = {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: benchPlace.region,
    AWS_ACCESS_KEY_ID: "AKIABENCH",
    AWS_SECRET_ACCESS_KEY: "bench",
    AWS_EC2_METADATA_DISABLED: "true",
    GHOSTLINE_DATA: data,
  };
  const server = await startServer(environment, preloads);
  return {
    url: server.url,
    said: server.said,
    async stop() {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
