import type { Page } from "@playwright/test";
import axe from "axe-core";
import { busyAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";

test.use({ account: busyAccount });

const group = "/groups/123456789012/us-east-1/api/prod-api";
const wiring = (page: Page) => page.getByRole("region", { name: "Wiring", exact: true });
const picture = (page: Page) => wiring(page).getByRole("region", { name: "Picture of the wiring" });

test("the broken link to the ghost is drawn, said, and leads to the ghost", async ({ page }) => {
  await page.goto(group);
  await wiring(page).getByRole("button", { name: "Show the wiring" }).click();
  await expect(page).toHaveURL(/wiring=picture/);
  await expect(wiring(page).getByRole("heading", { level: 3 })).toContainText("broken link");
  const broken = wiring(page).getByRole("listitem").filter({ hasText: "Broken:" });
  await expect(broken.filter({ hasText: /still lists i-\w+ \([A-Z]\).*and it is gone/ })).toBeVisible();
  await expect(picture(page).locator('[data-presence="gone"]').first()).toContainText("gone: EC2 says");
  await expect(picture(page).locator('path[data-state="broken"]').first()).toBeAttached();
  const ghost = await picture(page).locator('[data-presence="gone"] a').first().getAttribute("href");
  await picture(page).locator('[data-presence="gone"] a').first().click();
  await expect(page).toHaveURL(new RegExp(`${ghost}$`));
});

test("the list says the same without a picture, and a link shows the form that was chosen", async ({
  page,
}) => {
  await page.goto(`${group}?wiring=picture`);
  await expect(picture(page)).toBeVisible();
  await wiring(page).getByRole("tab", { name: "As a list" }).click();
  await expect(page).toHaveURL(/wiring=list/);
  await page.reload();
  const list = wiring(page).getByRole("tabpanel");
  await expect(list.getByText("Deployment group", { exact: true })).toBeVisible();
  await expect(list.getByText("broken link").first()).toBeVisible();
  await expect(list.getByRole("link", { name: /^i-/ }).first()).toBeVisible();
  await expect(picture(page)).toHaveCount(0);
  await wiring(page).getByRole("button", { name: "Hide the wiring" }).click();
  await expect(page).not.toHaveURL(/wiring=/);
  await expect(list).toHaveCount(0);
});

test("links keep the moment that is looked at", async ({ page }) => {
  const at = new Date(Date.now() - 5 * 60_000).toISOString();
  await page.goto(`${group}?at=${at}&wiring=picture`);
  await expect(picture(page).locator("a").first()).toHaveAttribute("href", /\?at=/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, and at 390 px only its own box scrolls, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      for (const form of ["picture", "list"]) {
        await page.goto(`${group}?wiring=${form}`);
        await expect(wiring(page).getByRole("tabpanel")).toBeVisible();
        await page.evaluate(axe.source);
        const violations = await page.evaluate(async () => {
          const { axe: loaded } = globalThis as unknown as { axe: typeof axe };
          return (await loaded.run("#wiring")).violations.map(
            ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`,
          );
        });
        expect(violations, `${width} ${form}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    }
  });
}
