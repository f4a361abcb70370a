import { chromium } from "@playwright/test";
import { expect, test } from "#e2e/fixtures.ts";
import { quietGroups } from "#lib/simulator/scenarios/index.ts";

test.use({ account: { stories: [quietGroups] } });

test("a page of another name that was made to point here reads nothing, and neither does a frame", async ({
  served,
  launchOptions,
}) => {
  const { port } = new URL(served.url);
  const elsewhere = `http://evil.test:${port}`;
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), "--host-resolver-rules=MAP evil.test 127.0.0.1"],
  });
  const page = await browser.newPage();
  const rebound = await page.goto(`${elsewhere}/api/groups`);
  expect(rebound?.status()).toBe(403);
  expect(await rebound?.json()).toMatchObject({ error: { code: "host-not-allowed" } });

  await page.route(`${elsewhere}/`, (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="${served.url}/"></iframe>` }),
  );
  await page.goto(`${elsewhere}/`);
  const read = (path: string) =>
    page.evaluate(async (url) => {
      try {
        return (await fetch(url, { mode: "no-cors" })).type;
      } catch (cause) {
        return String(cause);
      }
    }, `${served.url}${path}`);
  expect(await read("/api/groups")).toMatch(/Failed to fetch/);
  const [, frame] = page.frames();
  await expect.poll(() => frame?.url()).toBe("chrome-error://chromewebdata/");
  await browser.close();
});

test.describe("a page", () => {
  test.use({ console: { expected: [/Content Security Policy/] } });

  test("runs no script but ours: what was slipped in is refused", async ({ page }) => {
    await page.goto("/");
    const ran = await page.evaluate(async () => {
      const refused = new Promise<string>((resolve) => {
        addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
      });
      const script = document.createElement("script");
      script.textContent = "globalThis.slipped = true";
      document.head.append(script);
      return [await refused, "slipped" in globalThis];
    });
    expect(ran).toEqual(["script-src-elem", false]);
  });
});
