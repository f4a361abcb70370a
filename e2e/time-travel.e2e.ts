import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import { quietGroups, recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

/** In the same group: lap 3 is recorded, and lap 4 has begun. */
const oneMoreStop = defineStory({
  id: "one-more-stop",
  region: "us-east-1",
  title: "The launch's own deployment is stopped once more.",
  play({ operator, minutesAgo }) {
    minutesAgo(1, () => {
      for (const { id } of operator.activeDeployments(
        { application: "api", group: "prod-api" },
        "autoscaling",
      ))
        operator.stopDeployment(id);
    });
  },
});

test.use({ account: { stories: [recursiveLimbo, oneMoreStop, quietGroups], recordedMinutes: 15 } });

const groupPage = "/groups/123456789012/us-east-1/api/prod-api";

async function openLapFour(page: Page): Promise<void> {
  await page.goto(groupPage);
  await expect(page.getByRole("region", { name: "Answer" })).toContainText("Lap 4 of a loop");
}

/** Goes to the change before, and waits until it is what the page shows. */
async function stepBack(page: Page): Promise<void> {
  const before = page.url();
  await page.getByRole("button", { name: "Previous change" }).click();
  await expect(page).not.toHaveURL(before);
  const at = new URL(page.url()).searchParams.get("at") ?? "";
  await expect(page.getByRole("note")).toContainText(at.slice(11, 19));
}

test("from change to change back to the lap before, and the link shows a colleague the same", async ({
  page,
  browser,
}) => {
  await openLapFour(page);
  const answer = page.getByRole("region", { name: "Answer" });
  const note = page.getByRole("note");
  await expect(note).toHaveCount(0);
  do await stepBack(page);
  while ((await answer.textContent())?.includes("Lap 4 of a loop") === true);
  await expect(answer).toContainText("Lap 3 of a loop");
  await expect(note).toContainText(/You are looking at \d\d:\d\d:\d\d UTC, \d+ (s|min) ago/);
  await expect(page.getByRole("main")).toContainText("paused");
  await expect(page).toHaveURL(/at=/);

  const elsewhere = await browser.newContext();
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

test("the slider by keyboard alone: one step of history for one walk, and End is now", async ({ page }) => {
  await openLapFour(page);
  const slider = page.getByRole("slider", { name: "Time shown" });
  await expect(slider).toHaveAttribute("aria-valuetext", /^now, \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  await slider.focus();
  for (let presses = 0; presses < 3; presses++) {
    const before = page.url();
    await page.keyboard.press("ArrowLeft");
    // However long the reader looks at each.
    await expect(page).not.toHaveURL(before);
  }
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
  await expect(page.getByText("before: what AWS still knows")).toBeVisible();
  const entry = page.getByRole("textbox", { name: /go to/ });
  await entry.fill("yesterday");
  await entry.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "is no time" })).toBeVisible();
  const longAgo = new Date(Date.now() - 60 * 60_000).toISOString().slice(0, 19).replace("T", " ");
  // Until it has been read, the field refuses what lies before the first reading.
  await expect(async () => {
    await entry.fill(longAgo);
    await entry.press("Enter");
    await expect(page.getByRole("note")).toContainText("Nobody was recording then", { timeout: 2_000 });
  }).toPass();
  await expect(page).toHaveURL(/at=/);
});

test("the fleet as of a time leads into the groups at that time", async ({ page }) => {
  await openLapFour(page);
  await stepBack(page);
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Fleet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Deployment groups" })).toBeVisible();
  await expect(page.getByRole("note")).toContainText("You are looking at");
  await page.getByRole("link", { name: "api / prod-api" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "api / prod-api" })).toBeVisible();
  await expect(page).toHaveURL(/at=/);
});
