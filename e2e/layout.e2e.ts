import type { Page } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import { listLayoutFaults } from "#e2e/layout-faults.ts";
import { toScopePath } from "#lib/domain/scope.ts";
import { Fleet, type GroupRow, Report } from "#lib/report/schema.ts";
import { failingScript, orphanHook, recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

/** As long as AWS allows, and without a place to break them. */
const longNames = defineStory({
  id: "long-names",
  region: "us-east-1",
  title: "An application, a deployment group and an Auto Scaling group with the longest names there are.",
  play({ build }) {
    build.service(
      { application: "a".repeat(100), group: "g".repeat(100) },
      { desired: 2, autoScalingGroupName: "s".repeat(255), targetGroupName: "t".repeat(32) },
    );
  },
});

test.use({
  account: { stories: [recursiveLimbo, failingScript, orphanHook, longNames], recordedMinutes: 30 },
});

const widths = [390, 1024, 1440, 1920];

test("nothing is overprinted, torn, too narrow or wider than the page", async ({ page, request }) => {
  const { groups } = Fleet.parse(await (await request.get("/api/groups")).json());
  const toPath = (row: GroupRow | undefined) => (row === undefined ? "" : toScopePath(row.scope));
  const find = (letter: string) => toPath(groups.find(({ scope }) => scope.group.startsWith(letter)));
  const readReport = async (path: string) =>
    Report.parse(await (await request.get(`/api${path}/report`)).json());
  const [limbo, failed, long] = [find("prod-api"), find("prod-payments"), find("ggg")];
  const { deployments } = await readReport(failed);
  const longReport = await readReport(long);
  const paths = [
    "/",
    "/audit",
    `${limbo}?finding=recursive-deployment-limbo`,
    `${failed}/deployments/${deployments[0]?.id}`,
    long,
    `${long}/instances/${longReport.instances.matching[0]?.instanceId}`,
    "/rules/recursive-deployment-limbo",
  ];
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await listLayoutFaults(page), `${path.slice(0, 120)} at ${width} px`).toEqual([]);
    }
  }
});

test("a group's page can be read on a phone, and in colours that the system forces", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/groups/123456789012/us-east-1/api/prod-api?finding=recursive-deployment-limbo");
  for (const label of ["Scaling activities", "Evidence", "Matching", "Deployments"]) {
    const table = page.getByRole("region", { name: `${label}, table` });
    await expect(table.getByRole("row").first()).toBeVisible();
    const hidden = await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(hidden, `${label}: px out of sight`).toBe(0);
  }

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ forcedColors: "active" });
  await expect
    .poll(() => measureGround(page), "share of the drawing that is bare ground")
    .toBeGreaterThan(0.4);
  expect(await measureGround(page), "share of the drawing that is bare ground").toBeLessThan(0.99);
  const looks = await page
    .getByRole("group", { name: "Window" })
    .getByRole("button")
    .evaluateAll((buttons) =>
      buttons.map((button) => [
        button.getAttribute("aria-pressed"),
        getComputedStyle(button).backgroundColor,
      ]),
    );
  const ofPressed = looks.filter(([pressed]) => pressed === "true").map(([, colour]) => colour);
  const ofOthers = looks.filter(([pressed]) => pressed === "false").map(([, colour]) => colour);
  expect(ofPressed).toHaveLength(1);
  expect(ofOthers).not.toContain(ofPressed[0]);
});

/** Which share of the lanes' pixels has the colour of the page. */
async function measureGround(page: Page): Promise<number> {
  return await page
    .locator(".timeline-plot canvas")
    .first()
    .evaluate((element) => {
      if (!(element instanceof HTMLCanvasElement)) throw new Error("the lanes are not drawn on a canvas");
      const { width, height } = element;
      const pixels = element.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
      const ground = getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
      let bare = 0;
      for (let at = 0; at < pixels.length; at += 4)
        if (pixels[at + 3] === 0 || ground.every((part, index) => pixels[at + index] === part)) bare += 1;
      return bare / (width * height);
    });
}
