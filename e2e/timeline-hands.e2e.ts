import type { CDPSession, Page } from "@playwright/test";
import { limboAccount } from "#e2e/accounts.ts";
import { expect, test } from "#e2e/fixtures.ts";
import {
  boxOf,
  expectSeen,
  findGhost,
  group,
  open,
  readReport,
  readSeen,
  toLabel,
  toQuery,
  toSpot,
  waitForSeen,
  waitForTimeline,
} from "#e2e/timeline-page.ts";

// Every movement of a hand, each held to the instants that it must lead to.

test.use({ account: limboAccount });

/** Opens with twenty minutes in sight whose middle is the moment at which the ghost went. */
async function openAtGhost(page: Page) {
  const report = await readReport(page);
  const ghost = findGhost(report);
  const seen = { from: ghost.goneAt - 600, to: ghost.goneAt + 600 };
  const opened = await open(page, toQuery(seen));
  await expect(toLabel(page, ghost.lane.instanceId, ghost.track)).toBeVisible();
  return { ...opened, report, ghost, seen };
}

test("the wheel sideways, and with Shift, moves through time as far as it turns", async ({ page }) => {
  const { lanes, seen } = await openAtGhost(page);
  const box = await boxOf(lanes);
  const perPixel = (seen.to - seen.from) / box.width;
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  await page.mouse.wheel(120, 0);
  await expectSeen(page, { from: seen.from + 120 * perPixel, to: seen.to + 120 * perPixel });
  await page.keyboard.down("Shift");
  await page.mouse.wheel(0, -240);
  await page.keyboard.up("Shift");
  await expectSeen(page, { from: seen.from - 120 * perPixel, to: seen.to - 120 * perPixel });
});

test("a wheel without a key scrolls and leaves the view alone", async ({ page }) => {
  const { lanes, seen } = await openAtGhost(page);
  const box = await boxOf(lanes);
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  // The lanes scroll first, then the page.
  const toScrolled = () =>
    page.evaluate(
      () => window.scrollY + (document.querySelector(".timeline-scroller")?.scrollTop ?? Number.NaN),
    );
  const before = await toScrolled();
  await page.mouse.wheel(0, 200);
  await expect.poll(toScrolled).toBeGreaterThan(before);
  await expectSeen(page, seen);
});

test("a drag moves the plot with the pointer", async ({ page }) => {
  const { lanes, seen } = await openAtGhost(page);
  const box = await boxOf(lanes);
  await drag(page, [box.x + box.width * 0.5, box.y + 40], [box.x + box.width * 0.7, box.y + 40]);
  const moved = (seen.to - seen.from) * 0.2;
  await expectSeen(page, { from: seen.from - moved, to: seen.to - moved });
  await expect(page).not.toHaveURL(/pin=/);
});

for (const [name, isShift] of [
  ["on the axis", false],
  ["with Shift on the lanes", true],
] as const) {
  test(`a stretch dragged ${name} is fitted with f, and cleared with Escape`, async ({ page }) => {
    const { lanes, seen } = await openAtGhost(page);
    const box = await boxOf(isShift ? lanes : page.locator(".axis-canvas"));
    if (isShift) await page.keyboard.down("Shift");
    await drag(page, [box.x + box.width * 0.62, box.y + 6], [box.x + box.width * 0.82, box.y + 6]);
    if (isShift) await page.keyboard.up("Shift");
    await expect(page.getByText(/selected,/)).toBeVisible();
    await page.keyboard.press("f");
    const at = (share: number) => seen.from + (seen.to - seen.from) * share;
    // A twentieth is left free on each side.
    await expectSeen(page, { from: at(0.61), to: at(0.83) });
    await page.keyboard.press("Escape");
    await expect(page.getByText(/selected,/)).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(page).not.toHaveURL(/[?&]t=/);
  });
}

test("a double click fits the item and leaves the pins as they were", async ({ page }) => {
  const { ghost, report } = await openAtGhost(page);
  const spot = await toSpot(page, toLabel(page, ghost.lane.instanceId, ghost.track), 0.75);
  await page.mouse.dblclick(spot.x, spot.y);
  const now = Date.parse(report.at) / 1000;
  const air = (now - ghost.goneAt) * 0.05;
  const toDistance = () => Math.abs((readSeen(page)?.from ?? 0) - (ghost.goneAt - air));
  await expect.poll(toDistance).toBeLessThan(10);
  expect((await waitForSeen(page)).to).toBeGreaterThanOrEqual(now - 1);
  await expect(page).not.toHaveURL(/pin=/);
});

