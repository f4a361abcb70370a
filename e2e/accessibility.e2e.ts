import type { Page } from "@playwright/test";
import axe from "axe-core";
import { busyAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { minuteMs } from "#lib/domain/time.ts";

test.use({ account: busyAccount, console: { expected: [/404/] } });

const group = "/groups/123456789012/us-east-1/api/prod-api";

async function listPages(page: Page): Promise<readonly string[]> {
  await page.goto(group);
  const answer = page.getByRole("region", { name: "Answer" });
  const deployment = await answer.getByRole("link", { name: /^d-/ }).first().getAttribute("href");
  const instance = await answer.getByRole("link", { name: /^i-/ }).first().getAttribute("href");
  return [
    "/",
    group,
    deployment ?? "",
    instance ?? "",
    `${group}?at=${new Date(Date.now() - 5 * minuteMs).toISOString()}`,
    "/audit",
    "/rules",
    "/rules/recursive-deployment-limbo",
    "/nowhere",
  ];
}

async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    async () => await (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const path of await listPages(page)) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await findViolations(page), path).toEqual([]);
    }
  });
}

test("at 390 px no page scrolls sideways, and the question is answered first", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of await listPages(page)) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
  }
  await page.goto(group);
  await expect(page.getByRole("region", { name: "Answer" }).getByText(/waits for/)).toBeInViewport();
});
