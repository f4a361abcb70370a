import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect } from "@playwright/test";
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

export { expect } from "@playwright/test";

/** A simulated account behind a loopback port, and the dashboard over it as a user would start it. */
export type Ghostline = OpenAccount & {
  readonly url: string;
  /** Where its history is. */
  readonly data: string;
  /** One more server over the same account. */
  startAnother(environment: Environment): Promise<Server>;
};

type Options = {
  /** What has happened in the account; and for how many minutes an earlier run of the dashboard has recorded it, if any did. */
  account: {
    readonly stories: readonly Story[];
    readonly recordedMinutes?: number;
    /** How long ago the stories' last act was. */
    readonly endedMinutesAgo?: number;
  };
  /** Trouble that AWS makes from the start. */
  trouble: { make(simulator: OpenAccount["simulator"]): void };
  /** More environment for the server; undefined takes a variable away. */
  environment: Environment;
  /** Console messages that this journey expects, as they come with the trouble it makes. */
  console: { readonly expected: readonly RegExp[] };
};

type Fixtures = { readonly ghostline: Ghostline; readonly noConsoleErrors: undefined };

export const test = base.extend<Options & Fixtures>({
  account: [{ stories: [] }, { option: true }],
  trouble: [{ make: () => undefined }, { option: true }],
  environment: [{}, { option: true }],
  console: [{ expected: [] }, { option: true }],

  async ghostline({ account: options, trouble, environment }, use) {
    const data = await mkdtemp(path.join(tmpdir(), "ghostline-e2e-"));
    const account = await open(options, data);
    trouble.make(account.simulator);
    const endpoint = await account.simulator.listen({ port: 0 });
    const server = await start(endpoint.url, { GHOSTLINE_DATA: data, ...environment });
    const others: Server[] = [];
    const startAnother = async (more: Environment) => {
      const other = await start(endpoint.url, { GHOSTLINE_DATA: data, ...environment, ...more });
      others.push(other);
      return other;
    };
    await use({ ...account, url: server.url, data, startAnother });
    await Promise.all([server, ...others].map((one) => one.stop()));
    await endpoint.close();
    await rm(data, { recursive: true });
  },

  baseURL: async ({ ghostline }, use) => {
    await use(ghostline.url);
  },

  noConsoleErrors: [
    async ({ page, console: { expected } }, use) => {
      const errors: string[] = [];
      const note = (text: string) => {
        if (!expected.some((pattern) => pattern.test(text))) errors.push(text);
      };
      page.on("console", (message) => {
        if (message.type() === "error") note(message.text());
      });
      page.on("pageerror", (error) => note(String(error)));
      await use(undefined);
      expect(errors, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

const clock = () => toInstant(Date.now());

async function open(options: Options["account"], data: string): Promise<OpenAccount> {
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

async function start(endpoint: string, environment: Options["environment"]): Promise<Server> {
  return await startServer({
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: simulatedCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: simulatedCredentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: "true",
    ...environment,
  });
}
