import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect, test } from "#e2e/fixtures.ts";
import { Audit } from "#lib/report/schema.ts";
import { orphanHook, quietGroups, twoGroupsOneAsg } from "#lib/simulator/scenarios/index.ts";

test.use({ account: { stories: [orphanHook, twoGroupsOneAsg, quietGroups], recordedMinutes: 30 } });

const table = (page: Page) => page.getByRole("table", { name: /Audit of hooks/ });

test("the leftover hook is in the list, with its evidence and the way out, before it hurts", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit" }).click();
  await expect(page).toHaveURL(/\/audit$/);
  const row = table(page).getByRole("row").filter({ hasText: "orphan-hook" });
  await expect(row).toContainText("Warning");
  await expect(row).toContainText("autoscaling:DescribeLifecycleHooks");
  await expect(row.getByText(/aws autoscaling describe-lifecycle-hooks/)).toBeVisible();
  await row.getByText("1 more step").click();
  await expect(row.getByText(/aws autoscaling delete-lifecycle-hook/)).toBeVisible();
  await expect(page.getByRole("table", { name: /what was read of them/ })).toContainText("completely");

  await row.getByRole("link", { name: "asg-prod-billing" }).click();
  await expect(page).toHaveURL(/prod-billing\?finding=orphan-hook/);
  await expect(page.getByRole("region", { name: "Finding", exact: true })).toContainText(
    "no deployment group any more",
  );
});

test("the filters stand in the URL, and a link shows the same", async ({ page }) => {
  await page.goto("/audit");
  const rows = table(page).locator("tbody tr");
  await expect(rows.filter({ hasText: "Nothing found" }).first()).toBeVisible();
  await page.getByRole("button", { name: /^Warning \d/ }).click();
  await expect(page).toHaveURL(/severity=warning/);
  await expect(rows.filter({ hasText: "Nothing found" })).toHaveCount(0);
  await page.getByRole("searchbox").fill("billing");
  await expect(page).toHaveURL(/q=billing/);
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole("searchbox")).toHaveValue("billing");
  await page.getByRole("searchbox").fill("no such hook");
  await expect(page.getByText(/None of the \d+ rows matches/)).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/audit$/);
  await expect(rows.first()).toBeVisible();
});

test("CSV and JSON have the rows that are shown", async ({ page }) => {
  await page.goto("/audit?severity=warning");
  // Until the first readings are in, there is nothing to warn of.
  await expect(table(page).getByRole("row").filter({ hasText: "orphan-hook" })).toBeVisible();
  await expect(table(page).getByRole("row").filter({ hasText: "multiple-dg-one-asg" }).first()).toBeVisible();
  const shown = await table(page).locator("tbody tr").count();
  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  expect(csv.suggestedFilename()).toMatch(/^ghostline-audit-.*\.csv$/);
  const text = await readFile(await csv.path(), "utf8");
  expect(text.match(/^warning,/gm)).toHaveLength(shown);
  expect(text).toContain("orphan-hook");
  const [json] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download JSON" }).click(),
  ]);
  const audit = Audit.parse(JSON.parse(await readFile(await json.path(), "utf8")));
  expect(audit.rows).toHaveLength(shown);
});

test("the past is audited as it was known then", async ({ page }) => {
  const at = new Date(Date.now() - 10 * 60_000).toISOString();
  await page.goto(`/audit?at=${at}`);
  await expect(page.getByRole("note")).toContainText("You are looking at");
  await expect(table(page)).toContainText("orphan-hook");
  await page.getByRole("button", { name: "Back to now" }).click();
  await expect(page).toHaveURL(/\/audit$/);
  await expect(page.getByRole("note")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, and nothing scrolls sideways at 390 px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto("/audit");
      await expect(table(page).locator("tbody tr").first()).toBeVisible();
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const { axe: loaded } = globalThis as unknown as { axe: typeof axe };
        return (await loaded.run()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`,
        );
      });
      expect(violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}
