import type { Locator, Page } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import { recursiveLimbo } from "#lib/simulator/scenarios/index.ts";

test.use({ account: { stories: [recursiveLimbo] } });

const group = "/groups/123456789012/us-east-1/api/prod-api";

type Seen = { readonly from: number; readonly to: number };

/** What is seen, as the link says it; undefined for the whole window. */
async function readSeen(page: Page): Promise<Seen | undefined> {
  const text = new URL(page.url()).searchParams.get("t");
  const [from = "", to = ""] = (text ?? "").split("-");
  return text === null ? undefined : { from: Number.parseInt(from, 36), to: Number.parseInt(to, 36) };
}

async function waitForSeen(page: Page): Promise<Seen> {
  await expect(page).toHaveURL(/[?&]t=/);
  const seen = await readSeen(page);
  if (seen === undefined) throw new Error("the URL does not say what is seen");
  return seen;
}

async function open(page: Page, query = ""): Promise<{ readonly grid: Locator; readonly lanes: Locator }> {
  await page.goto(`${group}${query}`);
  const grid = page.getByRole("grid", { name: "Timeline" });
  await expect(grid).toBeVisible();
  const lanes = page.locator(".timeline-plot canvas");
  await lanes.scrollIntoViewIfNeeded();
  return { grid, lanes };
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("not drawn");
  return box;
}

test("Ctrl and the wheel zoom at the pointer; what is under it stays", async ({ page }) => {
  const { lanes } = await open(page);
  const box = await boxOf(lanes);
  await page.mouse.move(box.x + box.width * 0.25, box.y + 40);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  const first = await waitForSeen(page);
  const instant = first.from + (first.to - first.from) * 0.25;
  await page.mouse.wheel(0, -200);
  await expect.poll(async () => (await readSeen(page))?.to).not.toBe(first.to);
  await page.keyboard.up("Control");
  const second = await waitForSeen(page);
  expect(second.to - second.from).toBeLessThan(first.to - first.from);
  const share = (instant - second.from) / (second.to - second.from);
  expect(Math.abs(share - 0.25)).toBeLessThan(0.01);
});

test("keys zoom, pan and go back; a drag moves the plot with the pointer", async ({ page }) => {
  const { lanes } = await open(page);
  await page.keyboard.press("w");
  const near = await waitForSeen(page);
  await page.keyboard.press("a");
  await expect.poll(async () => (await readSeen(page))?.from).toBeLessThan(near.from);
  await page.keyboard.press("d");
  await expect.poll(async () => (await readSeen(page))?.from).toBe(near.from);
  const box = await boxOf(lanes);
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + box.width / 10, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await readSeen(page))?.from).toBeLessThan(near.from);
  await page.keyboard.press("0");
  await expect(page).not.toHaveURL(/[?&]t=/);
});

test("a stretch selected on the axis is fitted with f and cleared with Escape", async ({ page }) => {
  await open(page);
  const axis = await boxOf(page.locator(".axis-canvas"));
  await page.mouse.move(axis.x + axis.width * 0.4, axis.y + 10);
  await page.mouse.down();
  await page.mouse.move(axis.x + axis.width * 0.6, axis.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByText(/selected/)).toBeVisible();
  await page.keyboard.press("f");
  await waitForSeen(page);
  await page.keyboard.press("Escape");
  await expect(page.getByText(/selected,/)).toHaveCount(0);
});

test("brackets go from change to change, n and N from finding to finding", async ({ page }) => {
  await open(page);
  await page.keyboard.press("[");
  await expect(page.getByText(/^Change at/)).toBeAttached();
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/finding=/);
  const first = page.url();
  await page.keyboard.press("n");
  await expect(page).not.toHaveURL(first);
  await page.keyboard.press("N");
  await expect(page).toHaveURL(first);
});

test("the list of keys can be changed, and the change is kept", async ({ page }) => {
  await open(page);
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys of the timeline" });
  await dialog.getByRole("button", { name: /“Zoom in”/ }).click();
  await page.keyboard.press("s");
  await expect(dialog.getByRole("status")).toContainText("taken");
  await page.keyboard.press("i");
  await expect(dialog.getByRole("button", { name: /^i: / })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("grid", { name: "Timeline" })).toBeVisible();
  await page.keyboard.press("w");
  await expect(page).not.toHaveURL(/[?&]t=/);
  await page.keyboard.press("i");
  await waitForSeen(page);
});

test("pointing tells, a click pins, and a link brings pin, view and clock back", async ({ page }) => {
  const { lanes } = await open(page);
  const box = await boxOf(lanes);
  await page.mouse.move(box.x + box.width * 0.1, box.y + 34);
  await expect(page.getByRole("tooltip")).toContainText(/source:/);
  await page.mouse.click(box.x + box.width * 0.1, box.y + 34);
  await expect(page).toHaveURL(/pin=/);
  await page.keyboard.press("w");
  const seen = await waitForSeen(page);
  await page.getByRole("combobox", { name: "Clock of the axis" }).selectOption("local");
  await expect(page).toHaveURL(/z=l/);
  const { search } = new URL(page.url());
  expect(search.length).toBeLessThan(120);
  await page.reload();
  await expect(page.getByText(/time, local/)).toBeVisible();
  expect(await waitForSeen(page)).toEqual(seen);
});

test("the overview's brush is moved by its sliders", async ({ page }) => {
  await open(page);
  const start = page.getByRole("slider", { name: "Start of what is seen" });
  await start.focus();
  const before = await start.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowRight");
  await waitForSeen(page);
  expect(await start.getAttribute("aria-valuetext")).not.toBe(before);
});

test("with the keyboard alone the grid leads to the ghost", async ({ page }) => {
  const { grid } = await open(page);
  await grid.focus();
  const active = grid.locator("[role=gridcell][aria-selected=true]");
  for (let presses = 0; presses < 60; presses++) {
    if (/^GONE, still referred to/.test((await active.textContent()) ?? "")) break;
    await page.keyboard.press("ArrowDown");
    if (presses % 12 === 11) await page.keyboard.press("End");
  }
  await expect(active).toContainText("GONE, still referred to");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/pin=/);
});
