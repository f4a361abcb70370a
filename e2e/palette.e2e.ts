import type { Page } from "@playwright/test";
import axe from "axe-core";
import { busyAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { Fleet, Found } from "#lib/report/schema.ts";

test.use({ account: busyAccount });

const group = "/groups/123456789012/us-east-1/api/prod-api";
const palette = (page: Page) => page.getByRole("dialog", { name: "Jump to" });
const input = (page: Page) => palette(page).getByRole("combobox");

/** The first key presses may come before the page listens. */
async function open(page: Page): Promise<void> {
  await expect(async () => {
    if (!(await palette(page).isVisible())) await page.keyboard.press("ControlOrMeta+k");
    await expect(input(page)).toBeFocused({ timeout: 1_000 });
  }).toPass();
}

async function readGhost(page: Page): Promise<string> {
  await page.goto(group);
  const link = page.getByRole("region", { name: "Answer" }).getByRole("link", { name: /^i-/ }).first();
  return (await link.textContent()) ?? "";
}

test("part of an id and Enter lead to the instance, wherever one is", async ({ page }) => {
  const ghost = await readGhost(page);
  await page.goto("/rules");
  await open(page);
  // Without a pause: Enter means what will be found.
  await page.keyboard.type(ghost.slice(2, 12));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/api/prod-api/instances/${ghost}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(ghost);
  await expect(palette(page)).toHaveCount(0);
});

/** From now on no code comes from the server until it is let. */
async function holdCode(page: Page): Promise<() => void> {
  let release: (() => void) | undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/chunks/**", async (route) => {
    await released;
    await route.continue();
  });
  return () => release?.();
}

test("no letter and no Enter is lost, however late the palette's code comes", async ({ page }) => {
  for (const typed of [
    { early: "prod-a", late: "pi" },
    { early: "prod-api", late: "" },
  ]) {
    await page.goto("/rules");
    // The server does not know the keyboard: these words stand there once the page listens.
    await expect(page.getByRole("button", { name: /^Ctrl K/ })).toBeVisible();
    const release = await holdCode(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.type(typed.early);
    if (typed.late === "") await page.keyboard.press("Enter");
    await expect(input(page)).toHaveValue(typed.early);
    await expect(palette(page).getByRole("listbox")).toHaveCount(0);
    release();
    if (typed.late !== "") {
      await expect(palette(page).getByRole("listbox")).toBeVisible();
      await page.keyboard.type(typed.late);
      await page.keyboard.press("Enter");
    }
    await expect(page).toHaveURL(new RegExp(`${group}$`));
  }
});

test("opened before the fleet's code has come, it changes nothing of what was served", async ({ page }) => {
  let release: (() => void) | undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/chunks/**", async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes("Deployment groups, worst first")) await released;
    await route.fulfill({ response });
  });
  await page.route("**/api/groups", async (route) => {
    const fleet = Fleet.parse(await (await route.fetch()).json());
    await route.fulfill({ json: { ...fleet, groups: fleet.groups.slice(0, 1) } });
  });
  await page.goto("/", { waitUntil: "commit" });
  await open(page);
  await page.keyboard.type("prod-");
  await expect(palette(page).getByRole("option", { name: /^Critical: api \/ prod-api/ })).toBeVisible();
  release?.();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  // The page listens, and has read again: that it woke without a fault is what every journey's end asks.
  await expect(page.getByRole("table", { name: /Deployment groups/ }).getByRole("row")).toHaveCount(2);
});

test("arrows choose: a rule, a group, a page", async ({ page }) => {
  await page.goto("/");
  await open(page);
  await expect(palette(page).getByRole("option", { name: /Fleet/ })).toBeVisible();
  await page.keyboard.type("recursive");
  const rule = palette(page).getByRole("option", { name: /recursive-deployment-limbo/ });
  await expect(rule).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/rules\/recursive-deployment-limbo$/);

  await page.getByRole("button", { name: /jump to/ }).click();
  await input(page).fill("audit");
  await expect(palette(page).getByRole("option").first()).toContainText("Audit");
  await input(page).fill("prod-api");
  await expect(palette(page).getByRole("option").first()).toContainText("api / prod-api");
  await page.keyboard.press("ArrowDown");
  await expect(palette(page).getByRole("option").nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${group}$`));
});

test("who looks at the past stays there", async ({ page }) => {
  const at = new Date(Date.now() - 5 * 60_000).toISOString();
  await page.goto(`${group}?at=${at}`);
  await open(page);
  await page.keyboard.type("asg-prod-api");
  await expect(palette(page).getByText("Auto Scaling groups")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${group}?at=${encodeURIComponent(at)}`);
  await expect(palette(page)).toHaveCount(0);
});

test("an id seen nowhere is said to be so, and Escape leads back to where one was", async ({ page }) => {
  await page.goto("/");
  const search = page.getByRole("searchbox");
  await expect(search).toBeVisible();
  await search.focus();
  await open(page);
  await page.keyboard.type("i-0ffffffffffffffff");
  await expect(palette(page).getByRole("status")).toContainText(
    /Nothing found; it may be older than what was recorded \(since \d{4}-/,
  );
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(search).toBeFocused();
  const button = page.getByRole("button", { name: /jump to/ });
  await button.click();
  await expect(input(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
});

test("it does not open over another dialog", async ({ page }) => {
  await page.goto("/");
  await open(page);
  await page.keyboard.press("Escape");
  await page.evaluate(() => {
    const other = document.body.appendChild(document.createElement("dialog"));
    other.showModal();
  });
  await page.keyboard.press("ControlOrMeta+k");
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(palette(page)).toHaveCount(0);
});

test("the route answers as its schema says, and refuses an empty question", async ({ request }) => {
  const found = await request.get("/api/find?q=prod-api");
  expect(Found.parse(await found.json()).kinds[0]).toMatchObject({ kind: "group", total: 1 });
  expect(found.headers()["cache-control"]).toBe("no-store");
  const refused = await request.get("/api/find?q=%20");
  expect(refused.status()).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { code: "bad-query" } });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in it, and it fits at 390 px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto("/");
      await open(page);
      for (const text of ["", "i-0", "no such thing"]) {
        await input(page).fill(text);
        await expect(palette(page).getByRole("status")).toHaveText(/found/i);
        await page.evaluate(axe.source);
        const violations = await page.evaluate(async () => {
          const { axe: loaded } = globalThis as unknown as { axe: typeof axe };
          return (await loaded.run()).violations.map(
            ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`,
          );
        });
        expect(violations, `${width} ${text}`).toEqual([]);
        const box = await palette(page).boundingBox();
        expect((box?.x ?? -1) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    }
  });
}
