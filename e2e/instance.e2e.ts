import { busyAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";

test.use({ account: busyAccount });

const place = "/groups/123456789012/us-east-1";

test("the ghost's story: target, detached, drained, terminated, waited for, by time", async ({ page }) => {
  await page.goto(`${place}/api/prod-api`);
  const answer = page.getByRole("region", { name: "Answer" });
  await answer.getByRole("link", { name: /^i-/ }).first().click();
  await expect(page).toHaveURL(/instances\/i-/);
  const story = page.getByRole("region", { name: "Its story" });
  const lines = story.getByRole("listitem");
  await expect(lines.filter({ hasText: "Is launched" })).toContainText("AWS’s own time");
  await expect(lines.filter({ hasText: "Becomes Detaching" })).toContainText(/not before .*UTC/);
  await expect(lines.filter({ hasText: "Is deregistered from" })).toContainText("ELB");
  const texts = await lines.allTextContents();
  const order = ["Is launched", "Detaching EC2 instance", "Is terminated", "Is deregistered"].map((text) =>
    texts.findIndex((line) => line.includes(text)),
  );
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((a, b) => a - b));

  const revisions = page.getByRole("region", { name: "Its revisions" });
  await expect(revisions).toContainText(/It had s3:\/\/\S+r41\S*, by d-/);
  await expect(revisions.getByRole("row", { name: /r42/ })).toContainText("none of its events began");
  await revisions.getByRole("row", { name: /r42/ }).getByRole("link", { name: /^d-/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Deployment d-");
});

test("an instance that the release has not reached has the revision before it, and it is compared with the next", async ({
  page,
}) => {
  await page.goto(`${place}/checkout/prod-checkout`);
  const release = page
    .getByRole("region", { name: "Deployments, table" })
    .getByRole("row", { name: /person or pipeline/ });
  await release.first().getByRole("link", { name: /^d-/ }).first().click();
  const targets = page.getByRole("region", { name: "Targets and lifecycle events, table" });
  await targets
    .getByRole("row", { name: /Pending.*pending/ })
    .first()
    .getByRole("link", { name: /^i-/ })
    .click();
  const revisions = page.getByRole("region", { name: "Its revisions" });
  await expect(revisions).toContainText(/It has s3:\/\/\S+r117/);
  await expect(revisions).toContainText("An instance launched now would get the same: no drift.");
  await expect(revisions.getByRole("row", { name: /r118/ })).toContainText("not installed");
});
