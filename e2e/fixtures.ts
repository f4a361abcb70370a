import { test as base, expect } from "@playwright/test";
import { type Account, type Ghostline, type Own, openGhostline } from "#e2e/open-ghostline.ts";
import { makeSharedServers, type SharedServers } from "#e2e/shared-servers.ts";

export { expect } from "@playwright/test";

type Options = {
  account: Account;
  /** Journeys that change their account or count its calls, and those with trouble, have a server of their own. */
  own: Own | "none";
  /** Console messages that this journey expects, as they come with the trouble it makes. */
  console: { readonly expected: readonly RegExp[] };
};

type Fixtures = {
  readonly served: Ghostline;
  /** The server of this journey alone, with its account. */
  readonly ghostline: Ghostline;
  readonly noConsoleErrors: undefined;
};

export const test = base.extend<Options & Fixtures, { readonly sharedServers: SharedServers }>({
  account: [{ stories: [] }, { option: true }],
  own: ["none", { option: true }],
  console: [{ expected: [] }, { option: true }],

  sharedServers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const servers = makeSharedServers();
      await use(servers);
      await servers.close();
    },
    { scope: "worker" },
  ],

  async served({ account, own, sharedServers }, use) {
    if (own === "none") return await use(await sharedServers.take(account));
    const ghostline = await openGhostline(account, own);
    await use(ghostline);
    await ghostline.close();
  },

  async ghostline({ served, own }, use) {
    if (own === "none") throw new Error("other journeys use this server, too: add test.use({ own: {} })");
    await use(served);
  },

  baseURL: async ({ served }, use) => {
    await use(served.url);
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