test("the overview: its middle is dragged, its edges are dragged, its sliders take keys", async ({
  page,
}) => {
  const { seen } = await openAtGhost(page);
  const strip = await boxOf(page.locator(".overview"));
  const brush = await boxOf(page.locator(".brush"));
  const perPixel = (seen.to - seen.from) / brush.width;
  const y = strip.y + strip.height / 2;
  const middle = brush.x + brush.width / 2;
  await drag(page, [middle, y], [middle - 30, y]);
  const moved = { from: seen.from - 30 * perPixel, to: seen.to - 30 * perPixel };
  await expectSeen(page, moved);
  const end = page.getByRole("slider", { name: "End of what is seen" });
  const handle = await boxOf(end);
  const x = handle.x + handle.width / 2;
  await drag(page, [x, y], [x + 40, y]);
  const wider = { from: moved.from, to: moved.to + 40 * perPixel };
  await expectSeen(page, wider);

  const start = page.getByRole("slider", { name: "Start of what is seen" });
  await start.focus();
  const before = await start.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowRight");
  await expect(start).not.toHaveAttribute("aria-valuetext", before ?? "");
  const limit = Number(await start.getAttribute("aria-valuemax"));
  await expectSeen(page, { from: wider.from + limit / 50, to: wider.to });
  await page.keyboard.press("Home");
  await expect(start).toHaveAttribute("aria-valuenow", "0");
  await end.focus();
  await page.keyboard.press("End");
  await expect(end).toHaveAttribute("aria-valuenow", String(limit));
  await expect(page).not.toHaveURL(/[?&]t=/);
});

test("brackets go to the changes before and after, one by one", async ({ page }) => {
  const { report, seen } = await openAtGhost(page);
  const middle = ((seen.from + seen.to) / 2) * 1000;
  const changes = listInstants(report);
  const after = changes.filter((at) => at > middle);
  const before = changes.filter((at) => at < middle);
  const said = (at = 0) => page.getByText(`Change at ${new Date(at).toISOString().slice(11, 19)} UTC`);
  await page.keyboard.press("]");
  await expect(said(after[0])).toBeAttached();
  await page.keyboard.press("]");
  await expect(said(after[1])).toBeAttached();
  await page.keyboard.press("[");
  await expect(said(after[0])).toBeAttached();
  await page.keyboard.press("[");
  await page.keyboard.press("[");
  // Between the two may stand the very middle.
  await expect(said(changes.includes(middle) ? before.at(-1) : before.at(-2))).toBeAttached();
});

test("n and N follow the list of findings, however fast they come", async ({ page }) => {
  await open(page);
  const buttons = page.getByRole("region", { name: "Findings", exact: true }).locator("button[aria-pressed]");
  const count = await buttons.count();
  expect(count).toBeGreaterThan(2);
  for (const at of [0, 1, 2]) {
    await page.keyboard.press("n");
    await expect(buttons.nth(at)).toHaveAttribute("aria-pressed", "true");
  }
  await page.keyboard.press("N");
  await page.keyboard.press("N");
  await expect(buttons.nth(0)).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("N");
  await expect(buttons.nth(count - 1)).toHaveAttribute("aria-pressed", "true");
});

test("pointing at the ghost's place says what it is, since when, how long, and who said so when", async ({
  page,
}) => {
  const { ghost } = await openAtGhost(page);
  const spot = await toSpot(page, toLabel(page, ghost.lane.instanceId, ghost.track), 0.7);
  await page.mouse.move(spot.x, spot.y);
  const tip = page.getByRole("tooltip");
  await expect(tip).toContainText("GONE, still referred to");
  await expect(tip).toContainText(ghost.lane.instanceId);
  await expect(tip).toContainText(`since ${new Date(ghost.goneAt * 1000).toISOString().slice(11, 19)} UTC, `);
  await expect(tip).toContainText(/min.* so far/);
  await expect(tip).toContainText(/source: .*last read \d\d:\d\d:\d\d UTC/);
  await page.mouse.move(spot.x, 5);
  await expect(tip).toHaveCount(0);
});

test("a click on a band selects its stretch; so does Enter in the grid", async ({ page }) => {
  const { grid } = await open(page);
  const bands = await boxOf(page.locator(".timeline-bands canvas"));
  await page.locator(".timeline-bands").scrollIntoViewIfNeeded();
  const share = 0.72;
  await page.mouse.click(bands.x + bands.width * share, bands.y + 10);
  await expect(page.getByText(/selected,/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/selected,/)).toHaveCount(0);
  await grid.focus();
  await expect(grid.locator("[aria-selected=true]")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/selected,/)).toBeVisible();
  await page.keyboard.press("f");
  await waitForSeen(page);
});

