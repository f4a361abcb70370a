import { busyAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";

test.use({ account: busyAccount });

test("a shared link opens the same finding and window in a fresh browser", async ({ page, browser }) => {
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  await page.getByRole("button", { name: /^Terminated while its detach/ }).click();
  await page.getByRole("button", { name: "last 3 h" }).click();
  await expect(page.getByRole("button", { name: "last 3 h" })).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/ghost-detach-race/);
  const link = page.url();

  const elsewhere = await browser.newContext();
  const fresh = await elsewhere.newPage();
  await fresh.goto(link);
  await expect(fresh.getByRole("button", { name: "last 3 h" })).toHaveAttribute("aria-pressed", "true");
  await expect(fresh.getByRole("region", { name: "Finding", exact: true })).toContainText(
    "Detaching EC2 instance",
  );
  await elsewhere.close();
});

test("search and filters of the fleet are in the link", async ({ page, browser }) => {
  await page.goto("/");
  await page.getByRole("searchbox").fill("prod-");
  await page.getByRole("button", { name: /^Critical/ }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page).toHaveURL(/critical/);
  const elsewhere = await browser.newContext();
  const fresh = await elsewhere.newPage();
  await fresh.goto(page.url());
  await expect(fresh.getByRole("searchbox")).toHaveValue("prod-");
  await expect(fresh.getByRole("row")).toHaveCount(2);
  await elsewhere.close();
});
