import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import { recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { simulatedAccount } from "#lib/simulator/scenarios/open-account.ts";
import { operate } from "#lib/simulator/world/operate.ts";

test.use({ account: { stories: [recursiveLimbo] } });

const group = { application: "api", group: "prod-api" };

test.describe("what happens in the account", () => {
  test.use({ own: {} });

  test("a stopped launch shows as the next lap without a reload", async ({ page, ghostline }) => {
    await page.goto("/groups/123456789012/us-east-1/api/prod-api");
    const answer = page.getByRole("region", { name: "Answer" });
    await expect(answer).toContainText("Lap 3 of a loop");
    const operator = operate(ghostline.world, simulatedAccount, "us-east-1");
    for (const deployment of operator.activeDeployments(group, "autoscaling"))
      operator.stopDeployment(deployment.id);
    await expect(answer).toContainText("Lap 4 of a loop");
  });

  test("stopping the release that waits for the ghost ends the loop, and the page says so without a reload", async ({
    page,
    ghostline,
  }) => {
    await page.goto("/groups/123456789012/us-east-1/api/prod-api");
    const answer = page.getByRole("region", { name: "Answer" });
    await expect(answer).toContainText("waits for i-");
    const operator = operate(ghostline.world, simulatedAccount, "us-east-1");
    for (const deployment of operator.activeDeployments(group, "user"))
      operator.stopDeployment(deployment.id);
    await expect(answer).not.toContainText("waits for i-");
  });

  test("one stream tells of changes; the past needs none", async ({ page, ghostline }) => {
    await page.clock.install();
    const asked = countRequests(page);
    await page.goto("/groups/123456789012/us-east-1/api/prod-api");
    const answer = page.getByRole("region", { name: "Answer" });
    await expect(answer).toContainText("Lap 3 of a loop");
    const operator = operate(ghostline.world, simulatedAccount, "us-east-1");
    for (const deployment of operator.activeDeployments(group, "autoscaling"))
      operator.stopDeployment(deployment.id);
    await expect(async () => {
      await page.clock.runFor(1_000);
      await expect(answer).toContainText("Lap 4 of a loop", { timeout: 1_000 });
    }).toPass();
    expect(asked.stream).toBe(1);
    await page.getByRole("button", { name: "Previous change" }).click();
    await expect(page.getByRole("main")).toContainText("paused");
    const before = asked.report;
    await page.clock.runFor(300_000);
    expect(asked).toEqual({ report: before, stream: 1 });
  });
});

test("a hidden page asks for nothing, and asks at once when it is looked at again", async ({ page }) => {
  await page.clock.install();
  const asked = countRequests(page);
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  await runUntil(page, () => asked.report > 1);
  expect(asked.stream).toBe(1);
  await setVisibility(page, "hidden");
  const before = asked.report;
  await page.clock.runFor(300_000);
  expect(asked.report).toBeLessThanOrEqual(before + 1);
  expect(asked.stream).toBe(1);
  await setVisibility(page, "visible");
  await runUntil(page, () => asked.report > before && asked.stream === 2);
});

test.describe("a server that refuses the stream", () => {
  test.use({ console: { expected: [/403/] } });

  test("is asked twice, not for ever, and the page says so and goes on by asking", async ({ page }) => {
    const asked = countRequests(page);
    await page.route("**/api/stream*", (route) => route.fulfill({ status: 403, body: "no" }));
    await page.clock.install();
    await page.goto("/groups/123456789012/us-east-1/api/prod-api");
    await page.clock.runFor(1_000);
    await expect(page.getByText("no stream (403)")).toBeVisible();
    await page.clock.runFor(300_000);
    expect(asked.stream).toBe(2);
    await runUntil(page, () => asked.report > 2);
  });
});

/** Lets the page's time pass, step by step: answers arrive in real time. */
async function runUntil(page: Page, condition: () => boolean): Promise<void> {
  await expect(async () => {
    await page.clock.runFor(5_000);
    expect(condition()).toBe(true);
  }).toPass();
}

function countRequests(page: Page): { report: number; stream: number } {
  const asked = { report: 0, stream: 0 };
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith("/report")) asked.report += 1;
    if (pathname === "/api/stream") asked.stream += 1;
  });
  return asked;
}

async function setVisibility(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((visibility) => {
    Object.defineProperty(document, "visibilityState", { value: visibility, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);
}
