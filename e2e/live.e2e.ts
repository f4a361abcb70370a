import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import { recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { simulatedAccount } from "#lib/simulator/scenarios/open-account.ts";
import { operate } from "#lib/simulator/world/operate.ts";

test.use({ account: { stories: [recursiveLimbo] } });

const group = { application: "api", group: "prod-api" };

test("a stopped launch shows as the next lap without a reload", async ({ page, ghostline }) => {
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer).toContainText("Lap 3 of a loop");
  const operator = operate(ghostline.world, simulatedAccount, "us-east-1");
  for (const deployment of operator.activeDeployments(group, "autoscaling"))
    operator.stopDeployment(deployment.id);
  await expect(answer).toContainText("Lap 4 of a loop", { timeout: 45_000 });
});

test("stopping the release that waits for the ghost ends the loop, and the page says so without a reload", async ({
  page,
  ghostline,
}) => {
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer).toContainText("waits for i-");
  const operator = operate(ghostline.world, simulatedAccount, "us-east-1");
  for (const deployment of operator.activeDeployments(group, "user")) operator.stopDeployment(deployment.id);
  await expect(answer).not.toContainText("waits for i-", { timeout: 45_000 });
});

test("a hidden page asks for nothing, and asks at once when it is looked at again", async ({ page }) => {
  await page.clock.install();
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/report")) asked += 1;
  });
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  await page.clock.runFor(20_000);
  await expect.poll(() => asked).toBeGreaterThan(1);
  await setVisibility(page, "hidden");
  const before = asked;
  await page.clock.runFor(60_000);
  expect(asked).toBeLessThanOrEqual(before + 1);
  await setVisibility(page, "visible");
  await page.clock.runFor(6_000);
  await expect.poll(() => asked).toBeGreaterThan(before + 1);
});

async function setVisibility(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((visibility) => {
    Object.defineProperty(document, "visibilityState", { value: visibility, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);
}
