import type { Page } from "@playwright/test";
import { busyAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

test.use({ account: busyAccount });

const place = "/groups/123456789012/us-east-1";

/** From the group's page to its newest deployment that a person or pipeline made. */
async function openRelease(page: Page, group: string): Promise<void> {
  await page.goto(`${place}/${group}`);
  const row = page
    .getByRole("region", { name: "Deployments, table" })
    .getByRole("row", { name: /person or pipeline/ });
  await row.first().getByRole("link", { name: /^d-/ }).first().click();
  await expect(page).toHaveURL(/deployments\/d-/);
}

const matrix = "Targets and lifecycle events, table";

test.describe("a release whose script fails", () => {
  test("the failed target stands first, opened at the end of its log, and closes by keyboard", async ({
    page,
  }) => {
    await openRelease(page, "payments/prod-payments");
    const rows = page.getByRole("region", { name: matrix }).getByRole("rowheader", { name: /^Events of i-/ });
    await expect(rows).toHaveCount(4);
    const failed = page.getByRole("row", { name: /ScriptFailed, exit code 1/ });
    await expect(failed).toContainText("scripts/start-server.sh");
    const log = page.getByRole("region", { name: "End of the log of ApplicationStart" });
    await expect(log).toContainText("missing environment variable PAYMENTS_LEDGER_URL");
    const toggle = failed.getByRole("button");
    await expect(toggle).toHaveAttribute("aria-expanded", "true");
    await toggle.focus();
    await page.keyboard.press("Enter");
    await expect(log).toHaveCount(0);
    await page.keyboard.press("Enter");
    await expect(log).toBeVisible();
    await expect(page, "the link opens the same target").toHaveURL(/lane=i-/);
    await expect(page.getByRole("region", { name: "Summary" })).not.toContainText("It waits for");
  });
});

test.describe("a release that rolls one at a time", () => {
  test("shows whom it waits for, batches of one, and lengths beside the median", async ({ page }) => {
    await openRelease(page, "checkout/prod-checkout");
    const summary = page.getByRole("region", { name: "Summary" });
    await expect(summary).toContainText(/It waits for ?i-[0-9a-f]+/);
    await expect(summary).toContainText(/\d targets have not begun: their turn comes after/);
    const rollout = page.getByRole("region", { name: "Rollout by batch", exact: true });
    await expect(rollout).toContainText("works on one instance at a time");
    await expect(rollout).toContainText(/at most one was worked on at once, in \d batches/);
    await expect(rollout.getByRole("row", { name: /^1 i-.* Succeeded/ })).toBeVisible();
    const targets = page.getByRole("region", { name: matrix });
    await expect(targets.getByRole("row", { name: /^Median/ })).toContainText("30 s");
    await expect(targets.getByRole("row", { name: /^Succeeded, of 8 targets/ })).toContainText(/\d of 8/);
  });
});

test.describe("a release that waits for a ghost", () => {
  test("names it first, and its lanes alone are on the timeline", async ({ page }) => {
    await openRelease(page, "api/prod-api");
    const summary = page.getByRole("region", { name: "Summary" });
    await expect(summary.getByRole("listitem").first()).toContainText(/gone.*it will never answer/);
    const ghost = await summary.getByRole("listitem").first().getByRole("link").first().textContent();
    const targets = page.getByRole("region", { name: matrix });
    const first = targets.getByRole("rowheader", { name: /^Events of i-/ }).first();
    await expect(first).toContainText(`${ghost}`);
    await expect(first).toContainText("gone, waited for");
    await expect(page.getByRole("region", { name: "Rollout by batch", exact: true })).toContainText(
      "gone, and waited for",
    );
    await summary.getByRole("link", { name: "What to do" }).click();
    await expect(page).toHaveURL(/prod-api$/);
  });
});

/** Far more than fit on a screen, half of them at a time. */
const many = 80;

const wideRelease = defineStory({
  id: "wide-release",
  region: "us-east-1",
  title: "A release over many instances, half of them at a time.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "wide", group: "prod-wide" };
    build.service(group, {
      desired: many,
      autoScalingGroup: { maxSize: 200 },
      deploymentGroup: { revision: "r1", configName: "CodeDeployDefault.HalfAtATime" },
    });
    minutesAgo(12, () => operator.createDeployment({ ...group, revision: "r2", description: "release r2" }));
  },
});

test.describe("a release over many targets", () => {
  test.use({ account: { stories: [wideRelease] } });

  test("keeps only the rows in sight in the page, and says how many there are", async ({ page }) => {
    await openRelease(page, "wide/prod-wide");
    const box = page.getByRole("region", { name: matrix });
    const table = box.getByRole("table");
    await expect(table).toHaveAttribute("aria-rowcount", String(many + 4));
    const rows = box.getByRole("rowheader", { name: /^Events of i-/ });
    const shown = await rows.count();
    expect(shown).toBeGreaterThan(10);
    expect(shown).toBeLessThan(60);
    const first = (await rows.first().textContent()) ?? "";
    await box.focus();
    await expect(async () => {
      await page.keyboard.press("End");
      await expect(box.locator(`tr[aria-rowindex="${many + 4}"]`)).toBeInViewport({ timeout: 1_000 });
    }).toPass();
    await expect(box.getByText(first, { exact: true })).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Rollout by batch", exact: true })).toContainText(
      "works on up to half of the instances at a time",
    );
  });

  test.describe("whose targets are not all given", () => {
    test.use({
      own: {
        trouble: ({ faults }) =>
          void faults.throttle({ service: "codedeploy", operation: "BatchGetDeploymentTargets" }),
      },
    });

    test("says how many are shown by id alone, and why", async ({ page }) => {
      await openRelease(page, "wide/prod-wide");
      const gaps = page.getByRole("list", { name: "What is not shown" });
      await expect(gaps).toContainText(`${many} targets are shown by id alone`);
      await expect(gaps).toContainText("BatchGetDeploymentTargets");
    });
  });
});
