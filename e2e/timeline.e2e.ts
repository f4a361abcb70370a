import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import {
  boxOf,
  findGhost,
  open,
  readReport,
  readSeen,
  toLabel,
  toQuery,
  toSpot,
  waitForSeen,
} from "#e2e/timeline-page.ts";
import { recursiveLimbo } from "#lib/simulator/scenarios/index.ts";

test.use({ account: { stories: [recursiveLimbo], recordedMinutes: 60 } });

test("Ctrl and the wheel zoom at the pointer; what is under it stays", async ({ page }) => {
  const { lanes } = await open(page);
  const box = await boxOf(lanes);
  await page.mouse.move(box.x + box.width * 0.25, box.y + 40);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  const first = await waitForSeen(page);
  const instant = first.from + (first.to - first.from) * 0.25;
  await page.mouse.wheel(0, -200);
  await expect.poll(() => readSeen(page)?.to).not.toBe(first.to);
  await page.keyboard.up("Control");
  const second = await waitForSeen(page);
  expect(second.to - second.from).toBeLessThan(first.to - first.from);
  const share = (instant - second.from) / (second.to - second.from);
  expect(Math.abs(share - 0.25)).toBeLessThan(0.01);
});

test("keys zoom, pan and go back", async ({ page }) => {
  await open(page);
  await page.keyboard.press("w");
  const near = await waitForSeen(page);
  await page.keyboard.press("a");
  await expect.poll(() => readSeen(page)?.from).toBeLessThan(near.from);
  await page.keyboard.press("d");
  await expect.poll(() => readSeen(page)?.from).toBe(near.from);
  await page.keyboard.press("s");
  await expect(page).not.toHaveURL(/[?&]t=/);
  await page.keyboard.press("w");
  await waitForSeen(page);
  await page.keyboard.press("0");
  await expect(page).not.toHaveURL(/[?&]t=/);
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

test("a link brings back pin, view, clock, order and opened lanes, and is short", async ({ page }) => {
  const { report, spot } = await openAtGhost(page);
  await page.mouse.click(spot.x, spot.y);
  await expect(page).toHaveURL(/pin=/);
  await page.getByRole("combobox", { name: "Clock of the axis" }).selectOption("local");
  await page.getByRole("combobox", { name: "Times of the axis" }).selectOption("relative");
  await page.getByRole("combobox", { name: "Order of the instances" }).selectOption("launch");
  const ghost = findGhost(report).lane;
  const others = report.lanes.filter((lane) => lane !== ghost);
  const toggle = (letter: string) =>
    page.getByRole("button", { name: new RegExp(`^${letter}, .*all tracks`) });
  // Two in one go: the second must not undo the first.
  const [first, second] = others;
  if (first === undefined || second === undefined) throw new Error("too few lanes");
  const before = [await isOpen(page, first.letter), await isOpen(page, second.letter)];
  await toggle(first.letter).click();
  await toggle(second.letter).click();
  await expect.poll(() => isOpen(page, first.letter)).not.toBe(before[0]);
  await expect.poll(() => isOpen(page, second.letter)).not.toBe(before[1]);
  const letters = await listLetters(page);
  expect(letters).toEqual([...letters].sort());
  await expect(page).toHaveURL(/[?&]o=/);
  const url = page.url();
  expect(new URL(url).search.length).toBeLessThan(160);
  await page.reload();
  await expect(page.getByRole("region", { name: "Pinned" })).toBeVisible();
  await expect(page.getByText("time before and after now")).toBeVisible();
  expect(await listLetters(page)).toEqual(letters);
  expect(await isOpen(page, first.letter)).not.toBe(before[0]);
  expect(await isOpen(page, second.letter)).not.toBe(before[1]);
  await expect(page).toHaveURL(url);
});

test("one pin shows what was said, a second one what changed between them", async ({ page }) => {
  const { spot, label, report } = await openAtGhost(page);
  await page.mouse.click(spot.x, spot.y);
  const panel = page.getByRole("region", { name: "Pinned" });
  await expect(panel.getByRole("heading", { name: "Pinned" })).toBeVisible();
  await expect(panel).toContainText(/terminated/);
  const earlier = await toSpot(page, label, 0.2);
  await page.mouse.click(earlier.x, earlier.y);
  await expect(panel.getByRole("heading", { name: "Compared" })).toBeVisible();
  await expect(panel).toContainText("What changed");
  const row = panel
    .getByRole("row")
    .filter({ hasText: /running/ })
    .filter({ hasText: /terminated/ });
  await expect(row.first()).toBeVisible();
  await expect(row.first().getByRole("cell").first()).toContainText("running");
  await expect(row.first().getByRole("cell").nth(1)).toContainText("terminated");
  // A double click on something else fits it, and leaves both.
  const url = page.url();
  const seen = readSeen(page);
  const { lane } = findGhost(report);
  const asg = lane.tracks.find(({ track }) => track === "auto-scaling")?.label ?? "";
  const other = await toSpot(page, toLabel(page, lane.instanceId, asg), 0.2);
  await page.mouse.dblclick(other.x, other.y);
  await expect.poll(() => readSeen(page)).not.toEqual(seen);
  expect(new URL(page.url()).searchParams.get("pin")).toBe(new URL(url).searchParams.get("pin"));
});

test("the local clock is ahead of UTC by what the axis says, and distances are from now", async ({
  page,
}) => {
  const { seen } = await openAtGhost(page);
  const local = page.getByRole("combobox", { name: "Clock of the axis" });
  const offset = await page.evaluate((at) => -new Date(at).getTimezoneOffset() / 60, seen.from * 1000);
  expect([1, 2]).toContain(offset);
  const utc = listClocks(await saveSvg(page));
  await local.selectOption("local");
  await expect(page.getByText(`time, local, UTC+${offset}`)).toBeVisible();
  const berlin = listClocks(await saveSvg(page));
  expect(utc.length).toBeGreaterThan(2);
  expect(berlin).toEqual(utc.map((text) => addHours(text, offset)));
  await page.getByRole("combobox", { name: "Times of the axis" }).selectOption("relative");
  await expect(page.getByText("time before and after now")).toBeVisible();
  expect((await saveSvg(page)).texts.filter((text) => /^-\d+ min/.test(text)).length).toBeGreaterThan(2);
  const start = page.getByRole("slider", { name: "Start of what is seen" });
  const text = (await start.getAttribute("aria-valuetext")) ?? "";
  const [, first = "", second = ""] = /(\d\d:\d\d):\d\d UTC \((\d\d:\d\d):\d\d local\)/.exec(text) ?? [];
  expect(second).toBe(addHours(first, offset));
});

test("what is seen is saved as PNG and as SVG, by keyboard too", async ({ page }) => {
  const { report } = await openAtGhost(page);
  const png = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save what is seen as PNG" }).focus();
  await page.keyboard.press("Enter");
  const saved = await png;
  expect(saved.suggestedFilename()).toBe("ghostline-api-prod-api.png");
  const bytes = await readFile(await saved.path());
  expect(bytes.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(1000);

  const { problem, texts } = await saveSvg(page);
  expect(problem).toBe("");
  const { lane } = findGhost(report);
  expect(texts.some((text) => text.includes(lane.instanceId) && text.includes("gone"))).toBe(true);
  expect(texts.join(" ")).toContain("GONE, still referred to");
  expect(texts.join(" ")).toMatch(/lap \d/);
});

test("on paper the drawing is whole, and as wide as the paper", async ({ page }) => {
  const { report } = await openAtGhost(page);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(page.locator(".row-label[data-lane]")).toHaveCount(report.lanes.length);
  const scroller = page.locator(".timeline-scroller");
  const hidden = await scroller.evaluate((element) => element.scrollHeight - element.clientHeight);
  // Its last border.
  expect(hidden).toBeLessThanOrEqual(1);
  const rows = await boxOf(page.locator(".timeline-rows"));
  const canvas = await boxOf(page.locator(".timeline-plot canvas"));
  expect(Math.abs(canvas.height - rows.height)).toBeLessThan(1);
  await page.emulateMedia({ media: "print" });
  // A4 less the margins that browsers leave.
  await page.setViewportSize({ width: 718, height: 1000 });
  const right = canvas.x + canvas.width;
  expect(right).toBeLessThanOrEqual(1440);
  const printed = await boxOf(page.locator(".timeline-plot canvas"));
  const panel = await boxOf(page.getByRole("region", { name: "Timeline" }));
  expect(printed.x + printed.width).toBeLessThanOrEqual(Math.min(718, panel.x + panel.width) + 1);
  expect((await page.pdf()).subarray(0, 4).toString()).toBe("%PDF");
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
});

test("another theme is painted at once", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openAtGhost(page);
  const light = await readCorners(page);
  for (const brightness of light) expect(brightness).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(async () => Math.max(...(await readCorners(page)))).toBeLessThan(90);
});

for (const [name, width] of [
  ["at 200 % zoom", 720],
  ["on a phone", 390],
] as const) {
  test(`${name} nothing is cut off, and the ghost is there to be seen`, async ({ page }) => {
    await page.setViewportSize({ width, height: 780 });
    const { spot, report } = await openAtGhost(page);
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(tooWide).toBeLessThanOrEqual(0);
    await expect(toLabel(page, findGhost(report).lane.instanceId)).toBeInViewport();
    await page.mouse.move(spot.x, spot.y);
    const tip = page.getByRole("tooltip");
    await expect(tip).toContainText("GONE, still referred to");
    await expect(tip).toBeInViewport({ ratio: 1 });
    const plot = await boxOf(page.locator(".timeline-plot"));
    expect(plot.width).toBeGreaterThan(width / 2);
    await expect(page.getByRole("button", { name: "Save what is seen as PNG" })).toBeVisible();
  });
}

/** Twenty minutes around the moment at which the ghost went; the spot lies in what came after. */
async function openAtGhost(page: Page) {
  const report = await readReport(page);
  const { lane, track, goneAt } = findGhost(report);
  const seen = { from: goneAt - 600, to: goneAt + 600 };
  const opened = await open(page, toQuery(seen));
  const label = toLabel(page, lane.instanceId, track);
  await expect(label).toBeVisible();
  return { ...opened, report, seen, label, spot: await toSpot(page, label, 0.7) };
}

async function isOpen(page: Page, letter: string): Promise<boolean> {
  const toggle = page.getByRole("button", { name: new RegExp(`^${letter}, .*all tracks`) });
  return (await toggle.getAttribute("aria-expanded")) === "true";
}

async function listLetters(page: Page): Promise<readonly string[]> {
  const lanes = await page.locator(".row-label[data-lane]").evaluateAll((labels) =>
    labels.map((label) => ({
      top: label.getBoundingClientRect().top,
      letter: label.querySelector(".lane-letter")?.textContent ?? "",
    })),
  );
  return lanes.sort((a, b) => a.top - b.top).map(({ letter }) => letter);
}

type Svg = { readonly problem: string; readonly texts: readonly string[] };

async function saveSvg(page: Page): Promise<Svg> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save what is seen as SVG" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  return await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
    return {
      problem: parsed.querySelector("parsererror")?.textContent ?? "",
      texts: [...parsed.querySelectorAll("text")].map((node) => node.textContent ?? ""),
    };
  }, text);
}

/** The round times on the axis. */
function listClocks({ texts }: Svg): readonly string[] {
  return texts.filter((text) => /^\d\d:\d\d$/.test(text));
}

function addHours(clock: string, hours: number): string {
  const [hour = "", minute = ""] = clock.split(":");
  return `${String((Number(hour) + hours) % 24).padStart(2, "0")}:${minute}`;
}

/** How bright the corners of each canvas are, 0 to 255. */
async function readCorners(page: Page): Promise<readonly number[]> {
  return await page.locator(".timeline-drawing canvas").evaluateAll((canvases) =>
    canvases.flatMap((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return [];
      const pen = canvas.getContext("2d");
      const [red = 0, green = 0, blue = 0] = pen?.getImageData(canvas.width - 2, 1, 1, 1).data ?? [];
      return [(red + green + blue) / 3];
    }),
  );
}