test("a click on merged changes selects them, and fits them apart; of one moment it pins the gravest", async ({
  page,
}) => {
  const report = await readReport(page);
  const { lane, goneAt } = findGhost(report);
  const toMark = (label: string, seconds: number) => ({
    at: new Date((goneAt + seconds) * 1000).toISOString(),
    label,
    tone: "bad" as const,
    source: "autoscaling-activities",
    track: "auto-scaling",
  });
  const marks = [...["first", "second", "third"].map((label, index) => toMark(label, index * 2 - 300))];
  const crowded = { ...lane, marks: [...marks, toMark("one", 300), toMark("other", 300)] };
  const lanes = report.lanes.map((one) => (one === lane ? crowded : one));
  await page.route("**/report*", (route) => route.fulfill({ json: { ...report, lanes } }));
  await open(page, toQuery({ from: goneAt - 600, to: goneAt + 600 }));
  const label = toLabel(page, lane.instanceId);
  const tip = page.getByRole("tooltip");
  const three = await toSpot(page, label, 0.2517);
  await expect(async () => {
    await page.mouse.move(three.x, three.y - 30);
    await page.mouse.move(three.x, three.y);
    await expect(tip).toContainText(/^3 changes between/, { timeout: 500 });
  }).toPass();
  await page.mouse.click(three.x, three.y);
  await expect(page.getByText("4 s selected,")).toBeVisible();
  await expect(page).not.toHaveURL(/pin=/);
  const two = await toSpot(page, label, 0.75);
  await page.mouse.click(two.x, two.y);
  await expect(page).toHaveURL(/pin=/);
  await page.keyboard.press("f");
  await expectSeen(page, { from: goneAt - 303, to: goneAt - 293 });
});

test.describe("fingers", () => {
  test.use({ hasTouch: true });

  test("two of them zoom: what was under them stays under them", async ({ page }) => {
    const { lanes, seen } = await openAtGhost(page);
    const box = await boxOf(lanes);
    const touch = await startTouch(page);
    const at = (share: number) => [box.x + box.width * share, box.y + 30] as const;
    await touch.put([at(0.4), at(0.6)]);
    for (const step of [0.02, 0.04, 0.06, 0.08, 0.1]) await touch.move([at(0.4 - step), at(0.6 + step)]);
    await touch.lift();
    const length = seen.to - seen.from;
    // From 0.4 … 0.6 to 0.3 … 0.7: twice as near around the middle.
    await expectSeen(page, { from: seen.from + length / 4, to: seen.to - length / 4 });
    await expect(page).not.toHaveURL(/pin=/);
  });

  test("one of them moves the plot; a tap pins what is near", async ({ page }) => {
    const { lanes, seen, ghost } = await openAtGhost(page);
    const box = await boxOf(lanes);
    const touch = await startTouch(page);
    const at = (share: number) => [box.x + box.width * share, box.y + 30] as const;
    await touch.put([at(0.5)]);
    for (const share of [0.47, 0.44, 0.42, 0.4]) await touch.move([at(share)]);
    await touch.lift();
    const moved = (seen.to - seen.from) * 0.1;
    await expectSeen(page, { from: seen.from + moved, to: seen.to + moved });
    const spot = await toSpot(page, toLabel(page, ghost.lane.instanceId, ghost.track), 0.7);
    await page.touchscreen.tap(spot.x, spot.y);
    await expect(page).toHaveURL(/pin=/);
    await expect(page.getByRole("tooltip")).toContainText("GONE, still referred to");
  });
});

test("with the keyboard alone from the top of the page to the ghost, which is read out and shown", async ({
  page,
}) => {
  await page.goto(group);
  const { grid } = await waitForTimeline(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  const isReached = () => grid.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 200 && !(await isReached()); presses++) await page.keyboard.press("Tab");
  await expect(grid).toBeFocused();
  const active = grid.locator("[role=gridcell][aria-selected=true]");
  await page.keyboard.press("ControlOrMeta+Home");
  for (let presses = 0; presses < 80; presses++) {
    if (/^GONE, still referred to/.test((await active.textContent()) ?? "")) break;
    await page.keyboard.press(presses % 2 === 0 ? "End" : "ArrowDown");
  }
  await expect(active).toContainText("GONE, still referred to");
  expect(await grid.getAttribute("aria-activedescendant")).toBe(await active.getAttribute("id"));
  const tip = page.getByRole("tooltip");
  await expect(tip).toContainText("GONE, still referred to");
  await expect(tip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/pin=/);
  await expect(page.getByText("GONE, still referred to: pinned")).toBeAttached();
});

type Place = readonly [number, number];

async function drag(page: Page, [x, y]: Place, [toX, toY]: Place): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(toX, toY, { steps: 6 });
  await page.mouse.up();
}

async function startTouch(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", places: readonly Place[]) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: places.map(([x, y], id) => ({ x, y, id })),
    });
  return {
    put: (places: readonly Place[]) => send("touchStart", places),
    move: (places: readonly Place[]) => send("touchMove", places),
    lift: () => send("touchEnd", []),
  };
}

/** Every moment at which anything begins, ends or happens in a lane, by time, each once. */
function listInstants({
  lanes,
  window: { from },
}: Awaited<ReturnType<typeof readReport>>): readonly number[] {
  const texts = lanes.flatMap(({ tracks, marks }) => [
    ...tracks.flatMap(({ spans }) => spans.flatMap((span) => [span.from, span.to ?? span.from])),
    ...marks.map(({ at }) => at),
  ]);
  const instants = new Set(texts.map((text) => Date.parse(text)).filter((at) => at >= Date.parse(from)));
  return [...instants].sort((a, b) => a - b);
}
