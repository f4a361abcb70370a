import { expect, test } from "#e2e/fixtures.ts";
import { recursiveLimbo } from "#lib/simulator/scenarios/index.ts";

test.use({ account: { stories: [recursiveLimbo] }, own: {} });

/** More than one reading of this group needs (14 calls and two batches for earlier deployments), far less than two. */
const callsOfOneReading = 40;

test("two hundred viewers cost AWS what one viewer costs", async ({ request, ghostline }) => {
  const report = "/api/groups/123456789012/us-east-1/api/prod-api/report";
  expect((await request.get(report)).ok()).toBe(true);
  const before = ghostline.simulator.calls.count();
  const answers = await Promise.all(Array.from({ length: 200 }, () => request.get(report)));
  expect(answers.every((answer) => answer.ok())).toBe(true);
  expect(ghostline.simulator.calls.count() - before).toBeLessThan(callsOfOneReading);
});

test.describe("while the first readings are still under way", () => {
  test.use({ own: { trouble: ({ faults }) => void faults.slow({ service: "ec2" }, 30_000) } });

  test("viewers of the fleet do not make it list the applications again", async ({ request, ghostline }) => {
    for (const _round of [1, 2]) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => request.get("/api/groups")));
      expect(answers.every((answer) => answer.ok())).toBe(true);
    }
    expect(ghostline.simulator.calls.count({ operation: "ListApplications" })).toBe(1);
  });
});

test("nothing but read operations is ever asked for", async ({ page, ghostline }) => {
  await page.goto("/");
  await expect(page.getByRole("row", { name: /prod-api/ })).toContainText("waits for");
  const asked = new Set(ghostline.simulator.calls.recent().map(({ operation }) => operation));
  expect(asked.size).toBeGreaterThan(10);
  expect([...asked].filter((operation) => !/^(Describe|List|Get|BatchGet)/.test(operation))).toEqual([]);
  expect(ghostline.simulator.calls.count({ ok: false })).toBe(0);
});
