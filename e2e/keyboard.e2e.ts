import { busyAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";

test.use({ account: busyAccount });

test("without a mouse: from the fleet to the command that frees the loop", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/");
  await expect(page.getByRole("row", { name: /prod-api/ })).toBeVisible();
  // The first key presses may come before the page listens.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox")).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("prod-api");
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /api \/ prod-api/ })).toBeVisible();

  const copy = page.getByRole("button", { name: "Copy command" });
  for (let presses = 0; presses < 40; presses++) {
    if (await copy.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(copy).toBeFocused();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("aws autoscaling terminate-instance-in-auto-scaling-group");
});

test("the first stop of the Tab key leads past the navigation", async ({ page }) => {
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  await expect(page.getByRole("region", { name: "Answer" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
});
