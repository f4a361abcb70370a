import { expect, test } from "#e2e/fixtures.ts";
import { quietGroups, recursiveLimbo } from "#lib/simulator/scenarios/index.ts";

const heapMegabytes = 256;
const pages = 3_000;
const atOnce = 4;

test.use({
  account: { stories: [recursiveLimbo, quietGroups] },
  own: { environment: { NODE_OPTIONS: `--max-old-space-size=${heapMegabytes}` } },
});

test(`${pages} pages are drawn within a heap of ${heapMegabytes} MB: none is kept`, async ({ ghostline }) => {
  test.setTimeout(600_000);
  const paths = [
    "/groups/123456789012/us-east-1/api/prod-api",
    "/",
    "/audit",
    "/rules/recursive-deployment-limbo",
  ];
  let drawn = 0;
  const draw = async () => {
    while (drawn < pages) {
      const path = paths[drawn++ % paths.length] ?? "/";
      const answer = await fetch(`${ghostline.url}${path}`);
      expect(answer.status).toBe(200);
      await answer.text();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, draw));
  expect((await fetch(`${ghostline.url}/api/health`)).status).toBe(200);
});
