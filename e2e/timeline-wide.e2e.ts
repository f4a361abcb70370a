import type { Page } from "@playwright/test";
import { limboAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";
import {
  boxOf,
  group,
  readReport,
  readSeen,
  toLabel,
  waitForSeen,
  waitForTimeline,
} from "#e2e/timeline-page.ts";
import type { Report } from "#lib/report/schema.ts";

test.use({ account: limboAccount });

/** The same lanes again and again, each time as other instances. */
function widen(report: Report, rows: number): Report {
  const lanes = Array.from({ length: rows }, (_, index) => {
    const like = report.lanes[index % report.lanes.length];
    if (like === undefined) throw new Error("the report has no lanes");
    const instanceId = `i-${index.toString(16).padStart(17, "0")}`;
    return { ...like, instanceId, letter: `L${index}`, slot: index };
  });
  return { ...report, lanes };
}

async function openWide(page: Page, rows: number) {
  const report = widen(await readReport(page), rows);
  await page.route("**/api/groups/*/*/*/*/report*", (route) =>
    route.fulfill({ contentType: "application/json", body: JSON.stringify(report) }),
  );
  // The page itself is served with the report of the few lanes.
  await page.goto(`${group}?by=launch`);
  const opened = await waitForTimeline(page);
  const first = toLabel(page, report.lanes[0]?.instanceId ?? "");
  await expect(first).toBeVisible();
  await page.locator(".timeline-scroller").evaluate((element) => element.scrollIntoView({ block: "center" }));
  return { ...opened, report };
}

for (const rows of [3, 300, 2000]) {
  test(`${rows} lanes: scrolled to the last one, zoomed, and walked through by keys`, async ({ page }) => {
    const { grid, lanes, report } = await openWide(page, rows);
    const last = report.lanes.at(-1)?.instanceId ?? "";
    const scroller = page.locator(".timeline-scroller");
    const box = await boxOf(lanes);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(toLabel(page, last)).toBeInViewport();
    expect(await page.locator(".row-label").count()).toBeLessThan(150);
    expect(await countColours(page)).toBeGreaterThan(4);

    await page.keyboard.down("Control");
    for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, -200);
    await page.keyboard.up("Control");
    const near = await waitForSeen(page);
    await page.mouse.wheel(200, 0);
    await expect.poll(() => readSeen(page)?.from).toBeGreaterThan(near.from);

    const active = grid.locator("[role=gridcell][aria-selected=true]");
    const isActive = page.locator("[role=gridcell][aria-selected=true]");
    const header = grid.locator("[role=row]", { has: isActive }).getByRole("rowheader");
    await grid.focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageDown");
    await expect(active).toHaveCount(1);
    await page.keyboard.press("Control+End");
    const letter = report.lanes.at(-1)?.letter ?? "";
    await expect(header).toHaveText(new RegExp(`^${letter}\\b`));
    await expect(toLabel(page, last).or(page.locator(".row-label").last()).first()).toBeInViewport();
    const before = (await grid.getAttribute("aria-activedescendant")) ?? "";
    await page.keyboard.press("ArrowUp");
    await expect(grid).not.toHaveAttribute("aria-activedescendant", before);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await expect(header).toHaveText(new RegExp(`^${letter}\\b`));
    await expect(page.getByRole("tooltip")).toBeInViewport();
  });
}

test("on paper stand all lines up to a limit, painted to the last of them", async ({ page }) => {
  const { report } = await openWide(page, 2000);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(page.locator(".row-label-track, .row-label[data-lane]")).toHaveCount(400);
  expect(report.lanes.length).toBe(2000);
  const canvas = page.locator(".timeline-plot canvas");
  const { height } = await boxOf(canvas);
  expect(height).toBeGreaterThan(400 * 19);
  expect(height).toBeLessThan(400 * 25);
  const lastRow = await canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return [];
    const pixels = element.getContext("2d")?.getImageData(0, element.height - 12, element.width, 1).data;
    return [...new Set(new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0)))];
  });
  expect(lastRow.length).toBeGreaterThan(2);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect.poll(() => page.locator(".row-label").count()).toBeLessThan(150);
});

async function countColours(page: Page): Promise<number> {
  return await page.locator(".timeline-plot canvas").evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const { width, height } = element;
    const pixels = element.getContext("2d")?.getImageData(0, 0, width, height).data;
    return new Set(new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0))).size;
  });
}
