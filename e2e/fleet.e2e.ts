import { busyAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";
import { minuteMs } from "#lib/domain/time.ts";
import { Report } from "#lib/report/schema.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

const fleetTable = { name: /Deployment groups/ };

test.describe("a fleet that was recorded for half an hour", () => {
  test.use({ account: busyAccount });

  test("is grouped, folded and filtered, and the link shows a colleague the same", async ({
    page,
    browser,
  }) => {
    await page.goto("/");
    const table = page.getByRole("table", fleetTable);
    await expect(table.getByRole("row").nth(1)).toContainText("api / prod-api");
    await page.getByRole("button", { name: "application", exact: true }).click();
    const api = table.getByRole("button", { name: /^api\b.*1 critical/ });
    await expect(api).toHaveAttribute("aria-expanded", "true");
    await api.click();
    await expect(api).toHaveAttribute("aria-expanded", "false");
    await expect(table.getByRole("link", { name: "api / prod-api" })).toHaveCount(0);
    await expect(page).toHaveURL(/\?by=application&fold=api$/);

    const elsewhere = await browser.newContext();
    const fresh = await elsewhere.newPage();
    await fresh.goto(page.url());
    await expect(fresh.getByRole("button", { name: /^api\b.*1 critical/ })).toHaveAttribute(
      "aria-expanded",
      "false",
    );
    await elsewhere.close();

    await page.getByRole("button", { name: "Fold all", exact: true }).click();
    await expect(table.getByRole("link")).toHaveCount(0);
    await expect(page).toHaveURL(/fold=%21$/);
    await page.getByRole("button", { name: "Unfold all" }).click();
    await page.getByRole("button", { name: "none", exact: true }).click();
    await expect(page).toHaveURL(/\/$/);

    await page.getByRole("combobox", { name: "Finding" }).selectOption("recursive-deployment-limbo");
    await expect(page).toHaveURL(/\?rule=recursive-deployment-limbo$/);
    await expect(table.getByRole("row")).toHaveCount(2);
    await expect(page.getByRole("status").filter({ hasText: /^1 of \d+ groups$/ })).toBeVisible();
  });

  test("where filters leave nothing, says which, and what leaving one out shows", async ({ page }) => {
    await page.goto("/?severity=critical&q=checkout");
    await expect(page.getByText(/^None of \d+ groups matches these filters together/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Without severity: 1 group", exact: true })).toBeVisible();
    await page.getByRole("button", { name: /^Without text “checkout”: 1 group/ }).click();
    await expect(page.getByRole("searchbox")).toHaveValue("");
    await expect(page.getByRole("link", { name: "api / prod-api" })).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page).toHaveURL(/\/$/);
  });

  test("a healthy instance and an old deployment lead to the group that has them", async ({
    page,
    request,
  }) => {
    const path = "/api/groups/123456789012/us-east-1/api/prod-api/report";
    const report = Report.parse(await (await request.get(path)).json());
    const healthy = report.instances.matching.find(
      ({ autoScaling, ghost }) => autoScaling === "InService" && !ghost,
    );
    const old = report.deployments.findLast(({ open }) => !open);
    const table = page.getByRole("table", fleetTable);
    for (const id of [healthy?.instanceId, old?.id]) {
      await page.goto(`/?q=${id}`);
      await expect(table.getByRole("row")).toHaveCount(2);
      await expect(table.getByRole("link", { name: "api / prod-api" })).toBeVisible();
      await expect(page.getByRole("list", { name: `Named ${id}` })).toContainText("in api / prod-api");
    }
    await page.goto("/?q=i-0ffffffffffffffff");
    await expect(page.getByText(/^Nothing found; it may be older than what was recorded/)).toBeVisible();
    await expect(table.getByRole("row")).toHaveCount(1);
  });

  test("each row says in words how its last day was, now and at a time in the past", async ({
    page,
    request,
  }) => {
    await page.goto("/");
    const row = page.getByRole("row", { name: /api \/ prod-api/ });
    await expect(row).toContainText(/critical since \d\d:\d\d;.*not recorded before \d\d:\d\d \(UTC\)/);
    const path = "/api/groups/123456789012/us-east-1/api/prod-api/severity";
    const strip = await (await request.get(`${path}?hours=24`)).json();
    expect(strip).toMatchObject({ bucketMinutes: 30 });
    expect(strip.buckets).toHaveLength(48);
    expect(strip.buckets.at(-1)).toEqual({ severity: "critical" });
    expect((await request.get(`${path}?hours=25`)).status()).toBe(400);
    expect((await request.get(path.replace("prod-api", "nowhere"))).status()).toBe(404);
    const at = new Date(Date.now() - 27 * minuteMs).toISOString();
    await page.goto(`/?at=${at}`);
    await expect(page.getByRole("note")).toContainText("You are looking at");
    await expect(page.getByRole("row", { name: /api \/ prod-api/ })).toContainText(
      /since \d\d:\d\d; not recorded before/,
    );
  });
});

/** Far more than fit on a screen. */
const many = 120;

const manyGroups = defineStory({
  id: "many-groups",
  region: "us-east-1",
  title: "Many groups in which nothing happens.",
  play({ build }) {
    for (let index = 0; index < many; index++) {
      const number = String(index).padStart(3, "0");
      build.service({ application: "many", group: `group-${number}` }, { desired: 1 });
    }
  },
});

test.describe("many groups", () => {
  test.use({ account: { stories: [manyGroups], recordedMinutes: 1 } });

  test("j and k reach every row, of which only those on screen are there", async ({ page }) => {
    // The past stands still: while groups are read for the first time, they change places.
    await page.goto(`/?at=${new Date(Date.now() - 5_000).toISOString()}`);
    const table = page.getByRole("table", fleetTable);
    await expect(page.getByRole("status").filter({ hasText: `${many} groups` })).toBeVisible();
    await expect(table).toHaveAttribute("aria-rowcount", String(many + 1));
    const focused = page.locator("a[data-row-link]:focus");
    // The first key presses may come before the page listens.
    await expect(async () => {
      await page.keyboard.press("j");
      await expect(focused).toHaveCount(1, { timeout: 500 });
    }).toPass();
    await page.keyboard.press("Home");
    for (let presses = 1; presses < many; presses++) await page.keyboard.press("j");
    await expect(page.locator(`tr[aria-rowindex="${many + 1}"] a[data-row-link]`)).toBeFocused();
    await expect(focused).toBeInViewport();
    expect(await table.getByRole("row").count()).toBeLessThan(60);
    for (let presses = 0; presses < 60; presses++) await page.keyboard.press("k");
    await expect(page.locator(`tr[aria-rowindex="${many - 59}"] a[data-row-link]`)).toBeFocused();
    await expect(focused).toBeInViewport();
    const name = (await focused.textContent()) ?? "";
    // A row that the reader scrolls away from keeps the focus.
    await page.mouse.wheel(0, -100_000);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
    await expect(focused).toHaveText(name);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  });

  test("the first HTML holds the first of them, and no more", async ({ request }) => {
    const html = await (await request.get(`/?at=${new Date(Date.now() - 5_000).toISOString()}`)).text();
    const rows = html.match(/<tr data-index=/g) ?? [];
    expect(rows.length).toBeGreaterThanOrEqual(30);
    expect(rows.length).toBeLessThan(50);
  });
});
