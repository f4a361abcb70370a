import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import { openStillAccount, showStill } from "#e2e/still-account.ts";
import { toScopePath } from "#lib/domain/scope.ts";
import {
  failingScript,
  leftoverGreenFleet,
  orphanHook,
  quietGroups,
  recursiveLimbo,
  rollingDeployment,
} from "#lib/simulator/scenarios/index.ts";
import type { ObservedAccount } from "#lib/testing/observed-account.ts";

// Pictures of the main states. They are compared as they were looked at, and they are the README's. `npx playwright test
// -c e2e/playwright.config.ts pictures --update-snapshots` takes them anew: look at every one before committing it.

const stories = [
  recursiveLimbo,
  failingScript,
  orphanHook,
  leftoverGreenFleet,
  quietGroups,
  rollingDeployment,
];
test.use({ account: { stories }, viewport: { width: 1440, height: 1000 }, timezoneId: "UTC" });

type State = {
  readonly name: string;
  readonly path: (account: ObservedAccount) => Promise<string>;
  readonly prepare?: (page: Page) => Promise<void>;
};

/** A group's page, wherever the stories have put it. */
async function toGroupPath(account: ObservedAccount, group: string): Promise<string> {
  const scope = (await account.scopes()).find((known) => known.group === group);
  if (scope === undefined) throw new Error(`the account has no deployment group ${group}`);
  return toScopePath(scope);
}

const inGroup = (group: string, query = "") => ({
  path: async (account: ObservedAccount) => `${await toGroupPath(account, group)}${query}`,
});

const states: readonly State[] = [
  { name: "fleet", path: async () => "/" },
  { name: "limbo", ...inGroup("prod-api") },
  { name: "healthy", ...inGroup("prod-checkout") },
  { name: "finding", ...inGroup("prod-api", "?finding=recursive-deployment-limbo") },
  {
    name: "ghost",
    async path(account) {
      const { lanes } = await account.report("prod-api");
      return `${await toGroupPath(account, "prod-api")}/instances/${lanes.find(({ ghost }) => ghost)?.instanceId}`;
    },
  },
  {
    name: "deployment",
    async path(account) {
      const { deployments } = await account.report("prod-payments");
      return `${await toGroupPath(account, "prod-payments")}/deployments/${deployments[0]?.id}`;
    },
  },
  { name: "orphan-hook", ...inGroup("prod-billing") },
  {
    name: "keys",
    ...inGroup("prod-api"),
    async prepare(page) {
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "rule", path: async () => "/rules/recursive-deployment-limbo" },
  {
    name: "palette",
    path: async () => "/rules",
    async prepare(page) {
      // The handbook reads nothing that could be waited for: the key is heard once the page has woken.
      await expect(async () => {
        await page.keyboard.press("Control+k");
        await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1_000 });
      }).toPass();
    },
  },
];

let account: ObservedAccount | undefined;

test.beforeAll(async () => {
  account = await openStillAccount(stories);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the main states look as they did, ${colorScheme}`, async ({ page }) => {
    if (account === undefined) throw new Error("the account has not been opened");
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/rules");
    test.skip(!(await hasTheFonts(page)), "the pictures were taken with other fonts than this machine has");
    await showStill(page, account);
    for (const { name, path, prepare } of states) {
      const read = page.waitForResponse((response) => isReading(response.url()));
      const target = await path(account);
      await page.goto(target);
      if (!target.startsWith("/rules")) await read;
      await prepare?.(page);
      await expect.soft(page).toHaveScreenshot(`${name}-${colorScheme}.png`, {
        maxDiffPixelRatio: 0.005,
        animations: "disabled",
      });
    }
  });
}

/** The reading that replaces what was served: of the fleet, or of a group. */
function isReading(url: string): boolean {
  return /\/api\/groups(\/.*\/report)?(\?|$)/.test(url);
}

/** Text is as wide as in the pictures only with the same fonts. */
async function hasTheFonts(page: Page): Promise<boolean> {
  const width = await page.evaluate(() => {
    const probe = document.createElement("span");
    probe.textContent = "i-0fc7e249ff54395bb Pending:Wait 14:22:10 UTC";
    probe.style.cssText = "position:absolute;font:100px system-ui,sans-serif;white-space:pre";
    document.body.append(probe);
    const wide = probe.getBoundingClientRect().width;
    probe.remove();
    return Math.round(wide);
  });
  return width === fontWidth;
}

/** Of the probe in DejaVu Sans, Debian's. */
const fontWidth = 2_445;
