import type { Locator, Page } from "@playwright/test";
import { expect } from "#e2e/fixtures.ts";
import { Report } from "#lib/report/schema.ts";

export const group = "/groups/123456789012/us-east-1/api/prod-api";

/** In seconds since the epoch, as links have them. */
export type Seen = { readonly from: number; readonly to: number };

/** What is seen, as the link says it; undefined for the whole window. */
export function readSeen(page: Page): Seen | undefined {
  const text = new URL(page.url()).searchParams.get("t");
  const [from = "", to = ""] = (text ?? "").split("-");
  return text === null ? undefined : { from: Number.parseInt(from, 36), to: Number.parseInt(to, 36) };
}

export async function waitForSeen(page: Page): Promise<Seen> {
  await expect(page).toHaveURL(/[?&]t=/);
  const seen = readSeen(page);
  if (seen === undefined) throw new Error("the URL does not say what is seen");
  return seen;
}

/** Waits until about this is seen: a pixel and the link's full seconds may be lost. */
export async function expectSeen(page: Page, { from, to }: Seen): Promise<void> {
  const slack = 2 + (to - from) * 0.004;
  const toDistance = () => {
    const seen = readSeen(page);
    return seen === undefined ? Infinity : Math.max(Math.abs(seen.from - from), Math.abs(seen.to - to));
  };
  await expect.poll(toDistance, { message: `seen ${from} to ${to}` }).toBeLessThanOrEqual(slack);
}

export function toQuery({ from, to }: Seen): string {
  return `?t=${Math.round(from).toString(36)}-${Math.round(to).toString(36)}`;
}

export async function readReport(page: Page, path = group): Promise<Report> {
  const response = await page.request.get(`/api${path}/report`);
  return Report.parse(await response.json());
}

export type Opened = { readonly grid: Locator; readonly lanes: Locator };

export async function open(page: Page, query = ""): Promise<Opened> {
  await page.goto(`${group}${query}`);
  return await waitForTimeline(page);
}

export async function waitForTimeline(page: Page): Promise<Opened> {
  const grid = page.getByRole("grid", { name: "Timeline" });
  await expect(grid).toBeVisible();
  const lanes = page.locator(".timeline-plot canvas");
  await lanes.evaluate((element) => element.scrollIntoView({ block: "center" }));
  return { grid, lanes };
}

export async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("not drawn");
  return box;
}

/** The label of a lane's line, or of one of its tracks. */
export function toLabel(page: Page, instanceId: string, track?: string): Locator {
  const lane = page.locator(`.row-label[data-lane="${instanceId}"]`);
  if (track === undefined) return lane;
  return lane.locator("xpath=following-sibling::*").filter({ hasText: track }).first();
}

/** A place in the drawing: in the row of that label, at that share of the plot's width. */
export async function toSpot(page: Page, label: Locator, share: number) {
  await label.scrollIntoViewIfNeeded();
  const row = await boxOf(label);
  const plot = await boxOf(page.locator(".timeline-plot"));
  return { x: plot.x + plot.width * share, y: row.y + row.height / 2 };
}

/** A ghost of the report, and since when, in seconds, EC2 says it is gone. */
export function findGhost({ lanes }: Report) {
  const lane = lanes.find(({ ghost }) => ghost);
  const ec2 = lane?.tracks.find(({ track }) => track === "ec2");
  const gone = ec2?.spans.find(({ tone }) => tone === "gone");
  if (lane === undefined || ec2 === undefined || gone === undefined) throw new Error("no ghost");
  return { lane, track: ec2.label, goneAt: Date.parse(gone.from) / 1000 };
}
