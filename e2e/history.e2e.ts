import * as z from "zod";
import { expect, test } from "#e2e/fixtures.ts";
import { recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { simulatedAccount } from "#lib/simulator/scenarios/open-account.ts";
import { operate } from "#lib/simulator/world/operate.ts";
import { startPostgres } from "#lib/testing/postgres-server.ts";

const page1 = "/groups/123456789012/us-east-1/api/prod-api";
const Health = z.object({
  places: z.array(z.object({ readHere: z.boolean() })),
  history: z.object({ kind: z.string(), trouble: z.string().nullable() }),
});

async function readHealth(url: string): Promise<z.infer<typeof Health>> {
  const response = await fetch(`${url}/api/health`);
  return Health.parse(await response.json());
}

test.describe("an hour later", () => {
  test.use({ account: { stories: [recursiveLimbo], endedMinutesAgo: 45, recordedMinutes: 75 }, own: {} });

  test("EC2 has forgotten the ghost, and a newly started server still explains it", async ({
    page,
    ghostline,
  }) => {
    const { instances } = ghostline.world.region(simulatedAccount, "us-east-1");
    await page.goto(page1);
    const answer = page.getByRole("region", { name: "Answer" });
    await expect(answer).toContainText(
      /waits for i-\w+ \([A-Z]\), which EC2 terminated 1 hour \d+ minutes? ago/,
    );
    const [, ghostId = ""] = /waits for (i-\w+)/.exec((await answer.textContent()) ?? "") ?? [];
    expect(ghostId).not.toBe("");
    expect(instances.has(ghostId)).toBe(false);
    await expect(page.getByText("terminated", { exact: false }).first()).toBeVisible();
  });
});

test.describe("one embedded data directory", () => {
  test.use({ account: { stories: [recursiveLimbo] }, own: {} });

  test("is refused to a second server, which says who holds it; the first goes on", async ({ ghostline }) => {
    await expect(ghostline.startAnother({})).rejects.toThrow(/in use by process \d+/);
    expect((await readHealth(ghostline.url)).history.trouble).toBeNull();
  });
});

test.describe("a database that stops while the server runs", () => {
  test.use({ account: { stories: [recursiveLimbo] }, own: {} });

  test("every page and every route says so alike, whichever is asked first, and all is well when it is back", async ({
    ghostline,
    request,
  }) => {
    const postgres = await startPostgres();
    test.skip(postgres === undefined, "PostgreSQL is not installed");
    if (postgres === undefined) return;
    const { url, stop } = await ghostline.startAnother({ DATABASE_URL: await postgres.createDatabase() });
    await expect.poll(async () => (await fetch(`${url}/api${page1}/report`)).status).toBe(200);
    postgres.kill();
    const pages = ["/", "/audit", page1];
    const routes = ["/api/groups", "/api/audit", `/api${page1}/report`, "/api/find?q=api"];
    for (const address of [...pages, ...routes, ...pages]) {
      const read = async () => (await request.get(`${url}${address}`)).text();
      // Told beside what is in memory, or in its place.
      await expect.poll(read, { message: address }).toMatch(/the history in[^<]* failed/);
      expect((await request.get(`${url}${address}`)).status(), address).not.toBe(500);
      expect(await read(), address).not.toContain("The fault is in the dashboard");
    }
    expect((await readHealth(url)).history.trouble).toMatch(/the history/);
    await postgres.restart();
    await expect.poll(async () => (await fetch(`${url}/api${page1}/report`)).status).toBe(200);
    await stop();
    await postgres.stop();
  });
});

test.describe("two servers on one PostgreSQL", () => {
  test.use({ account: { stories: [recursiveLimbo] }, own: {} });

  test("the one that reads is killed, and the page of the other goes on", async ({ page, ghostline }) => {
    const postgres = await startPostgres();
    test.skip(postgres === undefined, "PostgreSQL is not installed");
    if (postgres === undefined) return;
    const environment = { DATABASE_URL: await postgres.createDatabase() };
    const reader = await ghostline.startAnother(environment);
    await expect.poll(async () => (await readHealth(reader.url)).places[0]?.readHere).toBe(true);
    const viewer = await ghostline.startAnother(environment);
    expect((await readHealth(viewer.url)).places[0]?.readHere).toBe(false);
    await page.goto(`${viewer.url}${page1}`);
    const answer = page.getByRole("region", { name: "Answer" });
    await expect(answer).toContainText("Lap 3 of a loop");
    reader.kill();
    await expect.poll(async () => (await readHealth(viewer.url)).places[0]?.readHere).toBe(true);
    const operator = operate(ghostline.world, simulatedAccount, "us-east-1");
    for (const deployment of operator.activeDeployments(
      { application: "api", group: "prod-api" },
      "autoscaling",
    ))
      operator.stopDeployment(deployment.id);
    await expect(answer).toContainText("Lap 4 of a loop");
    await page.goto("about:blank");
    await viewer.stop();
    await postgres.stop();
  });
});
