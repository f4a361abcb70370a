import type { Page } from "@playwright/test";
import { expect, type Ghostline, test } from "#e2e/fixtures.ts";
import { quietGroups, recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { simulatedAccount } from "#lib/simulator/scenarios/open-account.ts";
import { operate } from "#lib/simulator/world/operate.ts";

test.use({ account: { stories: [recursiveLimbo, quietGroups] } });

const groupPage = "/groups/123456789012/us-east-1/api/prod-api";

function stopLaunch({ world }: Ghostline): void {
  const operator = operate(world, simulatedAccount, "us-east-1");
  for (const { id } of operator.activeDeployments({ application: "api", group: "prod-api" }, "autoscaling"))
    operator.stopDeployment(id);
}

/** The page after lap 3 was recorded and lap 4 has begun. */
async function openLapFour(page: Page, ghostline: Ghostline): Promise<void> {
  await page.goto(groupPage);
  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer).toContainText("Lap 3 of a loop");
  stopLaunch(ghostline);
  await expect(answer).toContainText("Lap 4 of a loop", { timeout: 45_000 });
}

test("from change to change back to the lap before, and the link shows a colleague the same", async ({
  page,
  browser,
  ghostline,
}) => {
  await openLapFour(page, ghostline);
  const answer = page.getByRole("region", { name: "Answer" });
  const note = page.getByRole("note");
  await expect(note).toHaveCount(0);
  await expect(async () => {
    await page.getByRole("button", { name: "Previous change" }).click();
    await expect(answer).toContainText("Lap 3 of a loop", { timeout: 1_000 });
  }).toPass();
  await expect(note).toContainText(/You are looking at \d\d:\d\d:\d\d UTC, \d+ (s|min) ago/);
  await expect(page.getByRole("main")).toContainText("paused");
  await expect(page).toHaveURL(/at=/);

  const elsewhere = await browser.newContext({ baseURL: ghostline.url });
  const fresh = await elsewhere.newPage();
  await fresh.goto(page.url());
  await expect(fresh.getByRole("region", { name: "Answer" })).toContainText("Lap 3 of a loop");
  await expect(fresh.getByRole("note")).toContainText("You are looking at");
  await elsewhere.close();

  await answer.getByRole("link", { name: /^i-/ }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Instance");
  await expect(page.getByRole("note")).toContainText("You are looking at");
  await page.getByRole("link", { name: "api / prod-api" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "api / prod-api" })).toBeVisible();
  await page.getByRole("button", { name: "Back to now" }).click();
  await expect(answer).toContainText("Lap 4 of a loop");
  await expect(note).toHaveCount(0);
});

test("the slider by keyboard alone: one step of history for one walk, and End is now", async ({
  page,
  ghostline,
}) => {
  await openLapFour(page, ghostline);
  const slider = page.getByRole("slider", { name: "Time shown" });
  await expect(slider).toHaveAttribute("aria-valuetext", /^now, \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  await slider.focus();
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuetext", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
  await expect(page.getByRole("note")).toContainText("You are looking at");
  await expect(page).toHaveURL(/at=/);
  await page.goBack();
  await expect(page).not.toHaveURL(/at=/);
  await expect(slider).toHaveAttribute("aria-valuetext", /^now/);
  await page.goForward();
  await expect(page.getByRole("note")).toBeVisible();
  await slider.focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("note")).toHaveCount(0);
  await expect(page).not.toHaveURL(/at=/);
});

test("a typed time before the first reading shows only what AWS's own timestamps tell, and says so", async ({
  page,
}) => {
  await page.goto(groupPage);
  await expect(page.getByRole("region", { name: "Answer" })).toContainText("waits for");
  // What AWS still knows of the time before is read after the present.
  await expect(page.getByText("before: what AWS still knows")).toBeVisible({ timeout: 30_000 });
  const entry = page.getByRole("textbox", { name: /go to/ });
  await entry.fill("yesterday");
  await entry.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "is no time" })).toBeVisible();
  const longAgo = new Date(Date.now() - 10 * 60_000).toISOString().slice(0, 19).replace("T", " ");
  // Until it has been read, the field refuses what lies before the first reading.
  await expect(async () => {
    await entry.fill(longAgo);
    await entry.press("Enter");
    await expect(page.getByRole("note")).toContainText("Nobody was recording then", { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page).toHaveURL(/at=/);
});

test("the fleet as of a time leads into the groups at that time", async ({ page, ghostline }) => {
  await openLapFour(page, ghostline);
  await page.getByRole("button", { name: "Previous change" }).click();
  await expect(page.getByRole("note")).toBeVisible();
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Fleet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Deployment groups" })).toBeVisible();
  await expect(page.getByRole("note")).toContainText("You are looking at");
  await page.getByRole("link", { name: "api / prod-api" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "api / prod-api" })).toBeVisible();
  await expect(page).toHaveURL(/at=/);
});
