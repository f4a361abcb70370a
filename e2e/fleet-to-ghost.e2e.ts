import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import { boxOf, findGhost, group, readReport, toLabel, toQuery, toSpot } from "#e2e/timeline-page.ts";
import { quietGroups, recursiveLimbo, rollingDeployment } from "#lib/simulator/scenarios/index.ts";

test.use({ account: { stories: [recursiveLimbo, rollingDeployment, quietGroups] } });

test("from the fleet to the ghost: what waits for whom, until when, which lap, and what is safe", async ({
  page,
}) => {
  await page.goto("/");
  const rows = page.getByRole("table", { name: /Deployment groups/ }).getByRole("row");
  await expect(rows.nth(1)).toContainText("api / prod-api");
  await expect(rows.nth(1)).toContainText("Critical");
  await expect(rows.nth(2)).toContainText("checkout / prod-checkout");
  await page.getByRole("link", { name: "api / prod-api" }).click();

  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer).toContainText(
    /Deployment d-\w+ waits for i-\w+ \([A-C]\), which EC2 terminated 2\d minutes ago/,
  );
  await expect(answer).toContainText("Lap 3 of a loop");
  await expect(answer).toContainText(/\d\d:\d\d:\d\d UTC\s*at the earliest/);
  await expect(answer).toContainText(/The launch of i-\w+ .* is abandoned: it is terminated and replaced/);
  await expect(answer).toContainText(/you lose i-\w+/);
  await expect(answer).toContainText("aws autoscaling terminate-instance-in-auto-scaling-group");
  for (const text of ["Lap 3 of a loop", "at the earliest", "Safest next step"]) {
    await expect(answer.getByText(text).first()).toBeInViewport();
  }
  const timeline = page.getByRole("grid", { name: "Timeline" });
  await expect(timeline.getByRole("gridcell", { name: /^lap 3, asg-prod-api/ })).toBeAttached();
  await expect(timeline).toBeInViewport();
  await pointAtWhatIsDrawn(page);
});

/** What is only painted is proved by pointing at its place. */
async function pointAtWhatIsDrawn(page: Page): Promise<void> {
  const report = await readReport(page);
  const { lane, track } = findGhost(report);
  const tip = page.getByRole("tooltip");
  const ghost = toLabel(page, lane.instanceId);
  const ec2 = toLabel(page, lane.instanceId, track);
  const seconds = (report.window.to === report.at ? Date.parse(report.at) : Date.now()) / 1000;
  await page.goto(`${group}${toQuery({ from: seconds - 900, to: seconds - 60 })}`);
  await expect(ghost).toContainText("gone");
  const place = await toSpot(page, ec2, 0.9);
  await expect(ghost).toBeInViewport();
  await page.mouse.move(place.x, place.y);
  await expect(tip).toContainText("GONE, still referred to");
  const bands = page.locator(".timeline-bands canvas");
  await bands.scrollIntoViewIfNeeded();
  const { x, y, width } = await boxOf(bands);
  await page.mouse.move(x + width * 0.95, y + 10);
  await expect(tip).toContainText("lap 3");
}

test("a finding shows its evidence, what would disprove it, and how to go on", async ({ page }) => {
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  await page.getByRole("button", { name: /^Recursive deployment limbo/ }).click();
  const finding = page.getByRole("region", { name: "Finding", exact: true });
  await expect(finding.getByRole("heading", { name: /Recursive deployment limbo/ })).toBeVisible();
  await expect(finding).toContainText("autoscaling:DescribeAutoScalingGroups");
  await expect(finding).toContainText("ec2:DescribeInstances");
  await expect(finding).toContainText(/disprove/i);
  await expect(finding.getByRole("button", { name: /copy/i }).first()).toBeVisible();
  await expect(page).toHaveURL(/recursive-deployment-limbo/);
});

test("the deployment and the instance have pages of their own", async ({ page }) => {
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  const answer = page.getByRole("region", { name: "Answer" });
  const deployment = (await answer.getByRole("link", { name: /^d-/ }).first().textContent()) ?? "";
  const ghost = (await answer.getByRole("link", { name: /^i-/ }).first().textContent()) ?? "";
  await answer.getByRole("link", { name: deployment }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(deployment);
  await expect(page.getByRole("main")).toContainText("ApplicationStop");
  await page.getByRole("link", { name: ghost }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(ghost);
  await expect(page.getByRole("main")).toContainText("terminated");
  await expect(page.getByRole("main")).toContainText("Detaching");
});

test("a healthy rolling deployment has no finding and says how far it is", async ({ page }) => {
  await page.goto("/groups/123456789012/us-east-1/checkout/prod-checkout");
  await expect(page.getByRole("region", { name: "Answer" })).toContainText(
    /is in progress: \d of 8 targets done/,
  );
  await expect(page.getByRole("heading", { name: /no findings|0 findings|nothing found/i })).toBeVisible();
});
