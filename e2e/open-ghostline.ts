import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { addMs, minuteMs, toInstant } from "#lib/domain/time.ts";
import { openHistory } from "#lib/history/open-history.ts";
import { openRecordedAccount } from "#lib/server/rehearse.ts";
import {
  type OpenAccount,
  openAccount,
  simulatedCredentials,
} from "#lib/simulator/scenarios/open-account.ts";
import type { Story } from "#lib/simulator/scenarios/stage.ts";
import { type Environment, type Server, startServer } from "#lib/testing/start-server.ts";

/** What has happened in the account; and for how many minutes an earlier run of the dashboard has recorded it, if any did. */
export type Account = {
  readonly stories: readonly Story[];
  readonly recordedMinutes?: number;
  /** How long ago the stories' last act was. */
  readonly endedMinutesAgo?: number;
};

/** What only a server that no other journey uses can have. */
export type Own = {
  /** Trouble that AWS makes from the start. */
  readonly trouble?: (simulator: OpenAccount["simulator"]) => void;
  /** More environment for the server; undefined takes a variable away. */
  readonly environment?: Environment;
};

/** A simulated account behind a loopback port, and the dashboard over it as a user would start it. */
export type Ghostline = OpenAccount & {
  readonly url: string;
  /** Where its history is. */
  readonly data: string;
  /** One more server over the same account. */
  startAnother(environment: Environment): Promise<Server>;
  close(): Promise<void>;
};

export async function openGhostline(options: Account, own: Own = {}): Promise<Ghostline> {
  const data = await mkdtemp(path.join(tmpdir(), "ghostline-e2e-"));
  const account = await open(options, data);
  own.trouble?.(account.simulator);
  const endpoint = await account.simulator.listen({ port: 0 });
  const servers: Server[] = [];
  const start = async (more: Environment) => {
    const server = await startServer({
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: simulatedCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: simulatedCredentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
      GHOSTLINE_DATA: data,
      ...own.environment,
      ...more,
    });
    servers.push(server);
    return server;
  };
  const { url } = await start({});
  return {
    ...account,
    url,
    data,
    startAnother: start,
    async close() {
      await Promise.all(servers.map((server) => server.stop()));
      await endpoint.close();
      await rm(data, { recursive: true });
    },
  };
}

const clock = () => toInstant(Date.now());

async function open(options: Account, data: string): Promise<OpenAccount> {
  const { stories, recordedMinutes, endedMinutesAgo = 0 } = options;
  const now = clock();
  const curtain = addMs(now, -endedMinutesAgo * minuteMs);
  if (recordedMinutes === undefined) return openAccount({ stories, now, curtain, realNowMs: clock });
  const history = await openHistory({ kind: "sqlite", directory: data, clock });
  const from = addMs(now, -recordedMinutes * minuteMs);
  const account = await openRecordedAccount({ stories, history, from, to: now, curtain, clock });
  await history.close();
  return account;
}
