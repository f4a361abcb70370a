import { test as base } from "@playwright/test";
import { expect } from "#e2e/fixtures.ts";
import { simulated } from "#lib/server/mode.ts";
import { startServer } from "#lib/testing/start-server.ts";

base(
  "the demo shows fifteen groups of two regions, the incident first, and needs no network",
  async ({ page }) => {
    const server = await startServer({ ...simulated, AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    await page.goto(server.url);
    const table = page.getByRole("table", { name: /Deployment groups/ });
    // Only the rows in sight are in the document; the table says how many there are, its head among them.
    await expect(table).toHaveAttribute("aria-rowcount", "16");
    const rows = table.getByRole("row");
    await expect(rows.nth(1)).toContainText("api / prod-api");
    await expect(page.getByText("simulated account").first()).toBeVisible();
    for (const finding of [
      "A running deployment waits for an instance that is gone",
      "Terminated while in Standby",
      "belongs to no deployment group any more",
      "Several deployment groups deploy to one Auto Scaling group",
      "A deployment script failed",
      "The CodeDeploy agent does not answer",
      "AWS has no capacity",
    ]) {
      await expect(page.getByRole("table")).toContainText(finding);
    }
    await server.stop();
  },
);
